/** The socket's binary frame of positions: a 16-byte header, then 16 bytes per team, little endian. */

const HEADER = 16;
const RECORD = 16;
const KIND_POSITIONS = 1;
const DEGREE = 1e-7;
const SPEED_UNKNOWN = 255;
const BEARING_UNKNOWN = 0x8000;

/** One team's position as it came. Bearing in degrees and speed in m/s are `NaN` when unknown; age in seconds. */
export interface Fix {
  team: number;
  lng: number;
  lat: number;
  bearing: number;
  speed: number;
  age: number;
}

/** Calls `each` for every record of a frame; the object is reused, so keep none. A frame that is not one is an error. */
export function readPositions(frame: ArrayBuffer, each: (fix: Fix) => void): void {
  const view = new DataView(frame);
  if (view.byteLength < HEADER || view.getUint8(0) !== KIND_POSITIONS) {
    throw new Error(`not a position frame: ${view.byteLength} bytes`);
  }
  const count = view.getUint16(2, true);
  if (view.byteLength < HEADER + count * RECORD) {
    throw new Error(`position frame cut short: ${count} records in ${view.byteLength} bytes`);
  }
  const originLng = view.getInt32(8, true);
  const originLat = view.getInt32(12, true);
  const fix: Fix = { team: 0, lng: 0, lat: 0, bearing: NaN, speed: NaN, age: 0 };
  for (let at = HEADER, end = HEADER + count * RECORD; at < end; at += RECORD) {
    const age = view.getUint16(at + 14, true);
    const speed = view.getUint8(at + 13);
    fix.team = view.getUint32(at, true);
    fix.lng = (originLng + view.getInt32(at + 4, true)) * DEGREE;
    fix.lat = (originLat + view.getInt32(at + 8, true)) * DEGREE;
    fix.bearing = age & BEARING_UNKNOWN ? NaN : (view.getUint8(at + 12) * 360) / 256;
    fix.speed = speed === SPEED_UNKNOWN ? NaN : speed / 2;
    fix.age = (age & ~BEARING_UNKNOWN) / 10;
    each(fix);
  }
}
