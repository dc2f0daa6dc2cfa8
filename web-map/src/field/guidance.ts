/** Where on its route a team is, and what it has to do next. Plain geometry; no map. */
import type { LanguageCode } from '../text/language.svelte';
import type { Lane, LngLat, Route, Step } from '../wire/types';

/** Metres per degree of latitude. */
const DEGREE_M = 111_195;
/** A position is looked for this far behind and ahead of where it is expected on the route, metres. */
const WINDOW_M = [-80, 250] as const;
/** Farther from the route than this is off it, metres: more than a street's width and a poor fix. */
export const OFF_ROUTE_M = 60;

export interface Progress {
  /** Index of the step whose manoeuvre comes next. */
  next: number;
  /** Metres to that manoeuvre. */
  toNext: number;
  /** Metres from the start. */
  travelled: number;
  /** Metres and seconds to the end. */
  distance: number;
  duration: number;
  /** Metres between the position and the route. */
  off: number;
}

/**
 * How far along `route` the position is; `null` for a route without geometry. Where the route comes by twice, the place near
 * `expected` (metres from its start) counts, if the position fits there.
 */
export function progress(route: Route, position: LngLat, expected: number | null = null): Progress | null {
  const line = route.geometry.coordinates;
  if (line.length < 2 || route.steps.length === 0) return null;
  const along = lengths(line);
  const total = along.at(-1) ?? 0;
  const window = expected === null ? null : ([expected + WINDOW_M[0], expected + WINDOW_M[1]] as const);
  const near = window && project(line, along, position, window);
  const { travelled, off } = near && near.off <= OFF_ROUTE_M ? near : project(line, along, position);
  const starts = stepStarts(route);
  // The manoeuvre of the step one is in is done; the one of the step after comes.
  const found = starts.findIndex((start) => start > travelled + 1);
  const next = found < 0 ? route.steps.length - 1 : found;
  const toNext = found < 0 ? total - travelled : Math.max(0, (starts[next] ?? total) - travelled);
  return { next, toNext, travelled, distance: total - travelled, duration: timeLeft(route, next, toNext), off };
}

/** Where on the route's line each step begins, metres. */
export function stepStarts(route: Route): number[] {
  const along = lengths(route.geometry.coordinates);
  return route.steps.map(({ geometry_index: [from] }) => along[Math.min(from, along.length - 1)] ?? 0);
}

/** Seconds to the end, with `toNext` metres left to the beginning of the step `next`. */
function timeLeft({ steps }: Route, next: number, toNext: number): number {
  const here = steps[next - 1];
  const share = here && here.distance > 0 ? Math.min(1, toNext / here.distance) : 0;
  return steps.slice(next).reduce((sum, { duration }) => sum + duration, (here?.duration ?? 0) * share);
}

/** Which lanes to take: a side and how many, or their numbers from the left where they do not lie side by side at one. */
export function lanesToUse(lanes: readonly Lane[]): { side: 'left' | 'middle' | 'right'; count: number } | { numbers: number[] } {
  const numbers = lanes.flatMap(({ usable }, index) => (usable ? [index + 1] : []));
  const [first = 0, last = 0] = [numbers[0], numbers.at(-1)];
  const count = numbers.length;
  const together = last - first + 1 === count;
  if (together && first === 1) return { side: 'left', count };
  if (together && last === lanes.length) return { side: 'right', count };
  if (together && first - 1 === lanes.length - last) return { side: 'middle', count };
  return { numbers };
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

/** The nearest place of the line; of a part of it, where a window is given. */
function project(
  line: readonly LngLat[],
  along: readonly number[],
  position: LngLat,
  [from, to]: readonly [number, number] = [-Infinity, Infinity],
): { travelled: number; off: number } {
  let best = { travelled: 0, off: Infinity };
  for (let i = 1; i < line.length; i += 1) {
    const [begin, end] = [along[i - 1] as number, along[i] as number];
    if (end < from || begin > to) continue;
    const a = line[i - 1] as LngLat;
    const [dx, dy] = metres(a, line[i] as LngLat);
    const [px, py] = metres(a, position);
    const square = dx * dx + dy * dy;
    const part = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
    const off = Math.hypot(px - part * dx, py - part * dy);
    if (off < best.off) best = { travelled: begin + part * Math.sqrt(square), off };
  }
  return best;
}

/** East and north metres from `a` to `b`; exact enough within a city. */
function metres(a: LngLat, b: LngLat): [number, number] {
  const scale = Math.cos((a[1] * Math.PI) / 180);
  return [(b[0] - a[0]) * DEGREE_M * scale, (b[1] - a[1]) * DEGREE_M];
}
