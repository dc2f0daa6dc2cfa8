/** The route to the present request or destination, kept when the network goes, asked for again when the team leaves it. */
import { api, ApiError } from '../wire/api';
import type { FollowedRoute, LngLat, Underway } from '../wire/types';
import { OFF_ROUTE_M, progress, type Progress } from './guidance';

const OFF_ROUTE_EVERY_MS = 5_000;
const EVERY_MS = 60_000;
const FAILED_EVERY_MS = 5_000;
/** The server has another route for us than the one shown. */
const OTHER_EVERY_MS = 1_000;

/** What a team drives to: the request of an assignment, or a destination. */
export interface Goal {
  assignment: string;
  destination: string | null;
}

export class Navigation {
  route = $state.raw<FollowedRoute | null>(null);
  /** Whether the last try found none. */
  failed = $state(false);
  progress = $state.raw<Progress | null>(null);
  private goal: Goal | null = null;
  private askedAt = 0;
  /** Metres from the route's start, when last looked; no state, for who follows also sets it. */
  private travelled: number | null = null;
  /** What the server said last of where we are. */
  private told: Underway | undefined;

  /**
   * Keeps the route to a goal fresh for a team at `position`; call it as often as anything changes. `told` is what the
   * server says of the way.
   */
  async follow(goal: Goal, position: LngLat | null, now: number, told?: Underway): Promise<void> {
    if (!this.leadsTo(goal)) {
      this.forget();
      this.goal = goal;
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
      const fresh = await api.assignmentRoute(goal.assignment);
      if (!this.leadsTo(goal)) return;
      this.route = fresh;
      this.failed = false;
      this.look(position ? progress(fresh, position) : null);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      // The old route still leads there.
      this.failed = this.route === null;
    }
  }

  private leadsTo({ assignment, destination }: Goal): boolean {
    return this.goal?.assignment === assignment && this.goal.destination === destination;
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
    this.goal = null;
    this.askedAt = 0;
    this.route = null;
    this.look(null);
    this.failed = false;
  }
}
