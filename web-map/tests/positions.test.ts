import { describe, expect, it } from 'vitest';

import { Fleet } from '../src/live/fleet';
import { readPositions, type Fix } from '../src/wire/positions';

interface Record16 {
  team: number;
  dlng: number;
  dlat: number;
  bearing: number;
  speed: number;
  age: number;
}

function frame(origin: [number, number], records: Record16[]): ArrayBuffer {
  const view = new DataView(new ArrayBuffer(16 + records.length * 16));
  view.setUint8(0, 1);
  view.setUint16(2, records.length, true);
  view.setInt32(8, origin[0], true);
  view.setInt32(12, origin[1], true);
  records.forEach(({ team, dlng, dlat, bearing, speed, age }, index) => {
    const at = 16 + index * 16;
    view.setUint32(at, team, true);
    view.setInt32(at + 4, dlng, true);
    view.setInt32(at + 8, dlat, true);
    view.setUint8(at + 12, bearing);
    view.setUint8(at + 13, speed);
    view.setUint16(at + 14, age, true);
  });
  return view.buffer as ArrayBuffer;
}

function read(buffer: ArrayBuffer): Fix[] {
  const fixes: Fix[] = [];
  readPositions(buffer, (fix) => fixes.push({ ...fix }));
  return fixes;
}

describe('a position frame', () => {
  it('gives positions, directions, speeds and ages in their units', () => {
    const [one, two] = read(
      frame([145_000_000, 359_000_000], [
        { team: 7, dlng: 1234, dlat: -4321, bearing: 64, speed: 21, age: 15 },
        { team: 90_000, dlng: 0, dlat: 0, bearing: 9, speed: 255, age: 0x8000 | 600 },
      ]),
    );
    expect(one?.team).toBe(7);
    expect(one?.lng).toBeCloseTo(14.5001234, 9);
    expect(one?.lat).toBeCloseTo(35.8995679, 9);
    expect(one).toMatchObject({ bearing: 90, speed: 10.5, age: 1.5 });
    expect(two).toMatchObject({ team: 90_000, bearing: NaN, speed: NaN, age: 60 });
  });

  it('is refused when it is cut short or something else', () => {
    const whole = frame([0, 0], [{ team: 1, dlng: 0, dlat: 0, bearing: 0, speed: 0, age: 0 }]);
    expect(() => read(whole.slice(0, 20))).toThrow('cut short');
    expect(() => read(whole.slice(0, 8))).toThrow('not a position frame');
    new DataView(whole).setUint8(0, 2);
    expect(() => read(whole)).toThrow('not a position frame');
  });
});

describe('the fleet', () => {
  const fix = { team: 3, lng: 14.5, lat: 35.9, bearing: 90, speed: 5, age: 2 };

  it('grows the age of a position with time', () => {
    const fleet = new Fleet();
    fleet.put(fix, 10_000);
    expect(fleet.age(3, 10_000)).toBe(2);
    expect(fleet.age(3, 40_000)).toBe(32);
    expect(fleet.age(4, 40_000)).toBeNull();
  });

  it('keeps the direction of a car that stands', () => {
    const fleet = new Fleet();
    fleet.put(fix, 0);
    fleet.put({ ...fix, bearing: NaN, speed: 0 }, 500);
    expect(fleet.bearing(3)).toBe(90);
  });

  it('holds thousands of teams', () => {
    const fleet = new Fleet();
    for (let team = 1; team <= 5000; team += 1) fleet.put({ ...fix, team, lng: team / 1000 }, 0);
    expect(fleet.count).toBe(5000);
    expect(fleet.position(1)?.[0]).toBe(0.001);
    expect(fleet.position(5000)?.[0]).toBe(5);
  });
});
