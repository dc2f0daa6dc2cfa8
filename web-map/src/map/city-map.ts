/** The map: MapLibre on the server's own style, with layers that survive a change of theme. */
import 'maplibre-gl/dist/maplibre-gl.css';

import { AttributionControl, Map as LibreMap, NavigationControl, ScaleControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';

import type { Theme } from '../ui/theme.svelte';
import type { City, LngLat } from '../wire/types';
import { cityEdge } from './city-edge';

setWorkerUrl(workerUrl);

const TOP_ZOOM = 19;
const BOUNDS_MARGIN = 0.12;

/** Something drawn on the map; `add` is called again after every change of style. */
export interface MapLayer {
  add(map: LibreMap, theme: Theme): void;
}

export interface MapOptions {
  container: HTMLElement;
  city: City;
  theme: Theme;
  /** Keep the view in the address's fragment under this name. */
  hash?: string;
  /** Smaller controls, for phones. */
  compact?: boolean;
}

/** The element that holds a map knows it: for the browser's console, and for tests that ask what is drawn. */
export interface MapElement extends HTMLElement {
  cityMap?: CityMap;
}

export class CityMap {
  readonly map: LibreMap;
  private readonly layers: MapLayer[] = [];
  private theme: Theme;
  private styled = false;

  constructor({ container, city, theme, hash, compact = false }: MapOptions) {
    this.theme = theme;
    const [west, south, east, north] = city.bbox;
    const marginX = (east - west) * BOUNDS_MARGIN;
    const marginY = (north - south) * BOUNDS_MARGIN;
    this.map = new LibreMap({
      container,
      style: styleUrl(theme),
      bounds: [west, south, east, north],
      fitBoundsOptions: { padding: 10 },
      maxBounds: [west - marginX * 4, south - marginY * 4, east + marginX * 4, north + marginY * 4],
      maxZoom: TOP_ZOOM,
      hash: hash ?? false,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
    });
    this.layers.push(cityEdge(city.bbox));
    (container as MapElement).cityMap = this;
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new AttributionControl({ compact: false }), 'bottom-right');
    if (!compact) {
      this.map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
      this.map.addControl(new ScaleControl({ maxWidth: 110 }), 'bottom-left');
    }
    this.map.on('style.load', () => {
      this.styled = true;
      for (const layer of this.layers) layer.add(this.map, this.theme);
    });
  }

  /** Draws layers, in this order, above those added before. */
  add(...layers: MapLayer[]): void {
    this.layers.push(...layers);
    if (this.styled) for (const layer of layers) layer.add(this.map, this.theme);
  }

  setTheme(theme: Theme): void {
    if (theme === this.theme) return;
    this.theme = theme;
    this.styled = false;
    this.map.setStyle(styleUrl(theme), { diff: false });
  }

  /** Brings a place into view without losing the zoom that was chosen. */
  show(position: LngLat, zoom = 15): void {
    this.map.easeTo({ center: position, zoom: Math.max(this.map.getZoom(), zoom), duration: motion(450) });
  }

  /** Brings all of these into view. */
  showAll(positions: readonly LngLat[], padding = 70): void {
    if (positions.length === 0) return;
    const lngs = positions.map(([lng]) => lng);
    const lats = positions.map(([, lat]) => lat);
    this.map.fitBounds([Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)], {
      padding,
      maxZoom: 16,
      duration: motion(500),
    });
  }

  remove(): void {
    this.map.remove();
  }
}

function styleUrl(theme: Theme): string {
  return `/style/${theme}.json`;
}

/** A duration in ms, or none for people who asked for less motion. */
function motion(ms: number): number {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : ms;
}
