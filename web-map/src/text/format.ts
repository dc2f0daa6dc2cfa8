/** Numbers and times as people read them. */
import type { LngLat } from '../wire/types';
import { language } from './language.svelte';
import { units } from './units.svelte';

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

/** Clock time of day in the city's zone. */
export function clock(time: string, zone: string): string {
  return new Intl.DateTimeFormat(language.code, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(
    new Date(time),
  );
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

/** A capability's name: known ones in the reader's language, languages by their own name. */
export function capability(name: string): string {
  const known: Record<string, string> = language.t.capability;
  if (name in known) return known[name] ?? name;
  if (name.startsWith('lang:')) {
    try {
      return new Intl.DisplayNames(language.code, { type: 'language' }).of(name.slice(5)) ?? name;
    } catch {
      return name.slice(5);
    }
  }
  return name.replaceAll('_', ' ');
}
