/** The route to the present assignment, kept when the network goes, asked for again when the team leaves it. */
import { api, ApiError } from '../wire/api';
import type { FollowedRoute, LngLat, Underway } from '../wire/types';
import { OFF_ROUTE_M, progress, type Progress } from './guidance';

const OFF_ROUTE_EVERY_MS = 5_000;
const EVERY_MS = 60_000;
const FAILED_EVERY_MS = 5_000;
/** The server has another route for us than the one shown. */
const OTHER_EVERY_MS = 1_000;

export class Navigation {
  route = $state.raw<FollowedRoute | null>(null);
  /** Whether the last try found none. */
  failed = $state(false);
  progress = $state.raw<Progress | null>(null);
  private assignment: string | null = null;
  private askedAt = 0;
  /** Metres from the route's start, when last looked; no state, for who follows also sets it. */
  private travelled: number | null = null;
  /** What the server said last of where we are. */
  private told: Underway | undefined;

  /**
   * Keeps the route to an assignment fresh for a team at `position`; call it as often as anything changes. `told` is what the
   * server says of the way.
   */
  async follow(assignment: string, position: LngLat | null, now: number, told?: Underway): Promise<void> {
    if (assignment !== this.assignment) {
      this.forget();
      this.assignment = assignment;
    }
    const route = this.route;
    const reached = route && position ? progress(route, position, this.expected(route, told)) : null;
    this.look(reached);
    const off = (reached?.off ?? 0) > OFF_ROUTE_M;
    const other = told !== undefined && told.route !== route?.number;
    const every = other ? OTHER_EVERY_MS : route === null ? FAILED_EVERY_MS : off ? OFF_ROUTE_EVERY_MS : EVERY_MS;
    if (now - this.askedAt < every) return;
    this.askedAt = now;
    try {
      const fresh = await api.assignmentRoute(assignment);
      if (this.assignment !== assignment) return;
      this.route = fresh;
      this.failed = false;
      this.look(position ? progress(fresh, position) : null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // The old route still leads there.
      this.failed = this.route === null;
    }
  }

  /** Metres from the route's start where we should be: where the server matched us just now, else where we were last. */
  private expected(route: FollowedRoute, told: Underway | undefined): number | null {
    const isNews = told !== this.told && told?.route === route.number;
    this.told = told;
    return isNews && told ? route.distance - told.distance : this.travelled;
  }

  private look(reached: Progress | null): void {
    this.progress = reached;
    this.travelled = reached?.travelled ?? null;
  }

  /** A street was closed or opened: the next look asks for the way again. */
  hurry(): void {
    this.askedAt = 0;
  }

  forget(): void {
    this.assignment = null;
    this.askedAt = 0;
    this.route = null;
    this.look(null);
    this.failed = false;
  }
}
