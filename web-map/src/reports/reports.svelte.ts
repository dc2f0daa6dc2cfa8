/** What the page of reports asks for, and the answers. */
import type { Period } from '../plan/period';
import { told } from '../text/problem';
import { api, ApiError, type ReportName, reportAddress } from '../wire/api';
import type { By, DispositionReport, IntervalReport, UtilisationReport, VolumeReport } from '../wire/types';

/** A period with both ends, so that all reports of a page are of the same time. */
export type WholePeriod = Required<Period>;

interface Answers {
  /** Of all requests together. */
  whole: IntervalReport;
  /** By the grouping chosen. */
  grouped: IntervalReport;
  volumes: VolumeReport;
  dispositions: DispositionReport;
  utilisation: UtilisationReport;
}

export class Reports {
  by = $state<By>('day');
  answers = $state.raw<Answers | null>(null);
  problem = $state<string | null>(null);
  busy = $state(false);

  /** Asks for everything; returns what takes the question back. */
  ask(period: WholePeriod | null): () => void {
    const by = this.by;
    const aborter = new AbortController();
    if (period !== null) void this.fetch(period, by, aborter.signal);
    return () => aborter.abort();
  }

  private async fetch(period: WholePeriod, by: By, signal: AbortSignal): Promise<void> {
    this.busy = true;
    try {
      const [whole, grouped, volumes, dispositions, utilisation] = await Promise.all([
        api.report<IntervalReport>('intervals', period, signal),
        api.report<IntervalReport>('intervals', { ...period, by }, signal),
        api.report<VolumeReport>('volumes', { ...period, by }, signal),
        api.report<DispositionReport>('dispositions', period, signal),
        api.report<UtilisationReport>('utilisation', period, signal),
      ]);
      this.answers = { whole, grouped, volumes, dispositions, utilisation };
      this.problem = null;
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.answers = null;
      this.problem = told(error);
    } finally {
      if (!signal.aborted) this.busy = false;
    }
  }
}

/** Where a report lies as a file, of the period and the grouping shown. */
export function fileAddress(name: ReportName, format: 'csv' | 'json', period: WholePeriod, by: By): string {
  return reportAddress(name, { ...period, ...(name === 'utilisation' ? {} : { by }), format });
}
