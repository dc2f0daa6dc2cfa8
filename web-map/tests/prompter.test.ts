import { describe, expect, it } from 'vitest';

import { progress } from '../src/field/guidance';
import { Prompter } from '../src/field/prompter';
import type { FollowedRoute, LngLat, Step } from '../src/wire/types';

/** East along a street for 1 km, then north for 1 km, at the equator. */
const KM = 1000 / 111_195;
const LINE: LngLat[] = [
  [0, 0],
  [KM, 0],
  [KM, KM],
];

const step = (from: number, to: number): Step => ({
  maneuver: { type: 'turn', modifier: null, position: LINE[from] ?? [0, 0], bearing_before: 0, bearing_after: 0 },
  name: null,
  ref: null,
  distance: from === to ? 0 : 1000,
  duration: 100,
  instruction: '',
  translations: { es: '', ru: '' },
  lanes: [],
  geometry_index: [from, to],
});

function route(number: number | null): FollowedRoute {
  const said = (departure: string, soon: string, turn: string, arrival: string) => [
    { text: departure, step: 0, before: 1000 },
    { text: soon, step: 0, before: 300 },
    { text: turn, step: 0, before: 50 },
    { text: arrival, step: 1, before: 40 },
  ];
  return {
    number,
    duration: 200,
    distance: 2000,
    geometry: { type: 'LineString', coordinates: LINE },
    steps: [step(0, 1), step(1, 2), step(2, 2)],
    announcements: {
      en: said('go east', 'soon left', 'left', 'there'),
      es: said('al este', 'pronto a la izquierda', 'izquierda', 'llegada'),
      ru: [],
    },
  };
}

/** What is said at places so many metres from the start. */
function drive(prompter: Prompter, way: FollowedRoute, places: number[], code: 'en' | 'es' | 'ru' = 'en'): string[] {
  return places.flatMap((metres) => {
    const position: LngLat = metres <= 1000 ? [(metres / 1000) * KM, 0] : [KM, ((metres - 1000) / 1000) * KM];
    const at = progress(way, position);
    return at ? (prompter.due(way, at, code) ?? []) : [];
  });
}

const EVERY_25_M = Array.from({ length: 81 }, (_, index) => index * 25);

describe('announcements', () => {
  it('are each made once, in order', () => {
    const twice = EVERY_25_M.flatMap((place) => [place, place]);
    expect(drive(new Prompter(), route(1), twice)).toEqual(['go east', 'soon left', 'left', 'there']);
    expect(drive(new Prompter(), route(1), EVERY_25_M, 'es')).toEqual(['al este', 'pronto a la izquierda', 'izquierda', 'llegada']);
    expect(drive(new Prompter(), route(1), EVERY_25_M, 'ru')).toEqual([]);
  });

  it('wait for their place', () => {
    const prompter = new Prompter();
    expect(drive(prompter, route(1), [0, 690])).toEqual(['go east']);
    expect(drive(prompter, route(1), [700])).toEqual(['soon left']);
  });

  it('are left out when they come too late', () => {
    expect(drive(new Prompter(), route(1), [0, 960, 1500])).toEqual(['go east', 'left']);
    expect(drive(new Prompter(), route(1), [0, 1200, 1970])).toEqual(['go east', 'there']);
  });

  it('are not repeated when the same way is told again, nor when it gets its number', () => {
    const prompter = new Prompter();
    expect(drive(prompter, route(null), [0, 710])).toEqual(['go east', 'soon left']);
    expect(drive(prompter, route(1), [720])).toEqual([]);
    const rest = route(1);
    rest.announcements.en[0] = { text: 'go on east', step: 0, before: 1000 };
    expect(drive(prompter, rest, [730, 960])).toEqual(['left']);
  });

  it('begin anew on another way, and are silent off the way', () => {
    const prompter = new Prompter();
    expect(drive(prompter, route(1), [0, 710])).toEqual(['go east', 'soon left']);
    const off = progress(route(1), [KM * 0.96, -KM * 0.2]);
    expect(off && prompter.due(route(1), { ...off, next: 1, travelled: 960 }, 'en')).toBeNull();
    expect(drive(prompter, route(2), [0, 710, 960])).toEqual(['go east', 'soon left', 'left']);
  });
});
