/** Directions on the ground: degrees clockwise from north, or one of the compass's eight. */
import type { LngLat } from '../wire/types';

/** In order, 45 degrees apart. */
export const COMPASS = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;
export type CompassPoint = (typeof COMPASS)[number];

/** The direction in which one sets out to a point, in whole degrees below 360; `null` when one is there. */
export function bearing([lngA, latA]: LngLat, [lngB, latB]: LngLat): number | null {
  if (lngA === lngB && latA === latB) return null;
  const [a, b, lng] = [radians(latA), radians(latB), radians(lngB - lngA)];
  const east = Math.sin(lng) * Math.cos(b);
  const north = Math.cos(a) * Math.sin(b) - Math.sin(a) * Math.cos(b) * Math.cos(lng);
  // Rounded first: 359.6 is 0, and the server takes no 360.
  return (Math.round((Math.atan2(east, north) * 180) / Math.PI) + 360) % 360;
}

export function degreesOf(point: CompassPoint): number {
  return COMPASS.indexOf(point) * 45;
}

/** The nearest of the compass's eight. */
export function compassOf(degrees: number): CompassPoint {
  return COMPASS[Math.round(degrees / 45) % COMPASS.length] ?? 'n';
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
