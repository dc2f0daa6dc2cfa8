/** Places with something to know about them: warnings near a point, and where people can be taken. */
import type { Destination, Flag, LngLat } from '../wire/types';
import type { Board } from './board';

/** Mean radius of the Earth (IUGG), metres: the server's, so that both find the same warnings. */
const EARTH_RADIUS_M = 6_371_008.8;
/** A warning this far from a place, metres, does not hold there, but whoever goes there may pass it. */
const NEARBY_M = 150;

/** A warning, how far away it is, and whether it holds at the place itself. */
export interface NearFlag {
  flag: Flag;
  distance: number;
  holds: boolean;
}

/** Great-circle distance in metres (haversine). */
export function distanceBetween([lngA, latA]: LngLat, [lngB, latB]: LngLat): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const h =
    Math.sin(radians(latB - latA) / 2) ** 2 +
    Math.cos(radians(latA)) * Math.cos(radians(latB)) * Math.sin(radians(lngB - lngA) / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.sqrt(Math.min(1, h)));
}

/** Warnings that hold at a place or near it and have not ended, the nearest first. */
export function flagsNear(board: Board, place: LngLat): NearFlag[] {
  return [...board.flags.values()]
    .filter(({ ended_at }) => ended_at === null)
    .map((flag) => {
      const distance = distanceBetween(flag.position, place);
      return { flag, distance, holds: distance <= flag.radius };
    })
    .filter(({ distance, holds }) => holds || distance <= NEARBY_M)
    .sort((a, b) => a.distance - b.distance);
}

/** Destinations on the list, by name. */
export function openDestinations(board: Board): Destination[] {
  return [...board.destinations.values()].filter(({ retired_at }) => retired_at === null).sort((a, b) => a.name.localeCompare(b.name));
}

/** Places left at a destination, as the server counts: those that teams are taking somebody to are taken. `null`: nobody counts. */
export function placesLeft(board: Board, { id, places }: Destination): number | null {
  if (places === null) return null;
  const taken = [...board.teams.values()].filter(({ assignment }) => assignment !== null && board.assignments.get(assignment)?.destination === id);
  return Math.max(0, places - taken.length);
}
