/** The groups of a report, as people say them. */
import { weekday } from '../text/format';
import { language } from '../text/language.svelte';
import type { By } from '../wire/types';

export const GROUPINGS: readonly By[] = ['day', 'hour', 'weekday', 'priority', 'type', 'area', 'source', 'disposition'];

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A group's name in the reader's language; names of posts and sources are as they were given. */
export function groupName(by: By, group: string): string {
  const { t } = language;
  const known = (names: Record<string, string>) => names[group] ?? group;
  switch (by) {
    case 'all':
      return t.reports.allRequests;
    case 'day':
      return new Intl.DateTimeFormat(language.code, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
        new Date(`${group}T00:00Z`),
      );
    case 'hour':
      return `${group.padStart(2, '0')}–${String(Number(group) + 1).padStart(2, '0')}`;
    case 'weekday':
      return weekday(WEEKDAYS.indexOf(group));
    case 'priority':
      return t.priority.short(Number(group));
    case 'type':
      return known(t.type);
    case 'area':
      return group === 'no_post' ? t.reports.noPost : group;
    case 'source':
      return known(t.reports.sources);
    case 'disposition':
      return group === 'open' ? t.reports.open : known(t.disposition);
  }
}

/** Groupings whose groups have an order, so that a picture of bars says something. */
export const CHARTED: readonly By[] = ['day', 'hour', 'weekday', 'priority'];
