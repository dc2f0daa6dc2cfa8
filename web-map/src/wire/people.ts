/** The wire's words for people: accounts, the record of who did what, and what partners tell of. */
import type { LngLat, RequestType, Role } from './types';

/** Somebody who signs in with a name and a password. */
export interface Account {
  id: string;
  name: string;
  role: Role;
  team: string | null;
  partner: string | null;
  has_password: boolean;
  has_totp: boolean;
  made_at: string;
  signed_in_at: string | null;
  disabled_at: string | null;
  version: number;
}

/** What an account may do, and for which team or partner. */
export interface Rights {
  role: Role;
  team?: string;
  partner?: string;
}

/** A session has begun; browsers have it as a cookie. */
export interface SignedIn {
  role: Role;
  page: string;
}

/** What an authenticator app is to be told: the secret as people type it, and the address in a QR code. */
export interface TotpSecret {
  secret: string;
  address: string;
}

/** An entry of the record of access. */
export interface AccessEntry {
  number: number;
  /** Of the first, if it was done several times within a moment. */
  at: string;
  /** Role, team and account with colons between them; or `nobody`. */
  actor: string;
  action: string;
  subject: string | null;
  /** The route, or the reason given. */
  detail: string | null;
  count: number;
}

/** A page of the record of access, newest first; `next` is the older one's cursor. */
export interface Accesses {
  items: AccessEntry[];
  next: string | null;
}

/** An entry of the log of changes, without what tells of a person. */
export interface LogEntry {
  seq: number;
  at: string;
  actor: string;
  change: Record<string, unknown>;
}

/** A page of the log of changes, oldest first. */
export interface Log {
  items: LogEntry[];
  /** Number of the newest entry; there is no gap before it. */
  head: number;
  next: string | null;
}

/** A referral, as its partner sees it. */
export interface Referral {
  id: string;
  received: string | null;
  type: RequestType;
  stage: 'received' | 'under_way' | 'done';
}

export interface NewReferral {
  position: LngLat;
  address?: string;
  type: RequestType;
  note?: string;
}
