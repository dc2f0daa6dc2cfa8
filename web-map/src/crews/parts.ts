/** The parts of the page, in the order in which they are needed most. */
export const PARTS = ['shifts', 'teams', 'members', 'vehicles', 'devices', 'destinations'] as const;
export type PartName = (typeof PARTS)[number];

/** The part that an address names, or the first. */
export function partOf(hash: string): PartName {
  return PARTS.find((part) => hash === `#${part}`) ?? PARTS[0];
}
