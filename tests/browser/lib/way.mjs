// Where a car is while it drives along a line.

const EARTH_M = 6_371_000;
/** Fast, but not so fast that the server takes it for an error: 50 m/s. */
const STEP_M = 25;
export const STEP_MS = 500;

/** Metres between two positions of a city. */
export function metres([lngA, latA], [lngB, latB]) {
  const rad = Math.PI / 180;
  return EARTH_M * rad * Math.hypot(latB - latA, (lngB - lngA) * Math.cos(latA * rad));
}

/** Points along a line, `STEP_M` apart, its end included. */
export function along(line) {
  const points = [line[0]];
  let toGo = STEP_M;
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1], line[i]];
    const length = metres(a, b);
    for (; toGo <= length; toGo += STEP_M) {
      points.push([a[0] + ((b[0] - a[0]) * toGo) / length, a[1] + ((b[1] - a[1]) * toGo) / length]);
    }
    toGo -= length;
  }
  return [...points, line.at(-1)];
}
