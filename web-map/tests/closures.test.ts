import { describe, expect, it } from 'vitest';

import { ClosureDraft } from '../src/dispatch/closure-draft.svelte';
import { closureFeatures, positionsOf } from '../src/map/closures';
import { en } from '../src/text/en';
import type { LngLat } from '../src/wire/types';
import { closure } from './make';

const A: LngLat = [14.5, 35.9];
const B: LngLat = [14.51, 35.9];
const C: LngLat = [14.51, 35.91];

describe('a closure that is drawn', () => {
  it('is a street under one click, and another click moves it', () => {
    const draft = new ClosureDraft();
    draft.add(A);
    expect(draft.closure).toBeNull();
    draft.reason = ' Burst pipe ';
    draft.add(B);
    expect(draft.closure).toEqual({
      shape: { kind: 'point', at: B },
      effect: { kind: 'closed', scope: 'everyone' },
      reason: 'Burst pipe',
    });
  });

  it('is an area from three clicks on, and the last can be taken back', () => {
    const draft = new ClosureDraft();
    draft.choose('polygon');
    draft.reason = 'Parade';
    draft.effect = 'slow';
    draft.factor = 5;
    for (const point of [A, B, C]) draft.add(point);
    expect(draft.closure?.shape).toEqual({ kind: 'polygon', ring: [A, B, C] });
    expect(draft.closure?.effect).toEqual({ kind: 'slowed_by', factor: 5 });
    expect(draft.features().at(-1)?.geometry).toEqual({ type: 'LineString', coordinates: [A, B, C, A] });
    draft.removeLast();
    expect(draft.complete).toBe(false);
  });

  it('has times of the device, sent in UTC', () => {
    const draft = new ClosureDraft();
    draft.choose('street');
    draft.add(A);
    draft.add(B);
    draft.reason = 'Works';
    draft.begins = '2026-11-25T08:00';
    draft.ends = '2026-11-25T10:00';
    const sent = draft.closure;
    expect(sent?.shape).toEqual({ kind: 'street', from: A, to: B });
    expect(sent?.from).toBe(new Date('2026-11-25T08:00').toISOString());
    expect(Date.parse(sent?.until ?? '') - Date.parse(sent?.from ?? '')).toBe(2 * 3_600_000);
  });
});

describe('a closure on the map', () => {
  it('is its streets with a label that says what it is in words', () => {
    const [lines, label] = closureFeatures([closure('C2')], en.closures);
    expect(lines?.geometry).toEqual({ type: 'MultiLineString', coordinates: closure('C2').lines });
    expect(label?.properties).toMatchObject({ kind: 'closed', text: 'C2 closed' });
  });

  it('tells slow from closed and what is to come from what is in force', () => {
    const slow = closure('C3', { effect: { kind: 'slowed_by', factor: 2 } });
    const later = closure('C4', { state: 'scheduled', shape: { kind: 'polygon', ring: [A, B, C] }, lines: [] });
    const features = closureFeatures([slow, later], en.closures);
    expect(features.map(({ properties }) => properties?.kind)).toEqual(['slow', 'slow', 'scheduled', 'scheduled']);
    expect(features.at(2)?.geometry).toEqual({ type: 'Polygon', coordinates: [[A, B, C, A]] });
    expect(features.at(-1)?.properties?.text).toBe('C4 closed (scheduled)');
    expect(positionsOf(later)).toEqual([A, B, C]);
  });
});
