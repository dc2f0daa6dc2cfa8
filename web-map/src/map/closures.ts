/** Closures as they are drawn: the streets or the area, and a label beside it. */
import type { Feature } from 'geojson';

import { speed } from '../text/format';
import type { Closure, LngLat } from '../wire/types';
import { compassOf, type CompassPoint } from './bearing';

/** The words of a label. */
export interface ClosureWords {
  label: Record<'everyone' | 'except_destination' | 'slow', string>;
  slowTo: (speed: string) => string;
  bound: Record<CompassPoint, string>;
  only: (bound: string) => string;
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

/** What it is in a few words, as on its label: "closed, northbound only". */
export function effectOf({ effect, heading }: Closure, words: ClosureWords): string {
  const what = effect.kind === 'slowed_to' ? words.slowTo(speed(effect.speed)) : words.label[effect.kind === 'closed' ? effect.scope : 'slow'];
  return heading === null ? what : `${what}, ${words.only(words.bound[compassOf(heading)])}`;
}

function kindOf(closure: Closure): 'closed' | 'slow' | 'scheduled' {
  if (closure.state === 'scheduled') return 'scheduled';
  return closure.effect.kind === 'closed' ? 'closed' : 'slow';
}

function labelOf(closure: Closure, words: ClosureWords): string {
  const text = `${closure.id} ${effectOf(closure, words)}`;
  return closure.state === 'scheduled' ? `${text} (${words.state.scheduled})` : text;
}

function geometryOf({ shape, lines }: Closure): Feature['geometry'] {
  if (shape.kind !== 'polygon') return { type: 'MultiLineString', coordinates: lines };
  return { type: 'Polygon', coordinates: [[...shape.ring, ...shape.ring.slice(0, 1)]] };
}
