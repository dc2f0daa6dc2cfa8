/** Presses that the server has not confirmed yet: kept on the phone in order, sent once each, over restarts of the page. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

import { ApiError } from '../wire/api';
import type { TeamStatus } from '../wire/types';

/** One press. `id` makes a repeated send harmless. */
export interface Press {
  id: string;
  /** Under `/api/v1`. */
  path: string;
  body: Record<string, unknown>;
  /** When it was pressed, by the phone's clock. */
  at: string;
  /** The status the team has once this is done. */
  becomes: TeamStatus;
}

interface Schema extends DBSchema {
  presses: { key: number; value: Press };
}

export interface OutboxOptions {
  send: (press: Press) => Promise<unknown>;
  onChange: (unsent: readonly Press[]) => void;
  /** The server will never take this press; it is dropped. */
  onRefused: (press: Press, error: ApiError) => void;
  database?: string;
}

export class Outbox {
  private readonly database: Promise<IDBPDatabase<Schema>>;
  private flushing: Promise<void> | null = null;
  private again = false;

  constructor(private readonly options: OutboxOptions) {
    this.database = openDB<Schema>(options.database ?? 'nearhand-outbox', 1, {
      upgrade: (database) => void database.createObjectStore('presses', { autoIncrement: true }),
    });
  }

  /** Keeps a press, then tries to send everything. Resolves when the press is kept. */
  async push(press: Pick<Press, 'path' | 'body' | 'becomes'>): Promise<void> {
    const kept = { ...press, id: crypto.randomUUID(), at: new Date().toISOString() };
    await (await this.database).add('presses', kept);
    await this.told();
    void this.flush();
  }

  /** Sends what waits, oldest first, until one cannot be sent now. */
  async flush(): Promise<void> {
    if (this.flushing) {
      // A press may come after the running flush has looked: it looks once more.
      this.again = true;
      return this.flushing;
    }
    this.flushing = this.sendAll();
    try {
      await this.flushing;
    } finally {
      this.flushing = null;
    }
    if (this.again) {
      this.again = false;
      await this.flush();
    }
  }

  private async sendAll(): Promise<void> {
    const database = await this.database;
    for (;;) {
      const cursor = await database.transaction('presses').store.openCursor();
      if (!cursor) return;
      const { key, value } = cursor;
      try {
        await this.options.send(value);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.retryable) return;
        this.options.onRefused(value, error);
      }
      await database.delete('presses', key);
      await this.told();
    }
  }

  private async told(): Promise<void> {
    this.options.onChange(await (await this.database).getAll('presses'));
  }

  /** Tells what waits from before. */
  async restore(): Promise<void> {
    await this.told();
    await this.flush();
  }
}
