/** The words that the screens use are the words that the server writes: checked by the compiler against its OpenAPI document. */
import { expect, it } from 'vitest';

import type { components } from '../src/wire/openapi';
import type {
  Accesses,
  Account,
  Assignment,
  BoardState,
  Candidate,
  City,
  Closure,
  Configuration,
  Destination,
  Device,
  DispositionReport,
  Duplicate,
  Excluded,
  Flag,
  FollowedRoute,
  IntervalReport,
  Lane,
  Log,
  MadeDevice,
  Me,
  Member,
  PastChange,
  Problem,
  Recommendation,
  Referral,
  Request,
  Role,
  Shift,
  Shown,
  SignedIn,
  Team,
  TotpSecret,
  Underway,
  UtilisationReport,
  Vehicle,
  VolumeReport,
} from '../src/wire/types';

type Wire = components['schemas'];

/** A type without what a JSON schema cannot say: pairs become lists of numbers, chosen numbers any number, and what may be null may be missing. */
type Widened<T> = T extends number
  ? number
  : T extends readonly number[]
    ? number[]
    : T extends readonly (infer Item)[]
      ? Widened<Item>[]
      : T extends object
        ? { [Key in keyof T as null extends T[Key] ? never : Key]: Widened<T[Key]> } & {
            [Key in keyof T as null extends T[Key] ? Key : never]?: Widened<T[Key]>;
          }
        : T;

/** A type with all that may be left out by who sends it: the server itself leaves nothing out. */
type Filled<T> = T extends readonly (infer Item)[]
  ? Filled<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Filled<Exclude<T[Key], undefined>> }
    : T;

/** Compiles only when what the server sends is what the screens read. */
function agrees<Ours>() {
  return <Sent extends Widened<Ours>>(_?: Sent): true => true;
}

it('reads what the server writes', () => {
  expect([
    agrees<Team>()<Wire['Team']>(),
    agrees<Request>()<Wire['Request']>(),
    agrees<Assignment>()<Wire['Assignment']>(),
    agrees<Closure>()<Wire['Closure']>(),
    agrees<Destination>()<Wire['Destination']>(),
    agrees<Duplicate>()<Wire['Duplicate']>(),
    agrees<IntervalReport>()<Wire['IntervalReport']>(),
    agrees<VolumeReport>()<Wire['VolumeReport']>(),
    agrees<DispositionReport>()<Wire['DispositionReport']>(),
    agrees<UtilisationReport>()<Wire['UtilisationReport']>(),
    agrees<Flag>()<Wire['Flag']>(),
    agrees<Candidate>()<Wire['Candidate']>(),
    agrees<Excluded>()<Wire['Excluded']>(),
    agrees<Recommendation>()<Wire['Recommendation']>(),
    agrees<Shown>()<Wire['Shown']>(),
    agrees<BoardState>()<Wire['BoardState']>(),
    agrees<Me>()<Wire['Me']>(),
    agrees<City>()<Filled<Wire['CityInfo']>>(),
    agrees<Configuration>()<Filled<Wire['Configuration']>>(),
    agrees<PastChange>()<Wire['PastChange']>(),
    agrees<Lane>()<Wire['Lane']>(),
    agrees<Pick<FollowedRoute, 'number' | 'announcements'>>()<Wire['FollowedRoute']>(),
    agrees<Member>()<Wire['Member']>(),
    agrees<Vehicle>()<Wire['Vehicle']>(),
    agrees<Device>()<Wire['Device']>(),
    agrees<MadeDevice>()<Wire['MadeDevice']>(),
    agrees<Shift>()<Wire['Shift']>(),
    agrees<Destination>()<Wire['Destination']>(),
    agrees<Underway>()<Wire['Underway']>(),
    agrees<Problem>()<Wire['Problem']>(),
    agrees<Role>()<Wire['RoleName']>(),
    agrees<Account>()<Wire['Account']>(),
    agrees<Accesses>()<Wire['Accesses']>(),
    agrees<Log>()<Wire['Log']>(),
    agrees<Referral>()<Wire['Referral']>(),
    agrees<SignedIn>()<Wire['SignedIn']>(),
    agrees<TotpSecret>()<Wire['TotpSecret']>(),
  ]).not.toContain(false);
});
