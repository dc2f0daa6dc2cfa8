/** Entries of the record in the reader's words. */
import { language } from '../text/language.svelte';
import type { LogEntry } from '../wire/types';

/** Roles that have an account or a link; who comes without an account came by a link. */
const isAccount = (id: string) => /^U\d+$/.test(id);

/** Who did something, such as `field:T3:U5`: the role, and what it is bound to. */
export function actorText(actor: string): string {
  const { record, roles } = language.t.people;
  const [name = '', ...ids] = actor.split(':');
  if (name === 'nobody') return record.nobody;
  if (name === 'timer') return record.timer;
  if (name === 'operator') return record.operator;
  const role = (roles as Record<string, string>)[name];
  if (role === undefined) return actor;
  const bound = ids.some(isAccount) || name === 'device' ? ids : [...ids, record.byLink];
  return bound.length > 0 ? `${role} (${bound.join(', ')})` : role;
}

export function actionText(action: string): string {
  return (language.t.people.record.actions as Record<string, string>)[action] ?? action;
}

/** What a change was about and what it says, but for its kind: "request R12, team T3". */
export function changeDetails({ change }: LogEntry): string {
  const { kind: _, ...rest } = change;
  return fieldsText(rest);
}

function fieldsText(fields: object): string {
  return Object.entries(fields)
    .filter(([, value]) => !isEmpty(value))
    .map(([name, value]) => `${name} ${valueText(value)}`)
    .join(', ');
}

function valueText(value: unknown): string {
  if (Array.isArray(value)) return value.map(valueText).join(' ');
  return typeof value === 'object' && value !== null ? `(${fieldsText(value)})` : String(value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}
