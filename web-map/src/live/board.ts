/** What stands on the board, rebuilt from a snapshot and the events after it. No framework, no clock. */
import type {
  Assignment,
  BoardState,
  Changed,
  Closure,
  Destination,
  Flag,
  Member,
  Request,
  RequestState,
  Shift,
  Team,
  Vehicle,
} from '../wire/types';

export interface Board {
  readonly teams: ReadonlyMap<string, Team>;
  readonly requests: ReadonlyMap<string, Request>;
  readonly assignments: ReadonlyMap<string, Assignment>;
  readonly closures: ReadonlyMap<string, Closure>;
  readonly members: ReadonlyMap<string, Member>;
  readonly vehicles: ReadonlyMap<string, Vehicle>;
  readonly shifts: ReadonlyMap<string, Shift>;
  readonly destinations: ReadonlyMap<string, Destination>;
  readonly flags: ReadonlyMap<string, Flag>;
}

export const EMPTY_BOARD: Board = {
  teams: new Map(),
  requests: new Map(),
  assignments: new Map(),
  closures: new Map(),
  members: new Map(),
  vehicles: new Map(),
  shifts: new Map(),
  destinations: new Map(),
  flags: new Map(),
};

/** The board that a snapshot describes. */
export function fromSnapshot(state: BoardState): Board {
  return {
    teams: byId(state.teams),
    requests: byId(state.requests),
    assignments: byId(state.assignments),
    closures: byId(state.closures),
    members: byId(state.members),
    vehicles: byId(state.vehicles),
    shifts: byId(state.shifts),
    destinations: byId(state.destinations),
    flags: byId(state.flags),
  };
}

/** The board after an event: whole entities replace their older selves. Collections without a change stay the same object. */
export function applyChange(board: Board, changed: Changed): Board {
  return {
    teams: upsert(board.teams, changed.teams),
    requests: upsert(board.requests, changed.requests),
    assignments: upsert(board.assignments, changed.assignments),
    closures: upsert(board.closures, changed.closures),
    members: upsert(board.members, changed.members),
    vehicles: upsert(board.vehicles, changed.vehicles),
    shifts: upsert(board.shifts, changed.shifts),
    destinations: upsert(board.destinations, changed.destinations),
    flags: upsert(board.flags, changed.flags),
  };
}

/** The assignments made for a request that are on the board, oldest first. */
export function assignmentsOf(board: Board, request: Request): Assignment[] {
  return request.assignments.flatMap((id) => board.assignments.get(id) ?? []);
}

/** The assignments that teams were sent on and still work on, oldest first. */
export function openAssignments(board: Board, request: Request): Assignment[] {
  // A proposal has sent nobody yet.
  return assignmentsOf(board, request).filter(({ ended_at, outcome }) => ended_at === null && outcome !== 'proposed');
}

/** The latest assignment that a request waits on or is worked by, if one is open. */
export function openAssignment(board: Board, request: Request): Assignment | null {
  return openAssignments(board, request).at(-1) ?? null;
}

/** States in which nobody works on a request, and somebody should turn to it. */
const WAITING: readonly RequestState[] = ['received', 'triaging', 'pending', 'follow_up_due'];
/** States in which a request was put off. */
const LATER: readonly RequestState[] = ['held', 'scheduled'];
/** States that take a team. */
const TAKES_TEAM: readonly RequestState[] = ['pending', 'assigned', 'working', 'follow_up_due'];

/** Whether a team could be sent now, be it one more. */
export function takesTeam(request: Request): boolean {
  return TAKES_TEAM.includes(request.state);
}

/** Whether a team could be sent now: its state allows it, and nobody is on it. */
export function awaitsTeam(board: Board, request: Request): boolean {
  return takesTeam(request) && openAssignment(board, request) === null;
}

/** Requests that no team is on, most urgent first, then longest overdue. */
export function waitingRequests(board: Board): Request[] {
  return requestsInOrder(board, (request) => WAITING.includes(request.state));
}

/** Requests that were put off, the next to come back first; those that come back by hand only are last. */
export function laterRequests(board: Board): Request[] {
  const back = ({ returns_at }: Request) => (returns_at === null ? Infinity : Date.parse(returns_at));
  // The order is stable: of those that come back together, the most urgent is first.
  return requestsInOrder(board, ({ state }) => LATER.includes(state)).sort((a, b) => (back(a) < back(b) ? -1 : Number(back(a) > back(b))));
}

/** Requests that a team is on. */
export function workedRequests(board: Board): Request[] {
  return requestsInOrder(board, ({ state }) => state !== 'closed' && !WAITING.includes(state) && !LATER.includes(state));
}

/** Closures that are in force or to come, the next to begin first. */
export function openClosures(closures: Board['closures']): Closure[] {
  return [...closures.values()]
    .filter(({ state }) => state !== 'ended')
    .sort((a, b) => a.from.localeCompare(b.from) || numberOf(a.id) - numberOf(b.id));
}

/** The number in an id: 12 for "T12". */
export function numberOf(id: string): number {
  return Number(id.slice(1));
}

function requestsInOrder(board: Board, keep: (request: Request) => boolean): Request[] {
  return [...board.requests.values()]
    .filter(keep)
    .sort((a, b) => a.priority - b.priority || a.due.localeCompare(b.due) || numberOf(a.id) - numberOf(b.id));
}

function byId<T extends { id: string }>(items: readonly T[]): Map<string, T> {
  return new Map(items.map((item) => [item.id, item]));
}

function upsert<T extends { id: string; version: number }>(
  map: ReadonlyMap<string, T>,
  items: readonly T[] | undefined,
): ReadonlyMap<string, T> {
  if (!items || items.length === 0) return map;
  const next = new Map(map);
  for (const item of items) {
    const known = next.get(item.id);
    if (!known || known.version <= item.version) next.set(item.id, item);
  }
  return next;
}
