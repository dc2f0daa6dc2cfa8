/** Moments as people type and read them: on the city's clock, wherever the screen stands. */
import { language } from './language.svelte';

const DAY_MS = 86_400_000;
const DAY_MINUTES = 24 * 60;

/** Minutes of a week. */
export const WEEK = 7 * DAY_MINUTES;

/**
 * The moment (RFC 3339) at which the zone's clocks show `local`, as a `datetime-local` field writes it ("2026-11-28T14:30").
 * A time that comes twice, when clocks go back, is its first; one that is skipped counts on from before the change.
 */
export function momentIn(zone: string, local: string): string {
  const wall = Date.parse(`${local}Z`);
  const before = offset(zone, wall - DAY_MS);
  const after = offset(zone, wall + DAY_MS);
  const shown = [wall - before, wall - after].filter((moment) => moment + offset(zone, moment) === wall);
  return new Date(shown.length > 0 ? Math.min(...shown) : wall - before).toISOString();
}

/** What the zone's clocks show at a moment (epoch ms), as a `datetime-local` field takes it. */
export function localIn(zone: string, moment: number): string {
  return new Date(moment + offset(zone, moment)).toISOString().slice(0, 16);
}

/** The minute of the week, from Monday midnight, on the zone's clock at a moment (epoch ms). */
export function weekMinute(zone: string, moment: number): number {
  const wall = new Date(`${localIn(zone, moment)}Z`);
  return ((wall.getUTCDay() + 6) % 7) * DAY_MINUTES + wall.getUTCHours() * 60 + wall.getUTCMinutes();
}

/** A moment for reading: the time of day, with the day when that is not today. `now` is epoch ms. */
export function moment(time: string, zone: string, now: number): string {
  const today = localIn(zone, now).slice(0, 10) === localIn(zone, Date.parse(time)).slice(0, 10);
  return new Intl.DateTimeFormat(language.code, {
    ...(today ? {} : { weekday: 'short', day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  }).format(new Date(time));
}

/** How far the zone's clocks are ahead of UTC at a moment, ms. */
function offset(zone: string, moment: number): number {
  const parts = new Intl.DateTimeFormat('en', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
    timeZone: zone,
  }).formatToParts(new Date(moment));
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(moment / 1000) * 1000;
}
