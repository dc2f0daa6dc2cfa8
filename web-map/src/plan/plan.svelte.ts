/** What the planner asks, and the answer. */
import { told } from '../text/problem';
import { api, ApiError } from '../wire/api';
import type { LngLat, Reach, ReachBand } from '../wire/types';

export const BANDS = [5, 10, 15] as const;
const CHANGE_PAUSE_MS = 150;

/** How outlines are drawn: as the server finds them, or with fewer points and without small gaps. */
export const OUTLINES = {
  exact: {},
  simple: { generalize: 50, denoise: 0.01 },
} as const;

/** A chosen point; `post` when it is one of the city's. */
export interface PlanPoint {
  position: LngLat;
  post: string | null;
}

export class Plan {
  teams = $state<string[]>([]);
  points = $state.raw<readonly PlanPoint[]>([]);
  direction = $state<'depart' | 'arrive'>('depart');
  outlines = $state<keyof typeof OUTLINES>('exact');
  answer = $state.raw<Reach | null>(null);
  problem = $state<string | null>(null);
  busy = $state(false);
  readonly empty = $derived(this.teams.length === 0 && this.points.length === 0);
  /** One line per band, nearest first. */
  readonly bands: readonly ReachBand[] = $derived(
    (this.answer?.features ?? []).map(({ properties }) => properties).sort((a, b) => a.minutes - b.minutes),
  );

  addPoint(position: LngLat): void {
    this.points = [...this.points, { position, post: null }];
  }

  removePoint(index: number): void {
    this.points = this.points.filter((_, other) => other !== index);
  }

  togglePost(name: string, position: LngLat): void {
    const without = this.points.filter(({ post }) => post !== name);
    this.points = without.length < this.points.length ? without : [...this.points, { position, post: name }];
  }

  clear(): void {
    this.teams = [];
    this.points = [];
  }

  /** Asks the server after a short pause; returns what takes the question back. */
  ask(): () => void {
    const query = {
      ...(this.points.length > 0 ? { from: this.points.map(({ position }) => position) } : {}),
      ...(this.teams.length > 0 ? { teams: [...this.teams] } : {}),
      minutes: [...BANDS],
      direction: this.direction,
      ...OUTLINES[this.outlines],
    };
    if (this.empty) {
      this.answer = null;
      this.problem = null;
      return () => undefined;
    }
    const aborter = new AbortController();
    const timer = setTimeout(async () => {
      this.busy = true;
      try {
        this.answer = await api.reach(query, aborter.signal);
        this.problem = null;
      } catch (error) {
        if (!(error instanceof ApiError)) return;
        this.answer = null;
        this.problem = told(error);
      } finally {
        this.busy = false;
      }
    }, CHANGE_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      aborter.abort();
    };
  }
}
