/** Times as they are typed and read on the city's clocks, whatever zone the browser is in. */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Minutes of a week. */
export const WEEK = 7 * 24 * 60;

/** What a `datetime-local` input shows for a time: "2026-11-28T14:05". */
export function toCityInput(time: string | number, zone: string): string {
  return new Date(onWall(Number(new Date(time)), zone)).toISOString().slice(0, 16);
}

/**
 * The time that a `datetime-local` input means, RFC 3339; `null` for what is no time. A time that comes twice, when clocks are
 * put back, is its first; one that is left out, when they are put forward, is as much later.
 */
export function fromCityInput(text: string, zone: string): string | null {
  const wall = Date.parse(`${text}Z`);
  if (Number.isNaN(wall)) return null;
  const before = offset(wall - DAY_MS, zone);
  const after = offset(wall + DAY_MS, zone);
  const early = wall - before;
  const late = wall - after;
  const fits = offset(early, zone) === before || offset(late, zone) !== after;
  return new Date(fits ? early : late).toISOString();
}

/** The minute of the city's week, from Monday midnight, at a time in epoch ms. */
export function weekMinute(at: number, zone: string): number {
  const wall = new Date(onWall(at, zone));
  const day = (wall.getUTCDay() + 6) % 7;
  return (day * 24 + wall.getUTCHours()) * 60 + wall.getUTCMinutes();
}

/** What the city's clocks show, as if they were in UTC; to the minute. */
function onWall(at: number, zone: string): number {
  const whole = Math.floor(at / MINUTE_MS) * MINUTE_MS;
  return whole + offset(whole, zone);
}

/** How far the city's clocks are ahead of UTC, ms. */
function offset(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1000) * 1000;
}
