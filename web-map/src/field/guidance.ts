/** Where on its route a team is, and what it has to do next. Plain geometry; no map. */
import type { LanguageCode } from '../text/language.svelte';
import type { LngLat, Route, Step } from '../wire/types';

/** Metres per degree of latitude. */
const DEGREE_M = 111_195;

export interface Progress {
  /** Index of the step whose manoeuvre comes next. */
  next: number;
  /** Metres to that manoeuvre. */
  toNext: number;
  /** Metres and seconds to the end. */
  distance: number;
  duration: number;
  /** Metres between the position and the route. */
  off: number;
}

/** How far along `route` the position is; `null` for a route without geometry. */
export function progress(route: Route, position: LngLat): Progress | null {
  const line = route.geometry.coordinates;
  if (line.length < 2 || route.steps.length === 0) return null;
  const along = lengths(line);
  const total = along.at(-1) ?? 0;
  const { travelled, off } = project(line, along, position);
  const starts = route.steps.map(({ geometry_index: [from] }) => along[Math.min(from, along.length - 1)] ?? 0);
  // The manoeuvre of the step one is in is done; the one of the step after comes.
  const found = starts.findIndex((start) => start > travelled + 1);
  const next = found < 0 ? route.steps.length - 1 : found;
  const toNext = Math.max(0, (starts[next] ?? total) - travelled);
  const share = total > 0 ? (total - travelled) / total : 0;
  return { next, toNext: found < 0 ? total - travelled : toNext, distance: total - travelled, duration: route.duration * share, off };
}

/** What to do, as the server words it in the reader's language. */
export function instruction(step: Step, code: LanguageCode): string {
  return code === 'en' ? step.instruction : step.translations[code];
}

/** The sign for a manoeuvre: one of a few arrows, named for the icon set. */
export function arrowOf({ maneuver: { type, modifier } }: Step): string {
  if (type === 'arrive') return 'arrive';
  if (type.includes('roundabout') || type.includes('rotary')) return 'roundabout';
  return modifier ?? 'straight';
}

/** Cumulated length in metres at each vertex. */
function lengths(line: readonly LngLat[]): number[] {
  const along = [0];
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1] as LngLat, line[i] as LngLat];
    along.push((along[i - 1] as number) + Math.hypot(...metres(a, b)));
  }
  return along;
}

function project(line: readonly LngLat[], along: readonly number[], position: LngLat): { travelled: number; off: number } {
  let best = { travelled: 0, off: Infinity };
  for (let i = 1; i < line.length; i += 1) {
    const a = line[i - 1] as LngLat;
    const [dx, dy] = metres(a, line[i] as LngLat);
    const [px, py] = metres(a, position);
    const square = dx * dx + dy * dy;
    const part = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
    const off = Math.hypot(px - part * dx, py - part * dy);
    if (off < best.off) best = { travelled: (along[i - 1] as number) + part * Math.sqrt(square), off };
  }
  return best;
}

/** East and north metres from `a` to `b`; exact enough within a city. */
function metres(a: LngLat, b: LngLat): [number, number] {
  const scale = Math.cos((a[1] * Math.PI) / 180);
  return [(b[0] - a[0]) * DEGREE_M * scale, (b[1] - a[1]) * DEGREE_M];
}
