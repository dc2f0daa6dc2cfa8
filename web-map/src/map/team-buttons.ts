/** Real buttons over the few teams that matter now (selected, recommended), so that keyboard and screen reader reach them. */
import { Marker, type Map as LibreMap } from 'maplibre-gl';

import type { LngLat } from '../wire/types';

export interface TeamButton {
  id: string;
  position: LngLat;
  text: string;
  /** What a screen reader says. */
  label: string;
  tone: 'first' | 'other' | 'selected';
}

export class TeamButtons {
  private readonly markers = new Map<string, Marker>();

  constructor(
    private readonly map: LibreMap,
    private readonly onPress: (id: string) => void,
  ) {}

  /** Shows exactly these. */
  set(buttons: readonly TeamButton[]): void {
    const wanted = new Set(buttons.map(({ id }) => id));
    for (const [id, marker] of this.markers) {
      if (!wanted.has(id)) {
        marker.remove();
        this.markers.delete(id);
      }
    }
    for (const button of buttons) this.show(button);
  }

  private show({ id, position, text, label, tone }: TeamButton): void {
    let marker = this.markers.get(id);
    if (!marker) {
      const element = document.createElement('button');
      element.type = 'button';
      element.addEventListener('click', (event) => {
        event.stopPropagation();
        this.onPress(id);
      });
      marker = new Marker({ element, anchor: 'bottom', offset: [0, -16] }).setLngLat(position).addTo(this.map);
      this.markers.set(id, marker);
    }
    marker.setLngLat(position);
    const element = marker.getElement();
    if (element.textContent !== text) element.textContent = text;
    if (element.getAttribute('aria-label') !== label) element.setAttribute('aria-label', label);
    for (const each of ['first', 'other', 'selected']) element.classList.toggle(each, each === tone);
    element.classList.add('team-button');
  }
}
