/** The HTTP half of the wire: one typed function per call the screens make. */
import type {
  Assignment,
  By,
  City,
  Closure,
  Crew,
  Destination,
  Device,
  Disposition,
  Duplicate,
  EtaReport,
  Flag,
  FollowUp,
  FollowedRoute,
  LngLat,
  MadeDevice,
  Me,
  Member,
  NewClosure,
  NewDestination,
  NewFlag,
  NewMember,
  NewRequest,
  NewShift,
  NewTeam,
  NewVehicle,
  OtherService,
  Place,
  Problem,
  Reach,
  ReachQuery,
  Recommendation,
  Request,
  RequestType,
  RouteChoice,
  Shift,
  Shown,
  Team,
  TeamStatus,
  TriageForm,
  Vehicle,
} from './types';

const BASE = '/api/v1';

export type ReportName = 'intervals' | 'volumes' | 'dispositions' | 'utilisation';

/** What a report is asked by; both moments are RFC 3339, the second does not count. */
export interface ReportQuery {
  from: string;
  to: string;
  by?: By;
  format?: 'csv' | 'json';
}

/** The address of a report, for a link. */
export function reportAddress(name: ReportName, query: ReportQuery): string {
  return `${BASE}${reportPath(name, query)}`;
}

function reportPath(name: ReportName, query: ReportQuery): string {
  return `/reports/${name}?${new URLSearchParams({ ...query })}`;
}

/** More than two beside the fastest only clutter the map. */
const MOST_ALTERNATIVES = 2;

/**
 * The server refused, and says why; or (`status` 0) it could not be reached.
 * `kind` is the problem's stable name without its path, or `unreachable`; `detail` is the server's sentence, or empty.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly kind: string,
    readonly detail = '',
    /** The field at fault, by its name on the wire. */
    readonly field: string | null = null,
    /** Seconds until it is worth trying again, where the server says so. */
    readonly retryAfter: number | null = null,
  ) {
    super(`${kind} ${detail}`.trim());
  }

  /** Whether the same call may succeed later without being changed. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 401 || this.status === 429 || this.status >= 500;
  }
}

let onUnauthorized = () => {};

/** Says what to do when the server answers somebody who is not signed in, or no longer. */
export function whenUnauthorized(act: () => void): void {
  onUnauthorized = act;
}

/** Sends one call; throws `ApiError` for whatever is not a 2xx answer. `signal` aborts throw the abort itself. */
export async function call<T>(
  method: string,
  path: string,
  body?: unknown,
  options: { signal?: AbortSignal; key?: string; version?: number } = {},
): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') headers['X-Nearhand'] = '1';
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.key !== undefined) headers['Idempotency-Key'] = options.key;
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  let response: Response;
  try {
    response = await fetch(BASE + path, {
      method,
      headers,
      body: body === undefined ? null : JSON.stringify(body),
      signal: options.signal ?? null,
    });
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    throw new ApiError(0, 'unreachable');
  }
  if (response.status === 401) onUnauthorized();
  if (!response.ok) throw await problemOf(response);
  return (response.status === 204 ? undefined : await response.json()) as T;
}

async function problemOf(response: Response): Promise<ApiError> {
  try {
    const problem = (await response.json()) as Problem;
    return new ApiError(response.status, problem.type.replace('/problems/', ''), problem.detail, problem.field ?? null, problem.retry_after ?? null);
  } catch {
    // Something between us and the server answered.
    return new ApiError(response.status, 'unavailable', `${response.status} ${response.statusText}`);
  }
}

/** A whole list, page by page. */
export async function all<T>(path: string, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const query = new URLSearchParams({ limit: '1000', ...(cursor ? { cursor } : {}) });
    const page: { items: T[]; next: string | null } = await call('GET', `${path}?${query}`, undefined, signal ? { signal } : {});
    items.push(...page.items);
    cursor = page.next;
  }
  return items;
}

/** A command: a write with its own id, so that a repeated send has one effect. */
export function command<T>(path: string, body: unknown = {}, method = 'POST'): Promise<T> {
  return call<T>(method, path, body, { key: crypto.randomUUID() });
}

