/** The routes of the teams that are on their way, asked for again while they drive. */
import { openAssignments } from '../live/board';
import { onTheWay } from '../live/life';
import type { View } from '../live/store';
import { api, ApiError } from '../wire/api';
import type { FollowedRoute } from '../wire/types';

export interface KnownRoute {
  route: FollowedRoute;
  /** Local time in ms when it was asked for. */
  at: number;
}

const TICK_MS = 2_000;
const SELECTED_EVERY_MS = 6_000;
const OTHERS_EVERY_MS = 20_000;
/** More lines than this only clutter the map. */
const MOST = 12;

export class Routes {
  /** By assignment id. */
  known = $state.raw<ReadonlyMap<string, KnownRoute>>(new Map());
  /** Local time in ms when each was asked for last, answered or not. */
  private asked: ReadonlyMap<string, number> = new Map();
  private asking = false;
  private hurried = false;
  private view: (() => View) | null = null;

  /** Asks from now on, for what `view` and `selected` (a request id) name at the time; returns what stops it. */
  start(view: () => View, selected: () => string | null): () => void {
    this.view = view;
    const tick = () => void this.ask(view(), selected());
    tick();
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }

  /** Asks for all of them again at the next tick. */
  hurry(): void {
    this.hurried = true;
  }

  /** Seconds until the team of an assignment is there, or `null` when no route is known. */
  eta(assignment: string, now: number): number | null {
    const view = this.view?.();
    const told = view?.underway.get(assignment);
    if (view && told) return Math.max(0, (Date.parse(told.arrives_at) - now - view.clockOffset) / 1000);
    const known = this.known.get(assignment);
    return known ? Math.max(0, known.route.duration - (now - known.at) / 1000) : null;
  }

  private async ask(view: View, selected: string | null): Promise<void> {
    if (this.asking || view.link !== 'live') return;
    this.asking = true;
    const hurried = this.hurried;
    this.hurried = false;
    const wanted = wantedAssignments(view, selected);
    const next = new Map([...this.known].filter(([id]) => wanted.includes(id)));
    const asked = new Map([...this.asked].filter(([id]) => wanted.includes(id)));
    for (const [index, id] of wanted.entries()) {
      const every = index === 0 ? SELECTED_EVERY_MS : OTHERS_EVERY_MS;
      const told = view.underway.get(id);
      const other = told !== undefined && told.route !== next.get(id)?.route.number;
      if (!hurried && !other && Date.now() - (asked.get(id) ?? 0) < every) continue;
      asked.set(id, Date.now());
      try {
        next.set(id, { route: await api.assignmentRoute(id), at: Date.now() });
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        next.delete(id);
      }
    }
    this.known = next;
    this.asked = asked;
    this.asking = false;
  }
}

/** Open assignments whose team is on its way; the selected request's first. */
function wantedAssignments({ board }: View, selected: string | null): string[] {
  const wanted: string[] = [];
  for (const request of board.requests.values()) {
    if (request.state === 'closed') continue;
    for (const assignment of openAssignments(board, request)) {
      const status = board.teams.get(assignment.team)?.status;
      if (!status || !onTheWay(status)) continue;
      if (request.id === selected) wanted.unshift(assignment.id);
      else wanted.push(assignment.id);
    }
  }
  return wanted.slice(0, MOST);
}
