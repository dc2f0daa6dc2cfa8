import { describe, expect, it } from 'vitest';

import { arrowOf, instruction, lanesToUse, progress } from '../src/field/guidance';
import type { LngLat, Route, Step } from '../src/wire/types';

/** East along a street for 1 km, then north for 1 km, at the equator, where a degree is as long both ways. */
const KM = 1000 / 111_195;
const LINE: LngLat[] = [
  [0, 0],
  [KM, 0],
  [KM, KM],
];

function step(type: string, modifier: string | null, from: number, to: number): Step {
  return {
    maneuver: { type, modifier, position: LINE[from] ?? [0, 0], bearing_before: 0, bearing_after: 0 },
    name: '',
    ref: '',
    distance: from === to ? 0 : 1000,
    duration: from === to ? 0 : 100,
    instruction: `${type} ${modifier ?? ''}`,
    translations: { es: `es: ${type}`, ru: `ru: ${type}` },
    lanes: [],
    geometry_index: [from, to],
  };
}

const ROUTE: Route = {
  duration: 200,
  distance: 2000,
  geometry: { type: 'LineString', coordinates: LINE },
  steps: [step('depart', null, 0, 1), step('turn', 'left', 1, 2), step('arrive', null, 2, 2)],
};

describe('guidance', () => {
  it.each<[string, LngLat, { next: number; toNext: number; distance: number; duration: number; off: number }]>([
    ['at the start', [0, 0], { next: 1, toNext: 1000, distance: 2000, duration: 200, off: 0 }],
    ['before the turn, beside the street', [KM * 0.75, KM * 0.02], { next: 1, toNext: 250, distance: 1250, duration: 125, off: 20 }],
    ['after the turn', [KM, KM * 0.5], { next: 2, toNext: 500, distance: 500, duration: 50, off: 0 }],
    ['at the end', [KM, KM], { next: 2, toNext: 0, distance: 0, duration: 0, off: 0 }],
    ['far off the route', [KM * 0.5, -KM], { next: 1, toNext: 500, distance: 1500, duration: 150, off: 1000 }],
  ])('knows the next manoeuvre %s', (_where, position, expected) => {
    const found = progress(ROUTE, position);
    expect(found?.next).toBe(expected.next);
    expect(found?.toNext).toBeCloseTo(expected.toNext, 3);
    expect(found?.distance).toBeCloseTo(expected.distance, 3);
    expect(found?.duration).toBeCloseTo(expected.duration, 3);
    expect(found?.off).toBeCloseTo(expected.off, 3);
  });

  it('looks where it is expected when the way comes by twice', () => {
    const back: Route = {
      ...ROUTE,
      geometry: { type: 'LineString', coordinates: [...LINE.slice(0, 2), [0, 0]] },
    };
    const quarter: LngLat = [KM * 0.25, KM * 0.01];
    expect(progress(back, quarter)?.travelled).toBeCloseTo(250, 3);
    expect(progress(back, quarter, 1700)?.travelled).toBeCloseTo(1750, 3);
    const elsewhere: LngLat = [KM * 0.9, 0];
    expect(progress(back, elsewhere, 300)?.travelled).toBeCloseTo(900, 3);
  });

  it.each([
    ['11000', { side: 'left', count: 2 }],
    ['100', { side: 'left', count: 1 }],
    ['010', { side: 'middle', count: 1 }],
    ['0110', { side: 'middle', count: 2 }],
    ['0011', { side: 'right', count: 2 }],
    ['0100', { numbers: [2] }],
    ['1010', { numbers: [1, 3] }],
  ])('tells which lanes of %s to use', (drawn, expected) => {
    const lanes = [...drawn].map((digit) => ({ arrows: [], usable: digit === '1', follow: null }));
    expect(lanesToUse(lanes)).toEqual(expected);
  });

  it('has nothing to say about a route without a line', () => {
    expect(progress({ ...ROUTE, geometry: { type: 'LineString', coordinates: [[0, 0]] } }, [0, 0])).toBeNull();
  });

  it('tells a step in the language of the screen', () => {
    const turn = step('turn', 'left', 0, 1);
    expect((['en', 'es', 'ru'] as const).map((code) => instruction(turn, code))).toEqual(['turn left', 'es: turn', 'ru: turn']);
  });

  it('chooses the sign of a manoeuvre', () => {
    expect(ROUTE.steps.map(arrowOf)).toEqual(['straight', 'left', 'arrive']);
    expect(arrowOf(step('roundabout', 'right', 0, 1))).toBe('roundabout');
  });
});
