import { describe, expect, it } from 'vitest';

import { localIn, moment, momentIn } from '../src/text/moment';

describe('a moment typed on the city’s clock', () => {
  it.each([
    ['America/Los_Angeles', '2026-11-28T14:30', '2026-11-28T22:30:00.000Z'],
    ['America/Los_Angeles', '2026-07-01T00:05', '2026-07-01T07:05:00.000Z'],
    ['Europe/Malta', '2026-01-01T00:00', '2025-12-31T23:00:00.000Z'],
    ['Asia/Kathmandu', '2026-05-05T05:45', '2026-05-05T00:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-05-05T13:00', '2026-05-04T23:00:00.000Z'],
    ['UTC', '2026-05-05T13:00', '2026-05-05T13:00:00.000Z'],
  ])('in %s, %s is %s', (zone, local, utc) => {
    expect(momentIn(zone, local)).toBe(utc);
    expect(localIn(zone, Date.parse(utc))).toBe(local);
  });

  it('is the first of two when clocks go back', () => {
    expect(momentIn('America/Los_Angeles', '2026-11-01T01:30')).toBe('2026-11-01T08:30:00.000Z');
    expect(momentIn('Europe/Malta', '2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('counts on from before the change when clocks skip it', () => {
    expect(momentIn('Europe/Malta', '2026-03-29T02:30')).toBe('2026-03-29T01:30:00.000Z');
    expect(localIn('Europe/Malta', Date.parse('2026-03-29T01:30:00Z'))).toBe('2026-03-29T03:30');
  });

  it('is found again from what is shown, at every hour of a year with both changes', () => {
    for (let hour = 0; hour < 365 * 24; hour += 7) {
      const local = new Date(Date.UTC(2026, 0, 1, hour, 20)).toISOString().slice(0, 16);
      const skipped = /^2026-03-29T02/.test(local);
      if (!skipped) expect(localIn('Europe/Malta', Date.parse(momentIn('Europe/Malta', local)))).toBe(local);
    }
  });
});

describe('a moment to read', () => {
  const now = Date.parse('2026-11-28T22:30:00Z');

  it('has the day only when that is not the city’s today', () => {
    expect(moment('2026-11-28T22:45:00Z', 'Europe/Malta', now)).toBe('23:45');
    expect(moment('2026-11-28T23:15:00Z', 'Europe/Malta', now)).toMatch(/29.*00:15/);
    expect(moment('2026-11-28T23:15:00Z', 'UTC', now)).toBe('23:15');
  });
});
