/** Where the teams are: plain typed arrays, indexed by slot, so that an update allocates nothing. */
import type { Fix } from '../wire/positions';

const FIRST_CAPACITY = 64;

/** The last fix of every team. Times are milliseconds of the local monotonic clock. */
export class Fleet {
  /** Number of teams with a position. */
  count = 0;
  /** Grows with every accepted fix; a view that saw this number is up to date. */
  revision = 0;
  private slots = new Map<number, number>();
  private lngs = new Float64Array(FIRST_CAPACITY);
  private lats = new Float64Array(FIRST_CAPACITY);
  private bearings = new Float32Array(FIRST_CAPACITY);
  private fixedAt = new Float64Array(FIRST_CAPACITY);

  /** Takes a fix that came at `now`. */
  put(fix: Fix, now: number): void {
    const slot = this.slots.get(fix.team) ?? this.newSlot(fix.team);
    this.lngs[slot] = fix.lng;
    this.lats[slot] = fix.lat;
    // A car that stands keeps the direction it had.
    if (!Number.isNaN(fix.bearing)) this.bearings[slot] = fix.bearing;
    this.fixedAt[slot] = now - fix.age * 1000;
    this.revision += 1;
  }

  /** Where a team is, or `null` when it has told nothing yet. */
  position(team: number): [number, number] | null {
    const slot = this.slots.get(team);
    return slot === undefined ? null : [this.lngs[slot] ?? NaN, this.lats[slot] ?? NaN];
  }

  /** Age in seconds of a team's position at `now`, or `null` when it has none. */
  age(team: number, now: number): number | null {
    const slot = this.slots.get(team);
    return slot === undefined ? null : Math.max(0, (now - (this.fixedAt[slot] ?? now)) / 1000);
  }

  /** Direction in degrees clockwise from north; `NaN` when unknown. */
  bearing(team: number): number {
    const slot = this.slots.get(team);
    return slot === undefined ? NaN : (this.bearings[slot] ?? NaN);
  }

  private newSlot(team: number): number {
    if (this.count === this.lngs.length) this.grow();
    const slot = this.count;
    this.count += 1;
    this.slots.set(team, slot);
    this.bearings[slot] = NaN;
    return slot;
  }

  private grow(): void {
    const size = this.lngs.length * 2;
    this.lngs = enlarged(new Float64Array(size), this.lngs);
    this.lats = enlarged(new Float64Array(size), this.lats);
    this.bearings = enlarged(new Float32Array(size), this.bearings);
    this.fixedAt = enlarged(new Float64Array(size), this.fixedAt);
  }
}

function enlarged<T extends Float32Array | Float64Array>(into: T, from: T): T {
  into.set(from);
  return into;
}
