/** The period of a report, on the city's calendar. */
import { momentIn } from '../text/moment';

const DAY_MS = 86_400_000;

/** The last days that can be chosen at once. */
export const LAST_DAYS = [7, 30, 90] as const;

/** So many last days, or days from the calendar. */
export type PeriodChoice = (typeof LAST_DAYS)[number] | 'dates';

/** Begin (counts) and end (does not), RFC 3339; up to now when there is no end. */
export interface Period {
  from: string;
  to?: string;
}

/** The last `days` times 24 hours before `now` (epoch ms). */
export function lastDays(days: number, now: number): Period {
  return { from: new Date(now - days * DAY_MS).toISOString() };
}

/**
 * From the first moment of a day to the last of another in a zone; both as a `date` field writes them ("2026-11-28").
 * `null` unless both are days in this order.
 */
export function wholeDays(zone: string, first: string, last: string): Period | null {
  const [begin, end] = [first, last].map((day) => Date.parse(`${day}T00:00Z`));
  if (begin === undefined || end === undefined || !(begin <= end)) return null;
  const after = new Date(end + DAY_MS).toISOString().slice(0, 10);
  return { from: momentIn(zone, `${first}T00:00`), to: momentIn(zone, `${after}T00:00`) };
}
