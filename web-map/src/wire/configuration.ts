/** The wire's words for what the service is: its name for everything, its goals, its forms, and what was changed of them. */
import type { LngLat, Priority, RequestType, Role } from './types';

/** What something is called: in the service's own language, and in others by BCP 47 tag. */
export interface Label {
  name: string;
  names: Record<string, string>;
}

export interface Named extends Label {
  id: string;
}

/** A kind of help as pages show it. */
export interface TypeInfo extends Label {
  type: RequestType;
  /** Goals of its own by priority, seconds. */
  goals: number[] | null;
  /** Not offered any more for new requests. */
  retired: boolean;
}

/** What the service calls things, for whoever is signed in. */
export interface ServiceInfo {
  name: Label;
  titles: Partial<Record<Role, Label>>;
  types: TypeInfo[];
  capabilities: Named[];
  /** Partners included. */
  sources: Named[];
  version: number;
}

export interface Question {
  id: string;
  text: string;
  answers: { id: string; text: string; weight: number }[];
}

export interface Threshold {
  score: number;
  priority: Priority;
}

/** A kind of help, whole. */
export interface KindOfHelp extends TypeInfo {
  /** What it is good for a team to have. */
  wants: string[];
  questions: Question[];
  thresholds: Threshold[];
}

export interface Configuration {
  service: Label;
  titles: Partial<Record<Role, Label>>;
  /** Seconds from received to on scene, by priority. */
  goals: number[];
  retention: { breadcrumb_days: number; access_days: number };
  capabilities: Named[];
  sources: Named[];
  partners: Named[];
  posts: { name: string; position: LngLat }[];
  zones: { name: string; ring: LngLat[] }[];
  request_types: KindOfHelp[];
  version: number;
}

/** An entry that a change changes; its id or name is empty where the section is one entry. */
export interface Difference {
  section: string;
  entry: string;
  change: 'added' | 'removed' | 'changed' | 'moved';
}

export interface PastChange {
  /** Its number in the log. */
  seq: number;
  at: string;
  actor: string;
  /** Of the configuration, after it. */
  version: number;
  changes: Difference[];
}
