/** The order of a team's work on an assignment: what comes next, and by which call. */
import type { TeamStatus } from '../wire/types';

/** One press on the way from assigned to clear. */
export type NextStep = 'acknowledge' | 'en_route' | 'on_scene' | 'with_client' | 'at_destination' | 'clear';

const NEXT: Partial<Record<TeamStatus, NextStep>> = {
  assigned: 'acknowledge',
  acknowledged: 'en_route',
  en_route: 'on_scene',
  staged: 'on_scene',
  on_scene: 'with_client',
  with_client: 'clear',
  transporting: 'at_destination',
  at_destination: 'clear',
  clearing: 'clear',
};

/** What the team does next, or `null` when it has no assignment to move on. */
export function nextStep(status: TeamStatus): NextStep | null {
  return NEXT[status] ?? null;
}

/** The status a team has after a step. */
export function statusAfter(step: NextStep): TeamStatus {
  switch (step) {
    case 'acknowledge':
      return 'acknowledged';
    case 'clear':
      return 'available';
    default:
      return step;
  }
}

/** Whether a team with this status is still on its way to the request, so that a route and an ETA mean something. */
export function onTheWay(status: TeamStatus): boolean {
  return status === 'assigned' || status === 'acknowledged' || status === 'en_route' || status === 'staged';
}
