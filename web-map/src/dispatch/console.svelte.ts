/** What the dispatcher is doing: composing a request, or looking at one. */
import { service } from '../service.svelte';
import { session } from '../session.svelte';
import { momentIn } from '../text/moment';
import { told } from '../text/problem';
import { api, ApiError } from '../wire/api';
import type { LngLat, Place, Priority, Recommendation, Request, RequestType, Shown } from '../wire/types';
import { ClosureDraft } from './closure-draft.svelte';

export interface Draft {
  place: Place | null;
  type: RequestType;
  priority: Priority;
  needs: string[];
  note: string;
  /** When it is for later: as a `datetime-local` field writes it, on the city's clock; else empty. */
  scheduledFor: string;
}

const SINGLE_KEYS_KEY = 'nearhand.single-keys';

function newDraft(): Draft {
  return { place: null, type: service.usualType, priority: 3, needs: [], note: '', scheduledFor: '' };
}

export class Console {
  /** The request in the left pane; `null` while composing. */
  requestId = $state<string | null>(null);
  draft = $state<Draft>(newDraft());
  /** What the server recommends for the draft. */
  draftRecommendation = $state.raw<Recommendation | null>(null);
  selectedTeam = $state<string | null>(null);
  /** The closure being drawn, while the left pane is about closures. */
  closing = $state.raw<ClosureDraft | null>(null);
  /** The last refusal, in the server's words. */
  problem = $state<string | null>(null);
  busy = $state(false);
  /** Counts requests for the address field's focus. */
  findCalls = $state(0);
  /** Grows when streets were closed or opened: what was computed before is old. */
  waysChanged = $state(0);
  /** Whether the request was only looked at from the draft. */
  private peeking = false;
  singleKeys = $state(localStorage.getItem(SINGLE_KEYS_KEY) !== 'off');

  constructor() {
    const id = new URLSearchParams(location.hash.slice(1)).get('request');
    if (id && /^R\d+$/.test(id)) this.requestId = id;
  }

  compose(place: Place | null = null): void {
    if (this.requestId !== null && !this.peeking) this.draft = newDraft();
    this.peeking = false;
    this.closing = null;
    this.requestId = null;
    if (place) this.draft.place = place;
    this.problem = null;
    this.writeHash();
  }

  select(requestId: string): void {
    this.peeking = false;
    this.closing = null;
    this.requestId = requestId;
    this.problem = null;
    this.writeHash();
  }

  /** Looks at a request; whoever was composing finds the draft again. */
  peek(requestId: string): void {
    const composing = this.requestId === null;
    this.select(requestId);
    this.peeking = composing;
  }

  find(): void {
    this.compose();
    this.findCalls += 1;
  }

  /** Turns to closures: what is closed, and a new one to draw. */
  closures(): void {
    this.closing ??= new ClosureDraft();
    this.problem = null;
  }

  setSingleKeys(on: boolean): void {
    this.singleKeys = on;
    localStorage.setItem(SINGLE_KEYS_KEY, on ? 'on' : 'off');
  }

  /** Creates the draft's request, and sends a team to it when one is given. */
  async create(team: string | null, shown: Shown[], overrideReason?: string): Promise<void> {
    await this.run(async () => {
      const request = await this.createDraft();
      if (request && team) await api.assign(request.id, team, shown, overrideReason);
    });
  }

  /** Merges a request, or the draft once it is one, into another for the same matter, and turns to that. */
  async merge(requestId: string | null, into: string): Promise<boolean> {
    return this.run(async () => {
      const id = requestId ?? (await this.createDraft())?.id;
      if (!id) return;
      await api.merge(id, into);
      this.select(into);
    });
  }

  /** Runs one command; a refusal is shown, not thrown. */
  async run(command: () => Promise<unknown>): Promise<boolean> {
    if (this.busy) return false;
    this.busy = true;
    this.problem = null;
    try {
      await command();
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.problem = told(error);
      return false;
    } finally {
      this.busy = false;
    }
  }

  /** Makes the draft a request and turns to it; the next draft is empty. */
  private async createDraft(): Promise<Request | null> {
    const { place, type, priority, needs, note, scheduledFor } = this.draft;
    if (!place) return null;
    const request = await api.createRequest({
      position: place.position,
      ...(place.kind === 'pin' ? {} : { address: place.label }),
      type,
      priority,
      needs: [...needs],
      ...(note.trim() ? { note: note.trim() } : {}),
      ...(scheduledFor ? { scheduled_for: momentIn(session.city?.time_zone ?? 'UTC', scheduledFor) } : {}),
    });
    this.draft = newDraft();
    this.draftRecommendation = null;
    this.select(request.id);
    return request;
  }

  private writeHash(): void {
    const params = location.hash
      .slice(1)
      .split('&')
      .filter((part) => part !== '' && !part.startsWith('request='));
    if (this.requestId) params.push(`request=${this.requestId}`);
    history.replaceState(null, '', `${location.pathname}#${params.join('&')}`);
  }
}

/** A pin that no address is known for. */
export function pinAt(position: LngLat, label: string): Place {
  return { position, label, kind: 'pin' };
}
