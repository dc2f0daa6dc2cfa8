/** Numbers and times as people read them. */
import { timeOfDay } from '../live/hours';
import type { LngLat } from '../wire/types';
import { language } from './language.svelte';
import { KMH, MPH, units } from './units.svelte';

/** A length of time in seconds: "40 s", "4 min", "1 h 5 min". Minutes are rounded up: a team is never sooner than said. */
export function duration(seconds: number): string {
  const { time } = language.t;
  if (seconds < 60) return time.seconds(Math.max(0, Math.round(seconds)));
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return time.minutes(minutes);
  return time.hours(Math.floor(minutes / 60), minutes % 60);
}

/** An age in seconds, rounded down: "3 s", "12 min". */
export function age(seconds: number): string {
  const { time } = language.t;
  if (seconds < 60) return time.seconds(Math.max(0, Math.floor(seconds)));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return time.minutes(minutes);
  return time.hours(Math.floor(minutes / 60), minutes % 60);
}

const DAY_MINUTES = 24 * 60;
const METRES_PER_FOOT = 0.3048;
const METRES_PER_MILE = 1609.344;

/** A distance in metres, as the city's road signs have it: "80 m", "1.4 km"; "250 ft", "0.9 mi". */
export function distance(metres: number): string {
  const { time } = language.t;
  if (units.imperial) {
    const feet = metres / METRES_PER_FOOT;
    if (feet < 50) return time.feet(Math.round(feet));
    if (feet < 950) return time.feet(Math.round(feet / 50) * 50);
    return time.miles(number(metres / METRES_PER_MILE, 1));
  }
  if (metres < 20) return time.metres(Math.round(metres));
  if (metres < 950) return time.metres(Math.round(metres / 10) * 10);
  return time.kilometres(number(metres / 1000, 1));
}

/** A speed in metres per second, as the city's road signs have it: "30 km/h"; "20 mph". */
export function speed(metresPerSecond: number): string {
  const { time } = language.t;
  if (units.imperial) return time.milesPerHour(Math.round(metresPerSecond / MPH));
  return time.kilometresPerHour(Math.round(metresPerSecond / KMH));
}

/** Clock time of day in the city's zone. */
export function clock(time: string, zone: string): string {
  return new Intl.DateTimeFormat(language.code, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(
    new Date(time),
  );
}

/** A day and time in the city's zone, short: "Sat, Nov 28, 14:05". */
export function dayTime(time: string, zone: string): string {
  return new Intl.DateTimeFormat(language.code, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(time));
}

/** A day and time in the city's zone that still says when in some years: "28 November 2026 at 14:05". */
export function fullTime(time: string, zone: string): string {
  return new Intl.DateTimeFormat(language.code, { dateStyle: 'long', timeStyle: 'short', hourCycle: 'h23', timeZone: zone }).format(
    new Date(time),
  );
}

/** The short name of a day of the week; 0 is Monday. */
export function weekday(day: number): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(language.code, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, 1 + day));
}

/** Days of the week in order, short: "Mon–Fri, Sun". */
export function weekdays(days: readonly number[]): string {
  const runs: number[][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const text = ([first = 0, ...rest]: number[]) => {
    const last = rest.at(-1);
    if (last === undefined) return weekday(first);
    return `${weekday(first)}${rest.length > 1 ? '–' : ', '}${weekday(last)}`;
  };
  return runs.map(text).join(', ');
}

/** A minute of the week as people say it in another: "17:00", "Mon 08:00". */
export function weekTime(minute: number, now: number): string {
  const day = Math.floor(minute / DAY_MINUTES);
  // Earlier on the same day is a week ahead.
  const isToday = day === Math.floor(now / DAY_MINUTES) && minute >= now;
  return isToday ? timeOfDay(minute) : `${weekday(day)} ${timeOfDay(minute)}`;
}

/** Seconds as a clock that runs down: "4:05". */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

export function number(value: number, digits = 0): string {
  return new Intl.NumberFormat(language.code, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
}

export function percent(share: number, digits = 1): string {
  return new Intl.NumberFormat(language.code, {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);
}

/** A position to five decimals (about a metre), latitude first as people say it. */
export function coordinates([lng, lat]: LngLat): string {
  return `${lat.toFixed(5)}, ${lng.toFixed(5)}`;
}
