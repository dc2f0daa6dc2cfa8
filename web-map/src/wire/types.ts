/** What the server says and takes: the wire's words, one to one. Times are RFC 3339, durations seconds, lengths metres. */
import type { Question, ServiceInfo, Threshold } from './configuration';
import type { Destination, Member, Shift, Vehicle } from './crews';

export type * from './configuration';
export type * from './crews';
export type * from './people';

export type LngLat = [lng: number, lat: number];

export const TEAM_STATUSES = [
  'off_duty',
  'available',
  'assigned',
  'acknowledged',
  'en_route',
  'staged',
  'on_scene',
  'with_client',
  'transporting',
  'at_destination',
  'clearing',
  'returning',
  'out_of_service',
  'emergency',
] as const;
export type TeamStatus = (typeof TEAM_STATUSES)[number];

export type RequestState =
  | 'received'
  | 'triaging'
  | 'pending'
  | 'held'
  | 'scheduled'
  | 'assigned'
  | 'working'
  | 'transporting'
  | 'follow_up_due'
  | 'closed';

export type Outcome =
  | 'proposed'
  | 'assigned'
  | 'acknowledged'
  | 'declined'
  | 'cancelled'
  | 'reassigned'
  | 'completed';

/** The id of a kind of help, as the service's configuration has it. */
export type RequestType = string;

export const DISPOSITIONS = [
  'resolved_on_scene',
  'linked_to_service',
  'transported',
  'refused',
  'unable_to_locate',
  'cancelled',
  'transferred_911',
  'transferred_county',
  'duplicate',
  'no_contact',
] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export type Priority = 1 | 2 | 3 | 4;
export type Role = 'dispatcher' | 'field' | 'supervisor' | 'planner' | 'partner' | 'admin' | 'auditor' | 'device';

export interface Team {
  id: string;
  callsign: string;
  capabilities: string[];
  post: LngLat | null;
  status: TeamStatus;
  status_since: string;
  assignment: string | null;
  on_shift_since: string | null;
  /** A crew's promise to be heard of again in time. */
  check_in: { every: number; due: string; missed_at: string | null } | null;
  /** When the dispatcher answered the present emergency. */
  emergency_answered: string | null;
  /** What the crew of its present shift adds to what it can do. */
  crew_capabilities: string[];
  version: number;
}

export type Stage =
  | 'received'
  | 'answered'
  | 'triaged'
  | 'assigned'
  | 'acknowledged'
  | 'en_route'
  | 'staged'
  | 'on_scene'
  | 'at_client'
  | 'left_scene'
  | 'at_destination'
  | 'care_transferred'
  | 'cleared'
  | 'closed';

export interface Note {
  at: string;
  author: string;
  text: string;
}

export type OtherService = '911' | 'county';

export interface HandOver {
  to: OtherService;
  begun_at: string;
  acknowledged_at: string | null;
  acknowledged_by: string | null;
}

/** Something to know before going to the place of a request. */
export interface Warning {
  flag: string;
  text: string;
  requires: string[];
}

/** A warning about a place, until it ends. */
export interface Flag {
  id: string;
  position: LngLat;
  /** How far around it holds, metres. */
  radius: number;
  text: string;
  requires: string[];
  until: string;
  ended_at: string | null;
  version: number;
}

export interface NewFlag {
  position: LngLat;
  text: string;
  requires: string[];
  until: string;
}

/** Something to come back to after the close. */
export interface FollowUp {
  at: string;
  note: string | null;
}

/** An open request that may be about the same matter; metres and seconds away. */
export interface Duplicate {
  request: string;
  distance: number;
  age: number;
}

export interface TriageForm {
  type: RequestType;
  questions: Question[];
  thresholds: Threshold[];
  version: number;
}

/** A request for help. `address` and `note` are missing for roles that have no need of them. */
export interface Request {
  id: string;
  state: RequestState;
  position: LngLat;
  address: string | null;
  type: RequestType;
  priority: Priority;
  needs: string[];
  source: string;
  note: string | null;
  times: Partial<Record<Stage, string | null>>;
  due: string;
  assignments: string[];
  disposition: Disposition | null;
  closing_note: string | null;
  held_reason: string | null;
  /** When a held or scheduled request comes back by itself. */
  returns_at: string | null;
  triage: { answers: Record<string, string>; score: number; suggested: Priority } | null;
  notes: Note[];
  hand_over: HandOver | null;
  warnings: Warning[];
  merged_into: string | null;
  /** Requests that were merged into this one. */
  duplicates: string[];
  follow_up: FollowUp | null;
  /** How it ended before a follow-up took it up again. */
  earlier: { at: string; disposition: Disposition; note: string | null }[];
  version: number;
}