export const api = {
  me: () => call<Me>('GET', '/me'),
  city: () => call<City>('GET', '/city'),
  signOut: () => call<void>('POST', '/sign-out'),

  createRequest: (details: NewRequest) => command<Request>('/requests', details),
  updateRequest: (id: string, change: Partial<NewRequest>) => command<Request>(`/requests/${id}`, change, 'PATCH'),
  hold: (id: string, reason: string, until?: string) =>
    command<Request>(`/requests/${id}/hold`, { reason, ...(until ? { until } : {}) }),
  schedule: (id: string, at: string) => command<Request>(`/requests/${id}/schedule`, { at }),
  resume: (id: string) => command<Request>(`/requests/${id}/resume`),
  answer: (id: string) => command<Request>(`/requests/${id}/answer`),
  triage: (id: string, answers: Record<string, string>) => command<Request>(`/requests/${id}/triage`, { answers }),
  triageForm: (type: RequestType) => call<TriageForm>('GET', `/triage-forms/${type}`),
  addNote: (id: string, text: string) => command<Request>(`/requests/${id}/notes`, { text }),
  handOver: (id: string, to: OtherService) => command<Request>(`/requests/${id}/hand-over`, { to }),
  acknowledgeHandOver: (id: string, by: string) => command<Request>(`/requests/${id}/hand-over/acknowledge`, { by }),
  merge: (id: string, into: string) => command<Request>(`/requests/${id}/merge`, { into }),
  /** Open requests near a place that came in lately. */
  duplicates: (position: LngLat, except: string | null, signal: AbortSignal) =>
    call<Duplicate[]>('POST', '/requests/duplicates', { position, except }, { signal }),
  /** `every` in seconds; `null` ends the timer. */
  setCheckIn: (team: string, every: number | null) => command<Team>(`/teams/${team}/check-in-timer`, { every }),
  answerEmergency: (team: string) => command<Team>(`/teams/${team}/answer-emergency`),
  close: (id: string, disposition: Disposition, note: string, followUp?: FollowUp) =>
    command<Request>(`/requests/${id}/close`, {
      disposition,
      ...(note ? { note } : {}),
      ...(followUp ? { follow_up: followUp } : {}),
    }),
  assign: (id: string, team: string, shown: Shown[], overrideReason?: string) =>
    command<Assignment>(`/requests/${id}/assignments`, {
      team,
      shown,
      ...(overrideReason ? { override_reason: overrideReason } : {}),
    }),
  /** Puts a team forward; nobody is told before `confirm`. */
  propose: (id: string, team: string, shown: Shown[]) => command<Assignment>(`/requests/${id}/proposals`, { team, shown }),
  confirm: (id: string) => command<Assignment>(`/assignments/${id}/confirm`),
  reassign: (id: string, team: string, reason: string, shown: Shown[]) =>
    command<Assignment>(`/assignments/${id}/reassign`, { team, reason, shown }),
  /** Sends a team that is on its way to somebody less urgent. */
  preempt: (id: string, team: string, reason: string, shown: Shown[]) =>
    command<Assignment>(`/requests/${id}/pre-emptions`, { team, reason, shown }),
  acknowledge: (id: string) => command<Assignment>(`/assignments/${id}/acknowledge`),
  advance: (id: string, to: TeamStatus) => command<Assignment>(`/assignments/${id}/advance`, { to }),
  /** Takes the person to a destination; a reason is needed for one that is closed or full. */
  transport: (id: string, destination: string, overrideReason?: string) =>
    command<Assignment>(`/assignments/${id}/transport`, {
      destination,
      ...(overrideReason ? { override_reason: overrideReason } : {}),
    }),
  clear: (id: string) => command<Assignment>(`/assignments/${id}/clear`),
  cancel: (id: string, reason: string) => command<Assignment>(`/assignments/${id}/cancel`, { reason }),
  signOn: (team: string) => command<Team>(`/teams/${team}/sign-on`),
  setStatus: (team: string, status: TeamStatus) => command<Team>(`/teams/${team}/status`, { status }),
  /** A one-time link that signs a phone in as this team. */
  fieldLink: (team: string) => call<{ url: string }>('POST', '/sign-in-links', { role: 'field', team }),
  signOff: (team: string) => command<Team>(`/teams/${team}/sign-off`),
  addFlag: (flag: NewFlag) => command<Flag>('/flags', flag),
  endFlag: (id: string) => command<Flag>(`/flags/${id}/end`),
  createTeam: (team: NewTeam) => command<Team>('/teams', team),
  updateTeam: (id: string, change: Partial<NewTeam>) => command<Team>(`/teams/${id}`, change, 'PATCH'),
  createMember: (member: NewMember) => command<Member>('/members', member),
  updateMember: (id: string, change: Partial<NewMember>) => command<Member>(`/members/${id}`, change, 'PATCH'),
  retireMember: (id: string) => command<Member>(`/members/${id}/retire`),
  devices: (signal?: AbortSignal) => all<Device>('/devices', signal),
  createDevice: (device: { team: string; name: string }) => command<MadeDevice>('/devices', device),
  revokeDevice: (id: string) => call<void>('DELETE', `/devices/${id}`),
  createVehicle: (vehicle: NewVehicle) => command<Vehicle>('/vehicles', vehicle),
  /** Why it may not be driven; `null` puts it back into service. */
  setVehicleService: (id: string, outOfService: string | null) =>
    command<Vehicle>(`/vehicles/${id}/service`, { out_of_service: outOfService }),
  planShift: (shift: NewShift) => command<Shift>('/shifts', shift),
  changeCrew: (shift: string, crew: Crew) => command<Shift>(`/shifts/${shift}/crew`, crew),
  cancelShift: (id: string) => command<Shift>(`/shifts/${id}/cancel`),
  createDestination: (destination: NewDestination) => command<Destination>('/destinations', destination),
  updateDestination: (id: string, change: Partial<NewDestination>) =>
    command<Destination>(`/destinations/${id}`, change, 'PATCH'),
  retireDestination: (id: string) => command<Destination>(`/destinations/${id}/retire`),
  createClosure: (closure: NewClosure) => command<Closure>('/closures', closure),
  endClosure: (id: string) => command<Closure>(`/closures/${id}/end`),

  recommend: (draft: Pick<NewRequest, 'position' | 'type' | 'priority' | 'needs'>, signal: AbortSignal) =>
    call<Recommendation>('POST', '/recommendations', { ...draft, k: 5 }, { signal }),
  ranking: (request: string) => call<Recommendation>('GET', `/requests/${request}/recommendation`),
  /** How good arrival times were from a moment (RFC 3339) up to another, or up to now. */
  etaReport: (period: { from: string; to?: string }, signal: AbortSignal) =>
    call<EtaReport>('GET', `/reports/eta?${new URLSearchParams(period)}`, undefined, { signal }),
  report: <Report>(name: ReportName, query: ReportQuery, signal: AbortSignal) =>
    call<Report>('GET', reportPath(name, query), undefined, { signal }),
  assignmentRoute: (id: string, signal?: AbortSignal) =>
    call<FollowedRoute>('GET', `/assignments/${id}/route`, undefined, signal ? { signal } : {}),
  route: (from: LngLat, to: LngLat, signal: AbortSignal) =>
    call<RouteChoice>('POST', '/route', { from, to, alternatives: MOST_ALTERNATIVES }, { signal }),
  reach: (query: ReachQuery, signal: AbortSignal) => call<Reach>('POST', '/reach', query, { signal }),

  async geocode(text: string, near: LngLat, signal: AbortSignal): Promise<Place[]> {
    const query = new URLSearchParams({ q: text, limit: '8', near: near.map((n) => n.toFixed(5)).join(',') });
    return placesOf(await call<PhotonAnswer>('GET', `/geocode?${query}`, undefined, { signal }));
  },
  async reverse([lng, lat]: LngLat, signal: AbortSignal): Promise<Place[]> {
    const query = new URLSearchParams({ lng: lng.toFixed(6), lat: lat.toFixed(6) });
    return placesOf(await call<PhotonAnswer>('GET', `/reverse?${query}`, undefined, { signal }));
  },
};

interface PhotonAnswer {
  features: { geometry: { coordinates: LngLat }; properties: { label: string; type: string } }[];
}

function placesOf(answer: PhotonAnswer): Place[] {
  return answer.features.map(({ geometry, properties }) => ({
    position: geometry.coordinates,
    label: properties.label,
    kind: properties.type,
  }));
}
