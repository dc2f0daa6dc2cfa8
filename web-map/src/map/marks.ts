/** How a team's status looks: colour (Okabe-Ito), shape and a three-letter code, so that no two rely on colour alone. */
import type { TeamStatus } from '../wire/types';

/** Order is the number that the WebGL layer knows a shape by. */
export const SHAPES = ['circle', 'diamond', 'triangle', 'square', 'hexagon', 'cross', 'star'] as const;
export type Shape = (typeof SHAPES)[number];

export interface Mark {
  shape: Shape;
  colour: string;
  code: string;
}

const GREEN = '#009e73';
const ORANGE = '#e69f00';
const BLUE = '#0072b2';
const VERMILION = '#d55e00';
const PURPLE = '#cc79a7';
const SKY = '#56b4e9';
const YELLOW = '#f0e442';
const GREY = '#8c959f';

export const MARKS: Record<TeamStatus, Mark> = {
  available: { shape: 'circle', colour: GREEN, code: 'AVL' },
  assigned: { shape: 'diamond', colour: ORANGE, code: 'ASG' },
  acknowledged: { shape: 'diamond', colour: ORANGE, code: 'ACK' },
  en_route: { shape: 'triangle', colour: BLUE, code: 'ENR' },
  staged: { shape: 'hexagon', colour: BLUE, code: 'STG' },
  on_scene: { shape: 'square', colour: VERMILION, code: 'ONS' },
  with_client: { shape: 'square', colour: VERMILION, code: 'CLT' },
  transporting: { shape: 'triangle', colour: PURPLE, code: 'TRN' },
  at_destination: { shape: 'square', colour: PURPLE, code: 'DST' },
  clearing: { shape: 'hexagon', colour: SKY, code: 'CLR' },
  returning: { shape: 'circle', colour: SKY, code: 'RTN' },
  out_of_service: { shape: 'cross', colour: GREY, code: 'OOS' },
  off_duty: { shape: 'cross', colour: GREY, code: 'OFF' },
  emergency: { shape: 'star', colour: YELLOW, code: 'EMG' },
};
