import { describe, expect, it } from 'vitest';

import { LiveStore, type View } from '../src/live/store';
import type { Recommendation, Underway } from '../src/wire/types';
import { snapshot, team } from './make';

function storeWithFrames() {
  const frames: (() => void)[] = [];
  const store = new LiveStore(
    (run) => frames.push(run),
    () => 1_000,
    () => 0,
  );
  const views: View[] = [];
  store.subscribe((view) => views.push(view));
  return { store, views, frame: () => frames.splice(0).forEach((run) => run()) };
}

describe('the store', () => {
  it('tells its subscribers once per frame, however much came', () => {
    const { store, views, frame } = storeWithFrames();
    store.receive({ type: 'snapshot', epoch: 'e', seq: 1, state: snapshot({ teams: [team('T1')] }) });
    for (let version = 2; version < 50; version += 1) {
      store.receive({ type: 'event', seq: version, at: '', kind: 'x', changed: { teams: [team('T1', { version })] } });
    }
    expect(views).toHaveLength(1);
    frame();
    expect(views).toHaveLength(2);
    expect(views[1]?.board.teams.get('T1')?.version).toBe(49);
    frame();
    expect(views).toHaveLength(2);
  });

  it('keeps the difference to the clock of the server', () => {
    const { store } = storeWithFrames();
    store.receive({ type: 'welcome', epoch: 'e', seq: 0, server_time: new Date(61_000).toISOString() });
    expect(store.current.clockOffset).toBe(60_000);
  });

  it('hands every event to its listeners at once', () => {
    const { store } = storeWithFrames();
    const kinds: string[] = [];
    const stop = store.onEvent(({ kind }) => kinds.push(kind));
    store.receive({ type: 'event', seq: 1, at: '', kind: 'request_created', changed: {} });
    stop();
    store.receive({ type: 'event', seq: 2, at: '', kind: 'request_closed', changed: {} });
    expect(kinds).toEqual(['request_created']);
  });

  it('knows the last word on each journey', () => {
    const { store } = storeWithFrames();
    const journey = (assignment: string, route: number): Underway => ({
      assignment, team: 'T1', destination: null, arrives_at: new Date(90_000).toISOString(), remaining: 60, distance: 500, route, reason: null, arrived: false,
    });
    store.receive({ type: 'underway', journeys: [journey('A1', 1), journey('A2', 1)] });
    store.receive({ type: 'underway', journeys: [journey('A1', 2)] });
    expect([...store.current.underway.values()].map(({ assignment, route }) => [assignment, route])).toEqual([['A1', 2], ['A2', 1]]);
  });

  it('forgets a recommendation that nobody watches', () => {
    const { store } = storeWithFrames();
    store.receive({ type: 'recommendation', request: 'R1', recommendation: {} as Recommendation });
    expect(store.current.recommendations.has('R1')).toBe(true);
    store.forgetRecommendation('R1');
    expect(store.current.recommendations.has('R1')).toBe(false);
  });
});
