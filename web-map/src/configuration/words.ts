/** Entries of the configuration in the reader's words. */
import { service } from '../service.svelte';
import { language } from '../text/language.svelte';
import type { Difference, Role } from '../wire/types';

/** The part of the configuration that a change is of: the list where it is of the whole, else one of its entries. */
export function sectionText({ section, entry }: Difference): string {
  const { lists, entries } = language.t.configuration;
  const known: Record<string, string> = entry === '' ? lists : entries;
  return known[section] ?? section;
}

/** What the entry is called; one that is not there (yet) is called by its id. */
export function entryName({ section, entry }: Difference): string {
  const roles: Record<string, string> = language.t.people.roles;
  if (entry === '') return '';
  switch (section) {
    case 'titles':
      return roles[entry as Role] ?? entry;
    case 'request_types':
      return service.type(entry);
    case 'capabilities':
      return service.capability(entry);
    case 'sources':
    case 'partners':
      return service.source(entry);
    default:
      return entry;
  }
}
