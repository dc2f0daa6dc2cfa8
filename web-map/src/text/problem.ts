/** What went wrong, in the reader's language. */
import type { ApiError } from '../wire/api';
import { language } from './language.svelte';

/** The server's own sentence is in English: other readers get the kind of problem first, and then that sentence. */
export function told({ kind, detail }: ApiError): string {
  const kinds: Record<string, string> = language.t.problem;
  const known = kinds[kind];
  if (known === undefined) return detail;
  if (detail === '') return known;
  return language.code === 'en' ? detail : `${known} (${detail})`;
}
