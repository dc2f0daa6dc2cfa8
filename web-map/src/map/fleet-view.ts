/** Feeds the teams' layer and labels from the live store. */
import type { Feature } from 'geojson';

import { numberOf } from '../live/board';
import type { Fleet } from '../live/fleet';
import type { View } from '../live/store';
import type { LngLat, Team } from '../wire/types';
import type { CityMap } from './city-map';
import { GeoLayer } from './geo-layer';
import { MARKS } from './marks';
import { teamLabelStyles } from './styles';
import { TeamsLayer } from './teams-layer';

/** Labels are laid out on the main thread: not more often than this, and not for crowds. */
const LABELS_EVERY_MS = 500;
const MOST_LABELS = 300;
const HIT_PX = 18;

export class FleetView {
  private readonly layer: TeamsLayer;
  private readonly labels = new GeoLayer('team-labels', teamLabelStyles);
  private labelledAt = 0;

  constructor(
    private readonly cityMap: CityMap,
    private readonly fleet: Fleet,
    centre: LngLat,
    private readonly staleAfter: number,
  ) {
    this.layer = new TeamsLayer(centre);
    const motion = matchMedia('(prefers-reduced-motion: reduce)');
    this.layer.still = motion.matches;
    motion.addEventListener('change', () => (this.layer.still = motion.matches));
    cityMap.add(this.labels, this.layer);
  }

  /** Draws all teams on shift as they are now. */
  update(view: View): void {
    const now = performance.now();
    const shown: { team: Team; position: LngLat }[] = [];
    for (const team of view.board.teams.values()) {
      const number = numberOf(team.id);
      const position = this.fleet.position(number);
      if (!position) continue;
      if (team.status === 'off_duty') {
        this.layer.remove(number);
        continue;
      }
      const stale = (this.fleet.age(number, now) ?? Infinity) > this.staleAfter;
      this.layer.put(number, position, this.fleet.bearing(number), team.status, stale);
      shown.push({ team, position });
    }
    if (now - this.labelledAt < LABELS_EVERY_MS) return;
    this.labelledAt = now;
    this.labels.set(shown.length > MOST_LABELS ? [] : shown.map(label));
  }

  /** The team drawn nearest to a point of the screen, within reach of a finger. */
  hit(view: View, x: number, y: number): Team | null {
    let best: Team | null = null;
    let nearest = HIT_PX;
    for (const team of view.board.teams.values()) {
      const position = this.fleet.position(numberOf(team.id));
      if (!position || team.status === 'off_duty') continue;
      const point = this.cityMap.map.project(position);
      const away = Math.hypot(point.x - x, point.y - y);
      if (away < nearest) {
        nearest = away;
        best = team;
      }
    }
    return best;
  }
}

function label({ team, position }: { team: Team; position: LngLat }): Feature {
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: position },
    properties: { callsign: team.callsign, code: MARKS[team.status].code },
  };
}
