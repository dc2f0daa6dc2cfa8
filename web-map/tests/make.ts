/** Entities for tests, complete and boring. */
import { fromSnapshot, type Board } from '../src/live/board';
import type { Assignment, BoardState, Closure, Destination, Request, Team } from '../src/wire/types';

/** Everything that a snapshot has, with these entities in it. */
export function snapshot(some: Partial<BoardState> = {}): BoardState {
  return {
    teams: [],
    requests: [],
    assignments: [],
    closures: [],
    members: [],
    vehicles: [],
    shifts: [],
    destinations: [],
    flags: [],
    ...some,
  };
}

/** A board on which these entities stand. */
export function standing(some: Partial<BoardState>): Board {
  return fromSnapshot(snapshot(some));
}

export function team(id: string, change: Partial<Team> = {}): Team {
  return {
    id,
    callsign: id,
    capabilities: [],
    post: null,
    status: 'available',
    status_since: '2026-11-24T03:00:00Z',
    assignment: null,
    on_shift_since: '2026-11-24T00:00:00Z',
    check_in: null,
    emergency_answered: null,
    crew_capabilities: [],
    version: 1,
    ...change,
  };
}

export function request(id: string, change: Partial<Request> = {}): Request {
  return {
    id,
    state: 'pending',
    position: [14.5, 35.9],
    address: null,
    type: 'wellness_check',
    priority: 3,
    needs: [],
    source: 'phone',
    note: null,
    times: { received: '2026-11-24T03:00:00Z' },
    due: '2026-11-24T04:00:00Z',
    assignments: [],
    disposition: null,
    closing_note: null,
    held_reason: null,
    returns_at: null,
    triage: null,
    notes: [],
    hand_over: null,
    warnings: [],
    merged_into: null,
    duplicates: [],
    follow_up: null,
    earlier: [],
    version: 1,
    ...change,
  };
}

export function assignment(id: string, change: Partial<Assignment> = {}): Assignment {
  return {
    id,
    request: 'R1',
    team: 'T1',
    outcome: 'assigned',
    assigned_at: '2026-11-24T03:01:00Z',
    ended_at: null,
    reason: null,
    destination: null,
    shown: [],
    version: 1,
    ...change,
  };
}

export function closure(id: string, change: Partial<Closure> = {}): Closure {
  return {
    id,
    state: 'active',
    shape: { kind: 'point', at: [14.5, 35.9] },
    heading: null,
    effect: { kind: 'closed', scope: 'everyone' },
    from: '2026-11-24T03:00:00.000Z',
    until: null,
    reason: 'Burst pipe',
    lines: [[[14.5, 35.9], [14.501, 35.9]]],
    ended_at: null,
    version: 1,
    ...change,
  };
}

export function destination(id: string, change: Partial<Destination> = {}): Destination {
  return { id, name: id, position: [14.5, 35.9], address: null, hours: null, places: null, retired_at: null, version: 1, ...change };
}
