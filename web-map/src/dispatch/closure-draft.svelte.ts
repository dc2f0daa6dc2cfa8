/** A closure that is being drawn: click by click, without dragging. */
import type { Feature } from 'geojson';

import { bearing, degreesOf, type CompassPoint } from '../map/bearing';
import { KMH, MPH, units } from '../text/units.svelte';
import type { ClosureEffect, ClosureShape, LngLat, NewClosure } from '../wire/types';

export const SHAPES = ['point', 'street', 'polygon'] as const;
export type ShapeKind = (typeof SHAPES)[number];

export const EFFECTS = ['everyone', 'except_destination', 'slow'] as const;
export type EffectKind = (typeof EFFECTS)[number];

export const WAYS = ['both', 'one'] as const;
export type Ways = (typeof WAYS)[number];

export type SlowEffect = Exclude<ClosureEffect, { kind: 'closed' }>;

const TWICE: SlowEffect = { kind: 'slowed_by', factor: 2 };
const LONGER = [3, 5, 10].map((factor): SlowEffect => ({ kind: 'slowed_by', factor }));
const TO_KMH = [10, 20, 30, 50].map((kmh): SlowEffect => ({ kind: 'slowed_to', speed: kmh * KMH }));
const TO_MPH = [5, 10, 20, 30].map((mph): SlowEffect => ({ kind: 'slowed_to', speed: mph * MPH }));

/** How slow a street can be made: so many times as long, or no faster than a speed that is round on the city's signs. */
export function slowEffects(): SlowEffect[] {
  return [TWICE, ...LONGER, ...(units.imperial ? TO_MPH : TO_KMH)];
}

/** Points that each shape needs, and the most it takes. */
const NEEDED: Record<ShapeKind, number> = { point: 1, street: 2, polygon: 3 };
const MOST: Record<ShapeKind, number> = { point: 1, street: 2, polygon: 500 };

export class ClosureDraft {
  shape = $state<ShapeKind>('point');
  points = $state.raw<readonly LngLat[]>([]);
  effect = $state<EffectKind>('everyone');
  slow = $state.raw<SlowEffect>(TWICE);
  ways = $state<Ways>('both');
  /** One way along a street: from the second point to the first. */
  reversed = $state(false);
  /** One way of anything else; `null` until somebody chose: a default would be a guess. */
  compass = $state<CompassPoint | null>(null);
  /** As the browser's own date field writes it, in the device's time; empty for now, or for no end. */
  begins = $state('');
  ends = $state('');
  reason = $state('');

  /** Takes a point; one too many begins anew, and a double click is one point. */
  add(point: LngLat): void {
    const last = this.points.at(-1);
    if (last && bearing(last, point) === null) return;
    this.points = this.points.length >= MOST[this.shape] ? [point] : [...this.points, point];
  }

  removeLast(): void {
    this.points = this.points.slice(0, -1);
  }

  choose(shape: ShapeKind): void {
    this.shape = shape;
    this.points = this.points.slice(0, MOST[shape]);
  }

  /** Begins anew; what kind of closure it is stays, its direction does not: that belongs to the place. */
  clear(): void {
    this.points = [];
    this.ways = 'both';
    this.reversed = false;
    this.compass = null;
    this.reason = '';
    this.begins = '';
    this.ends = '';
  }

  get complete(): boolean {
    const directed = this.ways === 'both' || this.heading !== null;
    return directed && this.points.length >= NEEDED[this.shape] && this.reason.trim() !== '';
  }

  /** The one way that is meant, in degrees; `null` for both, and while it is not known. The server takes all within a quarter turn. */
  get heading(): number | null {
    if (this.ways === 'both') return null;
    if (this.shape !== 'street') return this.compass === null ? null : degreesOf(this.compass);
    const [first, second] = this.reversed ? [this.points[1], this.points[0]] : this.points;
    return first && second ? bearing(first, second) : null;
  }

  /** What is sent; `null` while something is missing. */
  get closure(): NewClosure | null {
    const shape = this.wireShape();
    if (!shape || !this.complete) return null;
    const { heading } = this;
    return {
      shape,
      ...(heading === null ? {} : { heading }),
      effect: this.wireEffect(),
      ...(this.begins ? { from: new Date(this.begins).toISOString() } : {}),
      ...(this.ends ? { until: new Date(this.ends).toISOString() } : {}),
      reason: this.reason.trim(),
    };
  }

  /** What is drawn of it on the map. */
  features(): Feature[] {
    const points = [...this.points];
    const drawn: Feature[] = points.map((coordinates) => ({
      type: 'Feature',
      geometry: { type: 'Point', coordinates },
      properties: {},
    }));
    const first = points[0];
    const line = this.shape === 'polygon' && first && points.length > 2 ? [...points, first] : points;
    if (line.length > 1) drawn.push({ type: 'Feature', geometry: { type: 'LineString', coordinates: line }, properties: {} });
    return [...drawn, ...this.arrow()];
  }

  /** The direction, in the middle of what is drawn, or beside it when that is a point. */
  private arrow(): Feature[] {
    const { heading, points } = this;
    if (heading === null || points.length === 0) return [];
    const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
    return [{ type: 'Feature', geometry: { type: 'Point', coordinates: [mean(0), mean(1)] }, properties: { heading, beside: points.length === 1 } }];
  }

  private wireShape(): ClosureShape | null {
    const [first, second] = this.points;
    if (!first) return null;
    if (this.shape === 'point') return { kind: 'point', at: first };
    if (this.shape === 'polygon') return { kind: 'polygon', ring: [...this.points] };
    return second ? { kind: 'street', from: first, to: second } : null;
  }

  private wireEffect(): ClosureEffect {
    return this.effect === 'slow' ? this.slow : { kind: 'closed', scope: this.effect };
  }
}
