/** A closure that is being drawn: click by click, without dragging. */
import type { Feature } from 'geojson';

import type { ClosureEffect, ClosureShape, LngLat, NewClosure } from '../wire/types';

export const SHAPES = ['point', 'street', 'polygon'] as const;
export type ShapeKind = (typeof SHAPES)[number];

export const EFFECTS = ['everyone', 'except_destination', 'slow'] as const;
export type EffectKind = (typeof EFFECTS)[number];

/** How many times as long a slow street takes. */
export const FACTORS = [2, 3, 5, 10] as const;

/** Points that each shape needs, and the most it takes. */
const NEEDED: Record<ShapeKind, number> = { point: 1, street: 2, polygon: 3 };
const MOST: Record<ShapeKind, number> = { point: 1, street: 2, polygon: 500 };

export class ClosureDraft {
  shape = $state<ShapeKind>('point');
  points = $state.raw<readonly LngLat[]>([]);
  effect = $state<EffectKind>('everyone');
  factor = $state<number>(FACTORS[0]);
  /** As the browser's own date field writes it, in the device's time; empty for now, or for no end. */
  begins = $state('');
  ends = $state('');
  reason = $state('');

  /** Takes a point; one too many begins anew. */
  add(point: LngLat): void {
    this.points = this.points.length >= MOST[this.shape] ? [point] : [...this.points, point];
  }

  removeLast(): void {
    this.points = this.points.slice(0, -1);
  }

  choose(shape: ShapeKind): void {
    this.shape = shape;
    this.points = this.points.slice(0, MOST[shape]);
  }

  get complete(): boolean {
    return this.points.length >= NEEDED[this.shape] && this.reason.trim() !== '';
  }

  /** What is sent; `null` while something is missing. */
  get closure(): NewClosure | null {
    const shape = this.wireShape();
    if (!shape || !this.complete) return null;
    return {
      shape,
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
    return drawn;
  }

  private wireShape(): ClosureShape | null {
    const [first, second] = this.points;
    if (!first) return null;
    if (this.shape === 'point') return { kind: 'point', at: first };
    if (this.shape === 'polygon') return { kind: 'polygon', ring: [...this.points] };
    return second ? { kind: 'street', from: first, to: second } : null;
  }

  private wireEffect(): ClosureEffect {
    if (this.effect === 'slow') return { kind: 'slowed_by', factor: this.factor };
    return { kind: 'closed', scope: this.effect };
  }
}
