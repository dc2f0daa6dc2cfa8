/** The screens' one source of truth: board, fleet and the state of the link, told to subscribers once per frame. */
import { readPositions } from '../wire/positions';
import type { Recommendation, ServerMessage, Underway } from '../wire/types';
import { applyChange, EMPTY_BOARD, fromSnapshot, type Board } from './board';
import { Fleet } from './fleet';
import type { LinkState } from './socket';

/** What a reader sees; a new object whenever something changed. */
export interface View {
  readonly board: Board;
  readonly link: LinkState;
  /** Whether a snapshot has come at all. */
  readonly loaded: boolean;
  /** Local time in ms of the last sign of life while live; what the banner counts from. */
  readonly lastSeen: number;
  /** Server time minus local time, ms. */
  readonly clockOffset: number;
  readonly recommendations: ReadonlyMap<string, Recommendation>;
  /** How far teams are, by assignment; of ended ones what was told last. */
  readonly underway: ReadonlyMap<string, Underway>;
  /** `Fleet.revision` of this view. */
  readonly fleetRevision: number;
}

const FIRST_VIEW: View = {
  board: EMPTY_BOARD,
  link: 'connecting',
  loaded: false,
  lastSeen: 0,
  clockOffset: 0,
  recommendations: new Map(),
  underway: new Map(),
  fleetRevision: 0,
};

/** An event as the announcer hears it. */
export type EventMessage = Extract<ServerMessage, { type: 'event' }>;

export class LiveStore {
  readonly fleet = new Fleet();
  private view: View = FIRST_VIEW;
  private readonly subscribers = new Set<(view: View) => void>();
  private readonly listeners = new Set<(event: EventMessage) => void>();
  private scheduled = false;

  /** `schedule` runs its argument once before the next frame; `now` is epoch ms, `monotonic` ms since some start. */
  constructor(
    private readonly schedule: (run: () => void) => void,
    private readonly now: () => number = Date.now,
    private readonly monotonic: () => number = () => performance.now(),
  ) {}

  get current(): View {
    return this.view;
  }

  /** Calls back with the view now and after each frame in which it changed. */
  subscribe(subscriber: (view: View) => void): () => void {
    this.subscribers.add(subscriber);
    subscriber(this.view);
    return () => this.subscribers.delete(subscriber);
  }

  /** Calls back for each event, in order, at once. */
  onEvent(listener: (event: EventMessage) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  setLink(link: LinkState): void {
    const lastSeen = this.view.link === 'live' || link === 'live' ? this.now() : this.view.lastSeen;
    this.update({ link, lastSeen });
  }

  receive(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        this.update({ clockOffset: Date.parse(message.server_time) - this.now() });
        break;
      case 'snapshot':
        this.update({ board: fromSnapshot(message.state), loaded: true });
        break;
      case 'event':
        this.update({ board: applyChange(this.view.board, message.changed) });
        for (const listener of this.listeners) listener(message);
        break;
      case 'recommendation':
        this.update({
          recommendations: new Map(this.view.recommendations).set(message.request, message.recommendation),
        });
        break;
      case 'underway': {
        const told = message.journeys.map((journey) => [journey.assignment, journey] as const);
        this.update({ underway: new Map([...this.view.underway, ...told]) });
        break;
      }
      default:
        break;
    }
  }

  /** Forgets a recommendation that is no longer watched: an old one must not look new. */
  forgetRecommendation(request: string): void {
    const recommendations = new Map(this.view.recommendations);
    if (recommendations.delete(request)) this.update({ recommendations });
  }

  receivePositions(frame: ArrayBuffer): void {
    const now = this.monotonic();
    readPositions(frame, (fix) => this.fleet.put(fix, now));
    this.update({ fleetRevision: this.fleet.revision });
  }

  private update(change: Partial<View>): void {
    this.view = { ...this.view, ...change };
    if (this.scheduled) return;
    this.scheduled = true;
    this.schedule(() => {
      this.scheduled = false;
      for (const subscriber of this.subscribers) subscriber(this.view);
    });
  }
}

/** Runs before the next frame, or soon when the page is hidden and has no frames. */
export function nextFrame(run: () => void): void {
  if (document.hidden) setTimeout(run, 100);
  else requestAnimationFrame(run);
}
