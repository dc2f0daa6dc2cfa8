import { describe, expect, it } from 'vitest';

import { fromCityInput, toCityInput, weekMinute } from '../src/text/city-time';

const MALTA = 'Europe/Malta';
const LOS_ANGELES = 'America/Los_Angeles';

describe('times typed on the city’s clocks', () => {
  it('are read in the city’s zone, in summer and in winter', () => {
    expect(fromCityInput('2026-07-01T08:00', MALTA)).toBe('2026-07-01T06:00:00.000Z');
    expect(fromCityInput('2026-12-01T08:00', MALTA)).toBe('2026-12-01T07:00:00.000Z');
    expect(fromCityInput('2026-07-01T20:30', LOS_ANGELES)).toBe('2026-07-02T03:30:00.000Z');
    expect(fromCityInput('2026-07-01T08:00', 'Asia/Kolkata')).toBe('2026-07-01T02:30:00.000Z');
  });

  it('come back as they were typed', () => {
    for (const zone of [MALTA, LOS_ANGELES, 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']) {
      for (let day = 1; day <= 364; day += 1) {
        const typed = `${new Date(Date.UTC(2026, 0, day)).toISOString().slice(0, 11)}12:34`;
        expect(toCityInput(fromCityInput(typed, zone) ?? '', zone)).toBe(typed);
      }
    }
  });

  it('on the night when clocks change: the first of two, and later what is left out', () => {
    expect(fromCityInput('2026-10-25T02:30', MALTA)).toBe('2026-10-25T00:30:00.000Z');
    expect(toCityInput('2026-10-25T00:30:00Z', MALTA)).toBe('2026-10-25T02:30');
    expect(toCityInput('2026-10-25T01:30:00Z', MALTA)).toBe('2026-10-25T02:30');
    expect(toCityInput(fromCityInput('2026-03-29T02:30', MALTA) ?? '', MALTA)).toBe('2026-03-29T03:30');
    expect(fromCityInput('2026-03-29T03:30', MALTA)).toBe('2026-03-29T01:30:00.000Z');
    expect(fromCityInput('2026-10-25T03:30', MALTA)).toBe('2026-10-25T02:30:00.000Z');
  });

  it('are nothing when they are no time', () => {
    expect(fromCityInput('', MALTA)).toBeNull();
    expect(fromCityInput('tomorrow', MALTA)).toBeNull();
  });
});

describe('the minute of the week', () => {
  it('counts from Monday midnight on the city’s clocks', () => {
    // 2026-11-23 is a Monday.
    expect(weekMinute(Date.parse('2026-11-22T23:00:00Z'), MALTA)).toBe(0);
    expect(weekMinute(Date.parse('2026-11-22T22:59:59Z'), MALTA)).toBe(10_079);
    expect(weekMinute(Date.parse('2026-11-24T03:05:00Z'), MALTA)).toBe(24 * 60 + 4 * 60 + 5);
  });
});
