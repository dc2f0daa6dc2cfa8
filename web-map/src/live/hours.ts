/** Opening hours: whether a place is open, when next, and how people write them. Minutes are of the city's week. */
import { WEEK } from '../text/moment';
import type { Destination, Hours } from '../wire/types';

const DAY = 24 * 60;

/** Opening hours as people write them: some days, from when to when. `to` at or before `from` is on the day after. */
export interface HoursRow {
  /** 0 is Monday. */
  days: number[];
  /** "08:00" */
  from: string;
  to: string;
}

/** Why nobody can be taken to a place now. */
export type Unsuitable = 'closed' | 'full';

/** Why nobody can be taken to a destination in a minute; `null` when somebody can. */
export function unsuitable({ hours, places }: Destination, minute: number): Unsuitable | null {
  if (hours && !isOpen(hours, minute)) return 'closed';
  return places === 0 ? 'full' : null;
}

/** Whether a place never closes; the server keeps hours once they were set, so "always" may be a whole week. */
export function isAlways(hours: Hours | null): boolean {
  return hours === null || (hours.length === 1 && hours[0]?.[0] === 0 && hours[0][1] === WEEK);
}

/** Whether it is open in a minute of the week, and in how many minutes that changes; `null`: never. */
export function opening(hours: Hours | null, minute: number): { open: boolean; changesIn: number | null } {
  if (hours === null) return { open: true, changesIn: null };
  const open = isOpen(hours, minute);
  // It changes only where a span begins or ends; a night that passes Sunday's end is two spans that meet.
  const changes = hours
    .flat()
    .map((edge) => ((edge - minute + WEEK - 1) % WEEK) + 1)
    .filter((after) => isOpen(hours, (minute + after) % WEEK) !== open);
  return { open, changesIn: changes.length > 0 ? Math.min(...changes) : null };
}

function isOpen(hours: Hours, minute: number): boolean {
  return hours.some(([from, to]) => from <= minute && minute < to);
}

/** "08:00" for a minute of the week or the day. */
export function timeOfDay(minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor((minute % DAY) / 60))}:${two(minute % 60)}`;
}

/** What people wrote, as spans in order that do not overlap; no row or no day is no hours at all. */
export function toHours(rows: readonly HoursRow[]): Hours {
  const spans = rows.flatMap(({ days, from, to }) => days.flatMap((day) => spansOf(day * DAY, minutes(from), minutes(to))));
  const joined: Hours = [];
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** Spans as people would write them: days with the same times in one row. */
export function toRows(hours: Hours): HoursRow[] {
  const rows = new Map<string, HoursRow>();
  for (const [from, to] of wholeNights(hours).flatMap(byDay)) {
    const row = { days: [Math.floor(from / DAY)], from: timeOfDay(from), to: timeOfDay(to) };
    const same = rows.get(`${row.from} ${row.to}`);
    if (same) same.days.push(...row.days);
    else rows.set(`${row.from} ${row.to}`, row);
  }
  return [...rows.values()];
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}

/** One opening, cut where the week ends. */
function spansOf(midnight: number, from: number, to: number): Hours {
  const end = midnight + (to > from ? to : to + DAY);
  if (end <= WEEK) return [[midnight + from, end]];
  return [
    [midnight + from, WEEK],
    [0, end - WEEK],
  ];
}

/** A night from Sunday to Monday as one span that goes beyond the week. */
function wholeNights(hours: Hours): Hours {
  const [first, last] = [hours[0], hours.at(-1)];
  if (!first || !last || hours.length < 2 || first[0] !== 0 || last[1] !== WEEK) return hours;
  if (first[1] + WEEK - last[0] > DAY) return hours;
  return [...hours.slice(1, -1), [last[0], WEEK + first[1]]];
}

/** A span of more than a day, cut at midnights. */
function byDay([from, to]: Hours[number]): Hours {
  if (to - from <= DAY) return [[from, to]];
  const midnight = (Math.floor(from / DAY) + 1) * DAY;
  return [[from, midnight], ...byDay([midnight, to])];
}
