/** The pages that somebody signed in can open, and for whom each of them is. */
import type { Role } from './wire/types';

const WITH_ACCOUNT: readonly Role[] = ['dispatcher', 'field', 'supervisor', 'planner', 'partner', 'admin', 'auditor'];

export const PAGES = {
  dispatch: ['dispatcher'],
  crews: ['dispatcher'],
  field: ['field'],
  plan: ['dispatcher', 'supervisor', 'planner'],
  reports: ['dispatcher', 'supervisor', 'planner'],
  record: ['supervisor', 'auditor'],
  partner: ['partner'],
  people: ['admin'],
  configuration: ['dispatcher', 'supervisor', 'planner', 'admin', 'auditor'],
  account: WITH_ACCOUNT,
} as const satisfies Record<string, readonly Role[]>;
export type PageName = keyof typeof PAGES;

/** The pages that a role works on, the first of them its home. */
export const WORK: Record<Role, readonly PageName[]> = {
  dispatcher: ['dispatch', 'crews', 'plan', 'reports', 'configuration'],
  field: ['field'],
  supervisor: ['record', 'reports', 'plan', 'configuration'],
  planner: ['plan', 'reports', 'configuration'],
  partner: ['partner'],
  admin: ['people', 'configuration'],
  auditor: ['record', 'configuration'],
  device: [],
};

/** Roles that follow the board as it changes; the others ask for what they need. */
export const LIVE: readonly Role[] = ['dispatcher', 'field', 'supervisor', 'planner'];

/** The page of an address, if there is one. */
export function pageOf(path: string): PageName | null {
  const name = path.split('/')[1] ?? '';
  return Object.hasOwn(PAGES, name) ? (name as PageName) : null;
}

export function isFor(page: PageName, role: Role): boolean {
  return (PAGES[page] as readonly Role[]).includes(role);
}
