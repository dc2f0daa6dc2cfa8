import { describe, expect, it } from 'vitest';

import { instruction } from '../src/field/instruction';
import { en } from '../src/text/en';
import { es } from '../src/text/es';
import { ru } from '../src/text/ru';
import type { Step } from '../src/wire/types';

function step(type: string, modifier: string | null, name: string | null, more: { exit?: number; bearing?: number; ref?: string } = {}): Step {
  return {
    maneuver: {
      type,
      modifier,
      ...(more.exit === undefined ? {} : { exit: more.exit }),
      position: [0, 0],
      bearing_before: 0,
      bearing_after: more.bearing ?? 0,
    },
    name,
    ref: more.ref ?? null,
    distance: 0,
    duration: 0,
    instruction: '',
    geometry_index: [0, 0],
  };
}

describe('a step as a sentence', () => {
  it.each([
    [step('depart', null, 'A', { bearing: 350 }), 'Head north on A', 'Salga hacia el norte por A', 'Двигайтесь на север: A'],
    [step('depart', null, null, { bearing: 134 }), 'Head south-east', 'Salga hacia el sureste', 'Двигайтесь на юго-восток'],
    [step('turn', 'left', 'A'), 'Turn left onto A', 'Gire a la izquierda por A', 'Поверните налево: A'],
    [step('turn', 'slight right', null, { ref: 'B1' }), 'Bear right onto B1', 'Manténgase a la derecha por B1', 'Держитесь правее: B1'],
    [step('turn', null, null), 'Go straight', 'Siga recto', 'Двигайтесь прямо'],
    [step('new name', 'straight', 'A'), 'Continue onto A', 'Continúe por A', 'Продолжайте движение: A'],
    [step('continue', 'right', 'A'), 'Turn right to stay on A', 'Gire a la derecha para seguir por A', 'Поверните направо, оставаясь на своей улице: A'],
    [step('continue', 'uturn', 'A'), 'Make a U-turn on A', 'Dé la vuelta en A', 'Развернитесь: A'],
    [
      step('roundabout', null, 'A', { exit: 2 }),
      'At the roundabout, take the 2nd exit onto A',
      'En la rotonda, tome la 2.ª salida hacia A',
      'На кольце: 2-й съезд, A',
    ],
    [step('roundabout', null, null), 'Enter the roundabout', 'Entre en la rotonda', 'Въезжайте на кольцо'],
    [step('arrive', null, 'A'), 'You have arrived', 'Ha llegado', 'Вы на месте'],
  ])('%#', (given, english, spanish, russian) => {
    expect([en, es, ru].map((messages) => instruction(given, messages))).toEqual([english, spanish, russian]);
  });

  it('counts exits as they are spoken', () => {
    const spoken = [1, 2, 3, 4, 11, 12, 13, 21].map((exit) => /\d+\w+/.exec(instruction(step('roundabout', null, null, { exit }), en))?.[0]);
    expect(spoken).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st']);
  });
});
