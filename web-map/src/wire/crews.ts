/** The wire's words for who works with what, when and to where. */
import type { LngLat } from './types';

/** Somebody who works in teams; the name is missing for roles that have no need of it. */
export interface Member {
  id: string;
  name: string | null;
  capabilities: string[];
  retired_at: string | null;
  version: number;
}

export interface Vehicle {
  id: string;
  label: string;
  capabilities: string[];
  seats: number;
  /** Why it may not be driven now. */
  out_of_service: string | null;
  version: number;
}

/** A phone or tracker that sends a team's positions. */
export interface Device {
  id: string;
  team: string;
  name: string;
  made_at: string;
  /** When it sent something the last time. */
  heard_at: string | null;
}

/** An address that an app is set up with, and its QR code as an SVG picture; both hold the token. */
export interface SetupCode {
  url: string;
  qr: string | null;
}

/** A device as it was made: the token and the codes are told this once. */
export interface MadeDevice extends Device {
  token: string;
  setup: { traccar: SetupCode; owntracks: SetupCode };
}

/** Who and what a team consists of; what is not given is nobody and nothing. */
export interface Crew {
  members: string[] | null;
  vehicle: string | null;
}

/** A team's time of work. */
export interface Shift {
  id: string;
  team: string;
  crew: Crew;
  from: string;
  until: string | null;
  state: 'planned' | 'running' | 'ended' | 'cancelled';
  version: number;
}

/** Opening hours: spans of minutes of the week from Monday midnight, in the city's own time. */
export type Hours = [from: number, to: number][];

/** A place that people are taken to. */
export interface Destination {
  id: string;
  name: string;
  position: LngLat;
  address: string | null;
  /** `null`: always open. */
  hours: Hours | null;
  /** Places free as last told; `null` where nobody counts. */
  places: number | null;
  retired_at: string | null;
  version: number;
}

export interface NewTeam {
  callsign: string;
  capabilities: string[];
  post?: LngLat;
}

export interface NewMember {
  name: string;
  capabilities: string[];
}

export interface NewVehicle {
  label: string;
  capabilities: string[];
  seats: number;
}

export interface NewShift {
  team: string;
  crew: Crew;
  from: string;
  until: string;
}

export interface NewDestination {
  name: string;
  position: LngLat;
  address?: string;
  hours?: Hours;
  places?: number;
}
