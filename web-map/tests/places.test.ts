import { describe, expect, it } from 'vitest';

import { distanceBetween, flagsNear, openDestinations, placesLeft } from '../src/live/places';
import { weekMinute } from '../src/text/moment';
import type { Destination, Flag, LngLat } from '../src/wire/types';
import { assignment, standing, team } from './make';

const HERE: LngLat = [14.5, 35.9];
/** A ten-thousandth of a degree to the north: 11.1 m. */
const north = (steps: number): LngLat => [14.5, 35.9 + steps / 10_000];

function flag(id: string, position: LngLat, change: Partial<Flag> = {}): Flag {
  return { id, position, radius: 30, text: id, requires: [], until: '2026-12-01T00:00:00Z', ended_at: null, version: 1, ...change };
}

function destination(id: string, change: Partial<Destination> = {}): Destination {
  return { id, name: id, position: HERE, address: null, hours: null, places: null, retired_at: null, version: 1, ...change };
}

describe('warnings', () => {
  it('are measured as the server measures', () => {
    expect(distanceBetween(HERE, north(1))).toBeCloseTo(11.12, 2);
    expect(distanceBetween([0, 0], [180, 0])).toBeCloseTo(Math.PI * 6_371_008.8, 3);
    expect(distanceBetween(HERE, HERE)).toBe(0);
  });

  it('hold within their own radius, are near within a block, and are gone when they have ended', () => {
    const flags = [
      flag('F1', north(13)),
      flag('F2', north(2)),
      flag('F3', north(3)),
      flag('F4', HERE, { ended_at: '2026-11-24T00:00:00Z' }),
      flag('F5', north(20)),
      flag('F6', north(20), { radius: 300 }),
    ];
    const near = flagsNear(standing({ flags }), HERE);
    expect(near.map(({ flag: { id }, holds }) => [id, holds])).toEqual([
      ['F2', true],
      ['F3', false],
      ['F1', false],
      ['F6', true],
    ]);
  });
});

describe('destinations', () => {
  it('are listed by name, but for those off the list', () => {
    const destinations = [destination('D1', { name: 'Shelter' }), destination('D2', { name: 'Clinic' }), destination('D3', { retired_at: '2026-11-24T00:00:00Z' })];
    expect(openDestinations(standing({ destinations })).map(({ id }) => id)).toEqual(['D2', 'D1']);
  });

  it('have as many places left as were told, but for those that teams are on their way to', () => {
    const board = standing({
      teams: [team('T1', { assignment: 'A1' }), team('T2', { assignment: 'A2' }), team('T3')],
      assignments: [assignment('A1', { destination: 'D1' }), assignment('A2'), assignment('A3', { destination: 'D1' })],
    });
    expect(placesLeft(board, destination('D1', { places: 3 }))).toBe(2);
    expect(placesLeft(board, destination('D1', { places: 0 }))).toBe(0);
    expect(placesLeft(board, destination('D2', { places: 3 }))).toBe(3);
    expect(placesLeft(board, destination('D1'))).toBeNull();
  });

  it('are open by the city’s week', () => {
    expect(weekMinute('Europe/Malta', Date.parse('2026-11-22T23:00:00Z'))).toBe(0);
    expect(weekMinute('Europe/Malta', Date.parse('2026-11-22T22:59:59Z'))).toBe(7 * 1440 - 1);
    expect(weekMinute('America/Los_Angeles', Date.parse('2026-11-24T18:30:00Z'))).toBe(1440 + 10 * 60 + 30);
  });
});
