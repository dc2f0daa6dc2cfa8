/** The groups of a report, as people say them. */
import { service } from '../service.svelte';
import { weekday } from '../text/format';
import { language } from '../text/language.svelte';
import type { By } from '../wire/types';

export const GROUPINGS: readonly By[] = ['day', 'hour', 'weekday', 'priority', 'type', 'area', 'source', 'disposition'];

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** A group's name in the reader's language; names of posts and zones are as they were given. */
export function groupName(by: By, group: string): string {
  const { t } = language;
  const nowhere: Record<string, string> = { no_post: t.reports.noPost, no_zone: t.reports.noZone };
  const dispositions: Record<string, string> = t.disposition;
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
      return service.type(group);
    case 'area':
      return nowhere[group] ?? group;
    case 'source':
      return service.source(group);
    case 'disposition':
      return group === 'open' ? t.reports.open : (dispositions[group] ?? group);
  }
}

/** Groupings whose groups have an order, so that a picture of bars says something. */
export const CHARTED: readonly By[] = ['day', 'hour', 'weekday', 'priority'];