export interface Shown {
  team: string;
  eta: number;
}

export interface Assignment {
  id: string;
  request: string;
  team: string;
  outcome: Outcome;
  assigned_at: string;
  ended_at: string | null;
  reason: string | null;
  /** Where the person is taken. */
  destination: string | null;
  shown: Shown[];
  version: number;
}

export interface Candidate {
  team: string;
  rank: number;
  eta: number;
  drive: number;
  staleness: number;
  distance_to_road: number;
  cover: { now: number; without: number; lost: number } | null;
  cover_penalty: number;
  stranger_penalty: number;
  overtime_penalty: number;
  knows_them: boolean;
  score: number;
  missing: string[];
  status: TeamStatus;
  position_age: number;
  workload: number;
  reasons: string[];
}

export type ExcludedReason =
  | 'off_duty'
  | 'busy'
  | 'out_of_service'
  | 'missing_capability'
  | 'safety_rule'
  | 'outside_area'
  | 'no_position'
  | 'no_route'
  | 'emergency';

export interface Excluded {
  team: string;
  reason: ExcludedReason;
  detail: string;
}

/** A busy team that could come: when it is free, or instead of somebody less urgent. */
export interface Busy {
  team: string;
  status: TeamStatus;
  free_in: number | null;
  instead_of: string | null;
  drive: number;
  eta: number;
}

export interface Neighbour {
  name: string;
  eta: number;
}

export interface Recommendation {
  at: string;
  request: string | null;
  candidates: Candidate[];
  busy: Busy[];
  neighbours: Neighbour[];
  excluded: Excluded[];
  cover_goal: number;
  cover_source: string;
}

export interface NewRequest {
  position: LngLat;
  address?: string;
  type: RequestType;
  priority: Priority;
  needs?: string[];
  source?: string;
  note?: string;
  /** It is for later, and comes back by itself. */
  scheduled_for?: string;
}

export interface Step {
  maneuver: {
    type: string;
    modifier: string | null;
    exit?: number | null;
    position: LngLat;
    bearing_before: number;
    bearing_after: number;
  };
  name: string | null;
  ref: string | null;
  distance: number;
  duration: number;
  /** In English. */
  instruction: string;
  /** In the other languages of the screens. */
  translations: { es: string; ru: string };
  /** Before its beginning, from the left to the right; none where any lane will do. */
  lanes: Lane[];
  geometry_index: [number, number];
}

export interface Lane {
  arrows: string[];
  usable: boolean;
  /** The arrow to follow. */
  follow: string | null;
}

/** What is said on a step, so many metres before the manoeuvre at its end. */
export interface Announcement {
  text: string;
  step: number;
  before: number;
}

export interface Route {
  duration: number;
  distance: number;
  geometry: { type: 'LineString'; coordinates: LngLat[] };
  steps: Step[];
}

/** The fastest route, and others that a driver may like. */
export interface RouteChoice extends Route {
  alternatives: Route[];
}

export interface Me {
  role: Role;
  team: string | null;
  /** `null` behind a sign-in link. */
  account: { id: string; name: string; has_totp: boolean } | null;
  partner: string | null;
  epoch: string;
}

export interface City {
  name: string;
  bbox: [number, number, number, number];
  center: LngLat;
  time_zone: string;
  driving_side: string;
  /** `metric` or `imperial`. */
  units: string;
  attribution: string;
  addresses: number;
  places: number;
  goals: Record<string, number>;
  stale_after: number;
  posts: { name: string; position: LngLat }[];
  /** What the service calls things. */
  service: ServiceInfo;
}

export interface Place {
  position: LngLat;
  label: string;
  kind: string;
}

export interface ReachBand {
  minutes: number;
  addresses: number;
  address_share: number;
  places: number;
  place_share: number;
}

export interface Reach {
  type: 'FeatureCollection';
  features: { type: 'Feature'; geometry: unknown; properties: ReachBand }[];
  sample: { addresses: number; places: number };
}

export interface ReachQuery {
  from?: LngLat[];
  teams?: string[];
  minutes: number[];
  direction: 'depart' | 'arrive';
  /** Metres that outlines may lie farther out to need fewer points. */
  generalize?: number;
  /** Areas and holes below this share of the largest area are left out. */
  denoise?: number;
}

/** RFC 9457. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  field?: string;
  /** Seconds to wait. */
  retry_after?: number;
}

/** Where a closure is: the street under a point, a street between two points, or every street of an area. */
export type ClosureShape =
  | { kind: 'point'; at: LngLat }
  | { kind: 'street'; name?: string | null; from: LngLat; to: LngLat }
  | { kind: 'polygon'; ring: LngLat[] };

