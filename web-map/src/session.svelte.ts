/** Who is signed in, on which city, over which live link. */
import { LiveSocket } from './live/socket';
import { LiveStore, nextFrame, type View } from './live/store';
import { LIVE } from './pages';
import { service } from './service.svelte';
import { units } from './text/units.svelte';
import { api, ApiError, whenUnauthorized } from './wire/api';
import type { City, Me, ServerMessage } from './wire/types';

type Phase = 'loading' | 'signed-out' | 'unreachable' | 'ready';

const RETRY_MS = 2_000;

class Session {
  phase = $state<Phase>('loading');
  me = $state.raw<Me | null>(null);
  city = $state.raw<City | null>(null);
  readonly store = new LiveStore(nextFrame);
  /** The store's view, for components. */
  view = $state.raw<View>(this.store.current);
  readonly socket = new LiveSocket({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/live`,
    topics: ['events', 'positions'],
    onMessage: (message) => this.receive(message),
    onPositions: (frame) => this.store.receivePositions(frame),
    onState: (state) => this.store.setLink(state),
    onRefused: () => void this.checkSession(),
  });

  /** Asks who we are and goes live; keeps asking while the server cannot be reached. */
  async start(): Promise<void> {
    try {
      const me = await api.me();
      this.setCity(await api.city());
      this.me = me;
    } catch (error) {
      if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
        this.phase = 'signed-out';
      } else {
        this.phase = 'unreachable';
        setTimeout(() => void this.start(), RETRY_MS);
      }
      return;
    }
    this.phase = 'ready';
    whenUnauthorized(() => void this.checkSession());
    if (!LIVE.includes(this.me.role)) return;
    this.store.subscribe((view) => (this.view = view));
    this.socket.start();
    addEventListener('online', () => this.socket.reconnect());
  }

  private receive(message: ServerMessage): void {
    this.store.receive(message);
    // A snapshot comes instead of the events that were missed, and one of them may have been this.
    if (message.type === 'snapshot' || (message.type === 'event' && message.kind === 'configured')) void this.renewCity();
  }

  /** Counts askings for the city, so that only the latest answer holds. */
  private cityAsked = 0;

  /** Asks anew what the city and the service are; keeps asking while the server cannot be reached. */
  async renewCity(): Promise<void> {
    this.cityAsked += 1;
    const asked = this.cityAsked;
    try {
      const city = await api.city();
      if (asked === this.cityAsked) this.setCity(city);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 0) setTimeout(() => asked === this.cityAsked && void this.renewCity(), RETRY_MS);
    }
  }

  private setCity(city: City): void {
    this.city = city;
    units.imperial = city.units === 'imperial';
    service.info = city.service;
  }

  async signOut(): Promise<void> {
    this.socket.stop();
    await api.signOut();
    this.phase = 'signed-out';
  }

  /** The server's present time, epoch ms. */
  serverNow(localNow: number): number {
    return localNow + this.view.clockOffset;
  }

  /** Asks anew who we are: what we may do, or what our account has, was changed. */
  async renew(): Promise<void> {
    this.me = await api.me();
  }

  /** Whether the session is being asked after: that question is refused as well when it has ended. */
  private checking = false;

  private async checkSession(): Promise<void> {
    if (this.checking) return;
    this.checking = true;
    try {
      await api.me();
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        this.socket.stop();
        this.phase = 'signed-out';
      }
    } finally {
      this.checking = false;
    }
  }
}

export const session = new Session();

/** Local time, told once a second, for ages and countdowns. */
class Clock {
  now = $state(Date.now());

  constructor() {
    setInterval(() => (this.now = Date.now()), 1000);
  }
}

export const clock = new Clock();
