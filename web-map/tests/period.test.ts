import { describe, expect, it } from 'vitest';

import { lastDays, wholeDays } from '../src/plan/period';

describe('the period of a report', () => {
  it('is the last days up to now', () => {
    const now = Date.parse('2026-11-28T22:30:00Z');
    expect(lastDays(7, now)).toEqual({ from: '2026-11-21T22:30:00.000Z' });
    expect(lastDays(90, now)).toEqual({ from: '2026-08-30T22:30:00.000Z' });
  });

  it.each([
    ['Europe/Malta', '2026-07-01', '2026-07-01', '2026-06-30T22:00:00.000Z', '2026-07-01T22:00:00.000Z'],
    // The day on which clocks go back has 25 hours.
    ['Europe/Malta', '2026-10-25', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ['America/Los_Angeles', '2025-12-31', '2026-02-28', '2025-12-31T08:00:00.000Z', '2026-03-01T08:00:00.000Z'],
    ['Asia/Kathmandu', '2024-02-29', '2024-02-29', '2024-02-28T18:15:00.000Z', '2024-02-29T18:15:00.000Z'],
  ])('is whole days on the clock of %s from %s to %s', (zone, first, last, from, to) => {
    expect(wholeDays(zone, first, last)).toEqual({ from, to });
  });

  it('is none while a day is missing or the last comes before the first', () => {
    expect(wholeDays('UTC', '', '2026-07-01')).toBeNull();
    expect(wholeDays('UTC', '2026-07-01', '')).toBeNull();
    expect(wholeDays('UTC', '2026-07-02', '2026-07-01')).toBeNull();
    expect(wholeDays('UTC', '2026-13-02', '2026-07-01')).toBeNull();
  });
});
