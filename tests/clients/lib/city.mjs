// A server of the bundled city that answers OSRM's API, and places in that city.
import { startServer } from '../../browser/lib/server.mjs';

export const PLACES = [
  [14.4897, 35.8989],
  [14.5105, 35.8972],
  [14.4955, 35.912],
  [14.5021, 35.8841],
  [14.4719, 35.8945],
  [14.4893, 35.919],
  [14.5165, 35.8831],
];

export function startCity() {
  return startServer({ more: ['--routing-listen', '0'] });
}

/** All pairs of two different places. */
export function pairs() {
  return PLACES.flatMap((from) => PLACES.filter((to) => to !== from).map((to) => [from, to]));
}

/** The answer to a question about a route, which must be `Ok`. */
export async function route(base, places, options) {
  const address = places.map((place) => place.join(',')).join(';');
  const answer = await fetch(`${base}/route/v1/driving/${address}?${options}`);
  const body = await answer.json();
  if (body.code !== 'Ok') throw new Error(JSON.stringify(body));
  return body;
}
