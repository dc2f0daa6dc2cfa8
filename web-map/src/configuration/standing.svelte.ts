/** The configuration that holds, as the page knows it. */
import { session } from '../session.svelte';
import { told } from '../text/problem';
import { ApiError } from '../wire/api';
import { configurationApi } from '../wire/configuration-api';
import type { Configuration } from '../wire/types';

const CHANGED_MEANWHILE = 412;

export class Standing {
  present = $state.raw<Configuration | null>(null);
  /** Why it could not be asked for. */
  problem = $state('');

  async load(): Promise<void> {
    try {
      this.present = await configurationApi.configuration();
      this.problem = '';
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = told(error);
    }
  }

  /** Changes it by a call; `false` when somebody else did so before, and what holds now was loaded instead. */
  async change(send: (version: number) => Promise<Configuration>): Promise<boolean> {
    if (this.present === null) return false;
    try {
      this.present = await send(this.present.version);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== CHANGED_MEANWHILE) throw error;
      await this.load();
      return false;
    }
    // Pages whose role has no live link are not told of it.
    await session.renewCity();
    return true;
  }
}
