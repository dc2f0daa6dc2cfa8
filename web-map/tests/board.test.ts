import { describe, expect, it } from 'vitest';

import {
  applyChange,
  awaitsTeam,
  EMPTY_BOARD,
  laterRequests,
  openAssignment,
  openClosures,
  waitingRequests,
  workedRequests,
} from '../src/live/board';
import { assignment, closure, request, standing, team } from './make';

describe('the board', () => {
  it('replaces entities by their newer selves and leaves the rest as the same objects', () => {
    const before = standing({ teams: [team('T1'), team('T2')], requests: [request('R1')], assignments: [], closures: [] });
    const after = applyChange(before, { teams: [team('T1', { status: 'assigned', version: 2 })] });
    expect(after.teams.get('T1')?.status).toBe('assigned');
    expect(after.teams.get('T2')).toBe(before.teams.get('T2'));
    expect(after.requests).toBe(before.requests);
    expect(before.teams.get('T1')?.status).toBe('available');
  });

  it('never goes back to an older version', () => {
    const board = standing({ teams: [team('T1', { version: 5 })], requests: [], assignments: [], closures: [] });
    const after = applyChange(board, { teams: [team('T1', { version: 4, status: 'off_duty' })] });
    expect(after.teams.get('T1')?.version).toBe(5);
  });

  it('reaches the same board by events as by a snapshot of the end', () => {
    const end = {
      teams: [team('T1', { status: 'assigned', assignment: 'A1', version: 2 })],
      requests: [request('R1', { state: 'assigned', assignments: ['A1'], version: 2 })],
      assignments: [assignment('A1')],
      closures: [closure('C1')],
    };
    const byEvents = [{ teams: [team('T1')] }, { requests: [request('R1')] }, end].reduce(applyChange, EMPTY_BOARD);
    expect(byEvents).toEqual(standing(end));
  });

  it('proposes nobody for what a team is on, what is on hold, and what is closed', () => {
    const board = standing({ teams: [], requests: [], assignments: [assignment('A1')], closures: [] });
    const awaits = (more: Parameters<typeof request>[1]) => awaitsTeam(board, request('R1', more));
    expect(awaits({ state: 'pending' })).toBe(true);
    expect(awaits({ state: 'assigned', assignments: ['A1'] })).toBe(false);
    expect(awaits({ state: 'held' })).toBe(false);
    expect(awaits({ state: 'closed' })).toBe(false);
  });

  it('orders what waits by priority, then by when it is due, then by number', () => {
    const board = standing({
      teams: [],
      requests: [
        request('R10', { priority: 2 }),
        request('R9', { priority: 2 }),
        request('R3', { priority: 3, due: '2026-11-24T03:10:00Z' }),
        request('R4', { priority: 1 }),
        request('R5', { priority: 2, due: '2026-11-24T03:20:00Z' }),
        request('R6', { priority: 1, state: 'closed' }),
        request('R7', { priority: 1, state: 'assigned' }),
      ],
    });
    expect(waitingRequests(board).map(({ id }) => id)).toEqual(['R4', 'R5', 'R9', 'R10', 'R3']);
    expect(workedRequests(board).map(({ id }) => id)).toEqual(['R7']);
  });

  it('finds the open assignment, not an ended one', () => {
    const worked = request('R1', { assignments: ['A1', 'A2'] });
    const board = standing({
      teams: [],
      requests: [worked],
      assignments: [assignment('A1', { ended_at: '2026-11-24T03:02:00Z' }), assignment('A2')],
    });
    expect(openAssignment(board, worked)?.id).toBe('A2');
    expect(openAssignment(board, request('R2', { assignments: ['A1'] }))).toBeNull();
  });

  it('lists closures that are in force or to come, the next to begin first', () => {
    const board = standing({
      teams: [],
      requests: [],
      assignments: [],
      closures: [
        closure('C10', { state: 'scheduled', from: '2026-11-24T05:00:00.000Z' }),
        closure('C2'),
        closure('C3', { state: 'ended', ended_at: '2026-11-24T04:00:00.000Z' }),
      ],
    });
    expect(openClosures(board.closures).map(({ id }) => id)).toEqual(['C2', 'C10']);
    const ended = applyChange(board, { closures: [closure('C2', { state: 'ended', version: 2 })] });
    expect(openClosures(ended.closures).map(({ id }) => id)).toEqual(['C10']);
  });

  it('lists by what a request waits for, and asks for teams only where one can be sent', () => {
    const states = ['received', 'triaging', 'pending', 'held', 'scheduled', 'follow_up_due', 'working', 'closed'] as const;
    const requests = states.map((state, index) => request(`R${index + 1}`, { state }));
    const board = standing({ teams: [], requests, assignments: [], closures: [] });
    expect(waitingRequests(board).map(({ state }) => state)).toEqual(['received', 'triaging', 'pending', 'follow_up_due']);
    expect(laterRequests(board).map(({ state }) => state)).toEqual(['held', 'scheduled']);
    expect(workedRequests(board).map(({ state }) => state)).toEqual(['working']);
    const awaiting = requests.filter((each) => awaitsTeam(board, each)).map(({ state }) => state);
    expect(awaiting).toEqual(['pending', 'follow_up_due', 'working']);
  });

  it('lists what was put off by when it comes back, and last what comes back by hand only', () => {
    const later = (id: string, returns_at: string | null, priority: 1 | 3 = 3) => request(id, { state: 'held', returns_at, priority });
    const board = standing({
      requests: [
        later('R1', null),
        later('R2', '2026-11-25T00:00:00Z'),
        later('R3', '2026-11-24T23:00:00.5Z'),
        later('R4', '2026-11-24T23:00:00Z'),
        later('R5', null, 1),
      ],
    });
    expect(laterRequests(board).map(({ id }) => id)).toEqual(['R4', 'R3', 'R2', 'R5', 'R1']);
  });

  it('takes a proposal for nobody sent', () => {
    const asked = request('R1', { assignments: ['A1'] });
    const board = standing({ teams: [], requests: [asked], assignments: [assignment('A1', { outcome: 'proposed' })], closures: [] });
    expect(openAssignment(board, asked)).toBeNull();
    expect(awaitsTeam(board, asked)).toBe(true);
  });
});
