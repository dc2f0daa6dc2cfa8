/** Closures as they are drawn: the streets or the area, and a label beside it. */
import type { Feature } from 'geojson';

import type { Closure, LngLat } from '../wire/types';

/** The words of a label. */
export interface ClosureWords {
  label: Record<'everyone' | 'except_destination' | 'slow', string>;
  state: Record<Closure['state'], string>;
}

export function closureFeatures(closures: readonly Closure[], words: ClosureWords): Feature[] {
  return closures.flatMap((closure) => {
    const properties = { id: closure.id, kind: kindOf(closure), text: labelOf(closure, words) };
    const [anchor] = positionsOf(closure);
    const drawn: Feature[] = [{ type: 'Feature', geometry: geometryOf(closure), properties }];
    if (anchor) drawn.push({ type: 'Feature', geometry: { type: 'Point', coordinates: anchor }, properties });
    return drawn;
  });
}

/** Where a closure is: the middle of its first street or a corner of its area first, then all of its points. */
export function positionsOf({ shape, lines }: Closure): LngLat[] {
  if (shape.kind === 'polygon') return shape.ring;
  const first = lines[0] ?? [];
  const middle = first[Math.floor(first.length / 2)];
  return [...(middle ? [middle] : []), ...lines.flat()];
}

/** What it is in one word, as on its label. */
export function effectOf({ effect }: Closure): 'everyone' | 'except_destination' | 'slow' {
  return effect.kind === 'closed' ? effect.scope : 'slow';
}

function kindOf(closure: Closure): 'closed' | 'slow' | 'scheduled' {
  if (closure.state === 'scheduled') return 'scheduled';
  return closure.effect.kind === 'closed' ? 'closed' : 'slow';
}

function labelOf(closure: Closure, words: ClosureWords): string {
  const text = `${closure.id} ${words.label[effectOf(closure)]}`;
  return closure.state === 'scheduled' ? `${text} (${words.state.scheduled})` : text;
}

function geometryOf({ shape, lines }: Closure): Feature['geometry'] {
  if (shape.kind !== 'polygon') return { type: 'MultiLineString', coordinates: lines };
  return { type: 'Polygon', coordinates: [[...shape.ring, ...shape.ring.slice(0, 1)]] };
}
