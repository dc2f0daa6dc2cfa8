import { describe, expect, it } from 'vitest';

import { nextStep, onTheWay, statusAfter } from '../src/live/life';
import { MARKS } from '../src/map/marks';
import { TEAM_STATUSES } from '../src/wire/types';

describe('status marks', () => {
  it('have a code of their own each', () => {
    const codes = TEAM_STATUSES.map((status) => MARKS[status].code);
    expect(new Set(codes).size).toBe(TEAM_STATUSES.length);
    expect(codes.every((code) => /^[A-Z]{3}$/.test(code))).toBe(true);
  });

  it('differ in shape between taking work, going there, being there and not working', () => {
    const shape = (status: (typeof TEAM_STATUSES)[number]) => MARKS[status].shape;
    const shapes = [shape('available'), shape('assigned'), shape('en_route'), shape('on_scene'), shape('out_of_service'), shape('emergency')];
    expect(new Set(shapes).size).toBe(shapes.length);
  });
});

describe('the life of an assignment', () => {
  it('goes from assigned to clear in five presses', () => {
    const steps = [];
    for (let status = 'assigned' as (typeof TEAM_STATUSES)[number]; nextStep(status); ) {
      const step = nextStep(status);
      if (!step) break;
      steps.push(step);
      status = statusAfter(step);
    }
    expect(steps).toEqual(['acknowledge', 'en_route', 'on_scene', 'with_client', 'clear']);
    expect(nextStep('transporting')).toBe('at_destination');
    expect(nextStep('at_destination')).toBe('clear');
  });

  it('has no next step without an assignment, and no way to go once there', () => {
    expect(['available', 'off_duty', 'returning', 'out_of_service', 'emergency'].map((status) => nextStep(status as never))).toEqual(
      Array(5).fill(null),
    );
    expect(onTheWay('en_route')).toBe(true);
    expect(onTheWay('on_scene')).toBe(false);
  });
});
