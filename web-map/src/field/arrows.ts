/** Degrees that an arrow's head turns away from straight ahead, by OSRM's names. */
export const TURNS: Record<string, number> = {
  straight: 0,
  'slight right': 40,
  right: 90,
  'sharp right': 135,
  'merge to right': 40,
  'slight left': -40,
  left: -90,
  'sharp left': -135,
  'merge to left': -40,
};