export type ClosureEffect =
  | { kind: 'closed'; scope: 'everyone' | 'except_destination' }
  | { kind: 'slowed_by'; factor: number }
  | { kind: 'slowed_to'; speed: number };

/** A street or area that is closed or slowed. */
export interface Closure {
  id: string;
  state: 'scheduled' | 'active' | 'ended';
  shape: ClosureShape;
  heading: number | null;
  effect: ClosureEffect;
  from: string;
  until: string | null;
  reason: string;
  lines: LngLat[][];
  ended_at: string | null;
  version: number;
}

export interface NewClosure {
  shape: ClosureShape;
  heading?: number;
  effect: ClosureEffect;
  from?: string;
  until?: string;
  reason: string;
}

/** How far a team is on its way to a request, or with a person to a destination. */
export interface Underway {
  assignment: string;
  team: string;
  /** Where it takes the person; `null` on the way to the request. */
  destination: string | null;
  arrives_at: string;
  /** Seconds and metres left. */
  remaining: number;
  distance: number;
  /** Number of its route: when it changes, the route is another. */
  route: number;
  /** Why it is not the first route. */
  reason: 'off_route' | 'streets_changed' | null;
  arrived: boolean;
}

/** The route that a team follows; `number` is that of `Underway.route`. */
export interface FollowedRoute extends Route {
  number: number | null;
  announcements: { en: Announcement[]; es: Announcement[]; ru: Announcement[] };
}

/** How good arrival times were, by how many minutes ahead they were told; errors in seconds, late is positive. */
export interface EtaReport {
  from: string;
  to: string;
  journeys: number;
  horizons: {
    from_minutes: number;
    below_minutes: number | null;
    count: number;
    mean_error: number;
    error_p50: number;
    error_p80: number;
    error_p90: number;
  }[];
}

/** What requests of a report are put together by. */
export type By = 'all' | 'day' | 'hour' | 'weekday' | 'priority' | 'type' | 'area' | 'source' | 'disposition';

/** What belongs to a report's period, and whose calendar it has. */
export interface ReportClock {
  from: string;
  to: string;
  made_at: string;
  time_zone: string;
  counted: string;
}

export type IntervalName =
  | 'answering'
  | 'processing'
  | 'turnout'
  | 'travel'
  | 'response'
  | 'on_scene'
  | 'transport'
  | 'total_task'
  | 'queue_wait';

/** An interval over a group of requests; times in seconds, `null` without a sample. */
export interface IntervalRow {
  group: string;
  interval: IntervalName;
  interval_clock: string;
  requests: number;
  sample: number;
  p50_s: number | null;
  p80_s: number | null;
  p90_s: number | null;
  max_s: number | null;
  within_goal: number | null;
  within_goal_share: number | null;
  left_out_duplicate: number;
  left_out_scheduled: number;
  left_out_taken_up_again: number;
  left_out_passed_over: number;
  left_out_not_yet: number;
  left_out_never: number;
}

export interface IntervalReport {
  clock: ReportClock;
  by: By;
  groups: string | null;
  percentiles: string;
  rows: IntervalRow[];
}

export interface VolumeRow {
  group: string;
  requests: number;
  duplicates: number;
  scheduled: number;
  priority_1: number;
  priority_2: number;
  priority_3: number;
  priority_4: number;
  open: number;
}

export interface VolumeReport {
  clock: ReportClock;
  by: By;
  groups: string | null;
  rows: VolumeRow[];
}

export interface DispositionReport {
  clock: ReportClock;
  by: By;
  groups: string | null;
  rows: ({ group: string; requests: number; open: number; earlier_endings: number } & Record<Disposition, number>)[];
}

export interface UtilisationReport {
  clock: ReportClock;
  rows: {
    team: string;
    callsign: string;
    on_shift_s: number;
    committed_s: number;
    utilisation: number | null;
    tasks: number;
    completed: number;
  }[];
}

export interface BoardState {
  teams: Team[];
  requests: Request[];
  assignments: Assignment[];
  closures: Closure[];
  members: Member[];
  vehicles: Vehicle[];
  shifts: Shift[];
  destinations: Destination[];
  flags: Flag[];
}

/** What changed: whole entities as they are now. */
export type Changed = Partial<BoardState>;

/** Text frames from the server. */
export type ServerMessage =
  | { type: 'welcome'; epoch: string; seq: number; server_time: string }
  | { type: 'snapshot'; epoch: string; seq: number; state: BoardState }
  | { type: 'event'; seq: number; at: string; kind: string; changed: Changed }
  | { type: 'recommendation'; request: string; recommendation: Recommendation }
  | { type: 'underway'; journeys: Underway[] }
  | { type: 'resync'; reason: string }
  | { type: 'position_refused'; at: string; reason: string }
  | { type: 'error'; problem: Problem };
