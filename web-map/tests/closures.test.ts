import { afterEach, describe, expect, it } from 'vitest';

import { ClosureDraft, slowEffects } from '../src/dispatch/closure-draft.svelte';
import { closureFeatures, positionsOf } from '../src/map/closures';
import { bearing, COMPASS, compassOf, degreesOf } from '../src/map/bearing';
import { en } from '../src/text/en';
import { units } from '../src/text/units.svelte';
import type { LngLat } from '../src/wire/types';
import { closure } from './make';

const A: LngLat = [14.5, 35.9];
const B: LngLat = [14.51, 35.9];
const C: LngLat = [14.51, 35.91];

describe('a closure that is drawn', () => {
  it('is a street under one click, and another click moves it', () => {
    const draft = new ClosureDraft();
    draft.add(A);
    expect(draft.closure).toBeNull();
    draft.reason = ' Burst pipe ';
    draft.add(B);
    expect(draft.closure).toEqual({
      shape: { kind: 'point', at: B },
      effect: { kind: 'closed', scope: 'everyone' },
      reason: 'Burst pipe',
    });
  });

  it('is an area from three clicks on, and the last can be taken back', () => {
    const draft = new ClosureDraft();
    draft.choose('polygon');
    draft.reason = 'Parade';
    draft.effect = 'slow';
    draft.slow = { kind: 'slowed_by', factor: 5 };
    for (const point of [A, B, C]) draft.add(point);
    expect(draft.closure?.shape).toEqual({ kind: 'polygon', ring: [A, B, C] });
    expect(draft.closure?.effect).toEqual({ kind: 'slowed_by', factor: 5 });
    expect(draft.features().at(-1)?.geometry).toEqual({ type: 'LineString', coordinates: [A, B, C, A] });
    draft.removeLast();
    expect(draft.complete).toBe(false);
  });

  it('has times of the device, sent in UTC', () => {
    const draft = new ClosureDraft();
    draft.choose('street');
    draft.add(A);
    draft.add(B);
    draft.reason = 'Works';
    draft.begins = '2026-11-25T08:00';
    draft.ends = '2026-11-25T10:00';
    const sent = draft.closure;
    expect(sent?.shape).toEqual({ kind: 'street', from: A, to: B });
    expect(sent?.from).toBe(new Date('2026-11-25T08:00').toISOString());
    expect(Date.parse(sent?.until ?? '') - Date.parse(sent?.from ?? '')).toBe(2 * 3_600_000);
  });
});

describe('a closure for one way only', () => {
  function drawn(shape: 'point' | 'street' | 'polygon', ...points: LngLat[]): ClosureDraft {
    const draft = new ClosureDraft();
    draft.choose(shape);
    draft.reason = 'Works';
    for (const point of points) draft.add(point);
    return draft;
  }

  it('is for both ways unless somebody says so, and begins anew with both', () => {
    const draft = drawn('street', A, B);
    expect(draft.closure).not.toHaveProperty('heading');
    expect(draft.features()).toHaveLength(3);
    draft.ways = 'one';
    draft.reversed = true;
    draft.clear();
    expect([draft.ways, draft.reversed, draft.points.length, draft.reason]).toEqual(['both', false, 0, '']);
    expect(draft.shape).toBe('street');
  });

  it('goes from the first end of a street to the second, or back', () => {
    // North of the equator the great circle to the east sets out a little to the north of it: that rounds away.
    const draft = drawn('street', A, B);
    draft.ways = 'one';
    expect(draft.closure?.heading).toBe(90);
    draft.reversed = true;
    expect(draft.closure?.heading).toBe(270);
    expect(draft.features().at(-1)).toMatchObject({
      geometry: { coordinates: [expect.closeTo(14.505, 9), expect.closeTo(35.9, 9)] },
      properties: { heading: 270, beside: false },
    });
    draft.removeLast();
    expect(draft.heading).toBeNull();
  });

  it('of a street follows no compass, and of an area no ends', () => {
    const draft = drawn('street', B, C);
    draft.ways = 'one';
    draft.compass = 'sw';
    draft.reversed = true;
    expect(draft.closure?.heading).toBe(180);
    draft.choose('polygon');
    draft.add(A);
    expect(draft.closure?.heading).toBe(225);
  });

  it('asks for a direction where no ends give one', () => {
    const draft = drawn('point', A);
    draft.ways = 'one';
    expect(draft.complete).toBe(false);
    expect(draft.closure).toBeNull();
    expect(draft.features()).toHaveLength(1);
    draft.compass = 'n';
    expect(draft.closure?.heading).toBe(0);
    expect(draft.features().at(-1)).toMatchObject({ geometry: { coordinates: A }, properties: { heading: 0, beside: true } });
  });

  it('takes a double click for one end, so that there is always a way from one to the other', () => {
    const draft = drawn('street', A, A);
    draft.ways = 'one';
    expect(draft.complete).toBe(false);
    draft.add(B);
    draft.add(B);
    expect(draft.closure?.heading).toBe(90);
  });
});

