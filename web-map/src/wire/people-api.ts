/** Calls about people: signing in, one's own account, everybody's accounts, the record, referrals. */
import { all, call, command } from './api';
import type { Accesses, Account, Log, NewReferral, Referral, Request, Rights, SignedIn, TotpSecret } from './types';

export const peopleApi = {
  signIn: (name: string, password: string, code: string | null) =>
    call<SignedIn>('POST', '/sign-in', { name, password, ...(code === null ? {} : { code }) }),
  /** Takes up an invitation with the password that was chosen. */
  welcome: (invitation: string, password: string) => call<SignedIn>('POST', '/welcome', { invitation, password }),

  setPassword: (present: string, password: string) => call<void>('POST', '/me/password', { present, password }),
  beginTotp: () => call<TotpSecret>('POST', '/me/totp', {}),
  confirmTotp: (code: string) => call<void>('POST', '/me/totp/confirm', { code }),
  dropTotp: (password: string) => call<void>('DELETE', '/me/totp', { password }),

  accounts: () => all<Account>('/accounts'),
  addAccount: (name: string, rights: Rights) => command<Account>('/accounts', { name, ...rights }),
  /** Refused when somebody else changed the account in between. */
  changeAccount: ({ id, version }: Account, change: Rights | { disabled: boolean }) =>
    call<Account>('PATCH', `/accounts/${id}`, change, { version }),
  invite: (id: string) => call<{ url: string }>('POST', `/accounts/${id}/invitation`, {}),

  /** The filters that are not empty count. */
  accesses: (filters: Record<string, string>) => call<Accesses>('GET', `/audit?${queryOf(filters)}`),
  /** The changes after a sequence number. */
  changes: (after: number, limit: number) => call<Log>('GET', `/log?${queryOf({ cursor: String(after), limit: String(limit) })}`),
  breakGlass: (id: string, reason: string) => call<Request>('POST', `/requests/${id}/break-glass`, { reason }),

  referrals: () => all<Referral>('/referrals'),
  /** `key` makes a repeated send have one effect. */
  refer: (referral: NewReferral, key: string) => call<Referral>('POST', '/referrals', referral, { key }),
};

function queryOf(values: Record<string, string>): URLSearchParams {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ''));
}
