import { describe, expect, it } from 'vitest';

import { isAlways, opening, timeOfDay, toHours, toRows, unsuitable } from '../src/live/hours';
import type { Hours } from '../src/wire/types';
import { destination } from './make';

const DAY = 1440;
const at = (day: number, time: string) => day * DAY + Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const OFFICE = { days: [0, 1, 2, 3, 4], from: '08:00', to: '17:00' };

describe('opening hours', () => {
  it('say whether a place is open, and when next', () => {
    const hours = toHours([OFFICE]);
    const office = destination('D1', { hours });
    expect(unsuitable(office, at(0, '07:59'))).toBe('closed');
    expect(unsuitable(office, at(0, '08:00'))).toBeNull();
    expect(unsuitable(office, at(4, '17:00'))).toBe('closed');
    expect(opening(hours, at(4, '17:00'))).toEqual({ open: false, changesIn: 7 * DAY + at(0, '08:00') - at(4, '17:00') });
    expect(opening(hours, at(1, '03:00'))).toEqual({ open: false, changesIn: 5 * 60 });
    expect(opening(hours, at(1, '09:00'))).toEqual({ open: true, changesIn: 8 * 60 });
    expect(timeOfDay(at(1, '17:05'))).toBe('17:05');
  });

  it('a place without hours is open; one without places left is full', () => {
    expect(unsuitable(destination('D1'), 5)).toBeNull();
    expect(unsuitable(destination('D1', { places: 0 }), 5)).toBe('full');
    expect(unsuitable(destination('D1', { places: 2 }), 5)).toBeNull();
  });

  it('pass midnight and the end of the week', () => {
    const nights = toHours([{ days: [4, 6], from: '22:00', to: '06:00' }]);
    expect(nights).toEqual([
      [0, 360],
      [at(4, '22:00'), at(5, '06:00')],
      [at(6, '22:00'), 7 * DAY],
    ]);
    expect(opening(nights, at(6, '23:00'))).toEqual({ open: true, changesIn: 7 * 60 });
    expect(toRows(nights)).toEqual([{ days: [4, 6], from: '22:00', to: '06:00' }]);
  });

  it('around the clock never close', () => {
    const always = toHours([{ days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '00:00' }]);
    expect(always).toEqual([[0, 7 * DAY]]);
    expect(isAlways(always)).toBe(true);
    expect(isAlways(null)).toBe(true);
    expect(isAlways(toHours([OFFICE]))).toBe(false);
    expect(opening(always, 100)).toEqual({ open: true, changesIn: null });
    expect(toRows(always)).toEqual([{ days: [0, 1, 2, 3, 4, 5, 6], from: '00:00', to: '00:00' }]);
  });

  it('say when they close and open next, also over the end of the week', () => {
    const hours: Hours = [[0, 60], [480, 1020], [1020, 1080], [10_000, 10_080]];
    expect(opening(hours, 480)).toEqual({ open: true, changesIn: 600 });
    expect(opening(hours, 1080)).toEqual({ open: false, changesIn: 10_000 - 1080 });
    expect(opening(hours, 10_079)).toEqual({ open: true, changesIn: 61 });
    expect(opening([[480, 1020]], 1020)).toEqual({ open: false, changesIn: 10_080 - 540 });
    expect(opening([[0, 10_080]], 5)).toEqual({ open: true, changesIn: null });
    expect(opening(null, 5)).toEqual({ open: true, changesIn: null });
  });

  it('are in order and without overlap, whatever is written', () => {
    const messy = toHours([{ days: [1, 0], from: '10:00', to: '14:00' }, { days: [0], from: '12:00', to: '18:00' }]);
    expect(messy).toEqual([
      [at(0, '10:00'), at(0, '18:00')],
      [at(1, '10:00'), at(1, '14:00')],
    ]);
    expect(toHours([])).toEqual([]);
    expect(toHours([{ days: [], from: '10:00', to: '14:00' }])).toEqual([]);
  });

  it('come back as they were written', () => {
    const rows = [OFFICE, { days: [5], from: '10:00', to: '14:00' }, { days: [5, 6], from: '20:00', to: '23:30' }];
    expect(toRows(toHours(rows))).toEqual(rows);
    const hours: Hours = [[at(0, '08:00'), at(3, '08:00')]];
    expect(toHours(toRows(hours))).toEqual(hours);
  });
});
