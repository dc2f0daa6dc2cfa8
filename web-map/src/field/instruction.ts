/**
 * A step of a route as a sentence in the reader's language, made from its manoeuvre and street.
 * In English it is word for word the server's `instruction`; a browser test compares the two.
 */
import type { Messages } from '../text/en';
import type { Step } from '../wire/types';

export function instruction({ maneuver, name, ref }: Step, { guide }: Messages): string {
  const street = name ?? ref ?? '';
  const turn = guide.turns[(maneuver.modifier ?? 'straight') as keyof typeof guide.turns] ?? guide.turns.straight;
  switch (maneuver.type) {
    case 'depart':
      return guide.depart(guide.compass[Math.round(maneuver.bearing_after / 45) % 8] ?? '', street);
    case 'new name':
      return guide.goOn(street);
    case 'continue':
      return maneuver.modifier === 'uturn' ? guide.turnRound(street) : guide.stayOn(turn, street);
    case 'roundabout':
      return maneuver.exit ? guide.roundabout(maneuver.exit, street) : guide.enterRoundabout;
    case 'arrive':
      return guide.arrive;
    default:
      return guide.turn(turn, street);
  }
}
