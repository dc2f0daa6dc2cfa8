/** What the service calls things, in the reader's language: kinds of help, capabilities, sources, those who work in it. */
import { language } from './text/language.svelte';
import type { Label, RequestType, Role, ServiceInfo, TypeInfo } from './wire/types';

/** Capabilities that begin so are languages, which need no list: they have names of their own. */
export const SPOKEN = 'lang:';
/** The kind of help that is asked for most, and that fits where little is known yet. */
const USUAL_TYPE = 'wellness_check';
const UNKNOWN: ServiceInfo = { name: { name: '', names: {} }, titles: {}, types: [], capabilities: [], sources: [], version: 0 };

class Service {
  /** As the server told it last. */
  info = $state.raw<ServiceInfo>(UNKNOWN);
  /** The kinds of help that new requests may have, in the service's order. */
  readonly offered: readonly TypeInfo[] = $derived(this.info.types.filter(({ retired }) => !retired));

  /** The kind of help that a form begins with. */
  get usualType(): RequestType {
    const usual = this.offered.find(({ type }) => type === USUAL_TYPE) ?? this.offered[0];
    return usual?.type ?? '';
  }

  /** Whether new requests may have this kind of help. */
  offers(type: RequestType): boolean {
    return this.offered.some((kind) => kind.type === type);
  }

  /** A kind's goals in the place of the service's, if it has its own: seconds for priority 1 to 4. */
  goals(id: RequestType): readonly number[] | null {
    return this.info.types.find(({ type }) => type === id)?.goals ?? null;
  }

  type(id: RequestType): string {
    return this.named(this.info.types.find(({ type }) => type === id), id);
  }

  source(id: string): string {
    return this.named(this.info.sources.find((source) => source.id === id), id);
  }

  capability(id: string): string {
    if (id.startsWith(SPOKEN)) return languageName(id.slice(SPOKEN.length));
    return this.named(this.info.capabilities.find((skill) => skill.id === id), id);
  }

  /** Capabilities in the service's order; those that it does not list come after, by name. */
  inOrder(ids: Iterable<string>): string[] {
    const place = (id: string) => {
      const listed = this.info.capabilities.findIndex((skill) => skill.id === id);
      return listed < 0 ? this.info.capabilities.length : listed;
    };
    const byName = (a: string, b: string) => this.capability(a).localeCompare(this.capability(b), language.code);
    return [...new Set(ids)].sort((a, b) => place(a) - place(b) || byName(a, b));
  }

  /** What the service calls those in a role, with the role's own word beside it: "Triage manager (dispatcher)". */
  role(role: Role): string {
    const word = language.t.people.roles[role];
    const title = this.info.titles[role];
    return title ? `${labelText(title)} (${word.toLocaleLowerCase(language.code)})` : word;
  }

  private named(label: Label | undefined, id: string): string {
    return label ? labelText(label) : spelled(id);
  }
}

export const service = new Service();

/** A label in the reader's language, else in the service's own. */
export function labelText({ name, names }: Label): string {
  return names[language.code] ?? name;
}

/** An id that has no name (any more), as words. */
function spelled(id: string): string {
  const words = id.replaceAll('_', ' ');
  return words.charAt(0).toLocaleUpperCase(language.code) + words.slice(1);
}

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(language.code, { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