describe('directions', () => {
  const degrees = Array.from({ length: 720 }, (_, half) => half / 2);

  it('are whole degrees below 360 that lead where they should', () => {
    for (const angle of degrees) {
      const radians = (angle * Math.PI) / 180;
      const length = 0.001;
      // Longitudes are closer together than latitudes, by the cosine of where it is.
      const there: LngLat = [A[0] + (length * Math.sin(radians)) / Math.cos((A[1] * Math.PI) / 180), A[1] + length * Math.cos(radians)];
      const found = bearing(A, there) ?? NaN;
      expect(Number.isInteger(found) && found >= 0 && found < 360, `${angle}: ${found}`).toBe(true);
      const off = Math.abs(((found - angle + 540) % 360) - 180);
      expect(off, `${angle}: ${found}`).toBeLessThan(0.6);
    }
    expect(bearing(A, A)).toBeNull();
  });

  it('are called by the nearest of eight', () => {
    expect(COMPASS.map(degreesOf)).toEqual([0, 45, 90, 135, 180, 225, 270, 315]);
    for (const angle of degrees) {
      const off = Math.abs(((degreesOf(compassOf(angle)) - angle + 540) % 360) - 180);
      expect(off, `${angle}`).toBeLessThanOrEqual(22.5);
    }
  });
});

describe('a street that is slow', () => {
  afterEach(() => (units.imperial = false));

  it('is so many times as long, or no faster than a speed in metres per second', () => {
    const draft = new ClosureDraft();
    draft.add(A);
    draft.reason = 'Market';
    draft.effect = 'slow';
    expect(draft.closure?.effect).toEqual({ kind: 'slowed_by', factor: 2 });
    const speeds = slowEffects().flatMap((slow) => (slow.kind === 'slowed_to' ? [slow] : []));
    expect(speeds.map(({ speed }) => speed * 3.6)).toEqual([10, 20, 30, 50].map((kmh) => expect.closeTo(kmh, 9)));
    draft.slow = speeds[2] ?? draft.slow;
    expect(draft.closure?.effect).toEqual({ kind: 'slowed_to', speed: expect.closeTo(8.333_333, 6) });
  });

  it('has speeds in miles where signs have them', () => {
    units.imperial = true;
    const speeds = slowEffects().flatMap((slow) => (slow.kind === 'slowed_to' ? [slow.speed] : []));
    expect(speeds.map((speed) => (speed * 3600) / 1609.344)).toEqual([5, 10, 20, 30].map((mph) => expect.closeTo(mph, 9)));
    const [, label] = closureFeatures([closure('C3', { effect: { kind: 'slowed_to', speed: speeds[2] ?? 0 } })], en.closures);
    expect(label?.properties?.text).toBe('C3 slow to 20 mph');
  });
});

describe('a closure on the map', () => {
  it('says for which way it is, and to what speed it slows', () => {
    const said = (change: Parameters<typeof closure>[1]) => closureFeatures([closure('C2', change)], en.closures).at(-1)?.properties?.text;
    expect(said({ heading: 350 })).toBe('C2 closed, northbound only');
    expect(said({ heading: 0, state: 'scheduled' })).toBe('C2 closed, northbound only (scheduled)');
    expect(said({ effect: { kind: 'slowed_to', speed: 8.333 } })).toBe('C2 slow to 30 km/h');
    expect(said({ effect: { kind: 'slowed_to', speed: 8.333 }, heading: 203 })).toBe('C2 slow to 30 km/h, southwestbound only');
    expect(said({ effect: { kind: 'slowed_by', factor: 3 } })).toBe('C2 slow');
  });

  it('is its streets with a label that says what it is in words', () => {
    const [lines, label] = closureFeatures([closure('C2')], en.closures);
    expect(lines?.geometry).toEqual({ type: 'MultiLineString', coordinates: closure('C2').lines });
    expect(label?.properties).toMatchObject({ kind: 'closed', text: 'C2 closed' });
  });

  it('tells slow from closed and what is to come from what is in force', () => {
    const slow = closure('C3', { effect: { kind: 'slowed_by', factor: 2 } });
    const later = closure('C4', { state: 'scheduled', shape: { kind: 'polygon', ring: [A, B, C] }, lines: [] });
    const features = closureFeatures([slow, later], en.closures);
    expect(features.map(({ properties }) => properties?.kind)).toEqual(['slow', 'slow', 'scheduled', 'scheduled']);
    expect(features.at(2)?.geometry).toEqual({ type: 'Polygon', coordinates: [[A, B, C, A]] });
    expect(features.at(-1)?.properties?.text).toBe('C4 closed (scheduled)');
    expect(positionsOf(later)).toEqual([A, B, C]);
  });
});
