/** A GeoJSON source with its layers, kept over changes of style. */
import type { Feature, FeatureCollection } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as LibreMap } from 'maplibre-gl';

import type { Theme } from '../ui/theme.svelte';
import type { MapLayer } from './city-map';

/** A layer of this source; the source is filled in. */
export type GeoStyle = Omit<Extract<LayerSpecification, { type: 'line' | 'fill' | 'circle' | 'symbol' }>, 'source'>;

export class GeoLayer implements MapLayer {
  private map: LibreMap | null = null;
  private data: FeatureCollection = { type: 'FeatureCollection', features: [] };

  constructor(
    private readonly id: string,
    private readonly styles: (theme: Theme) => GeoStyle[],
    /** Whether street and place names stay readable on top. */
    private readonly underLabels = false,
  ) {}

  add(map: LibreMap, theme: Theme): void {
    this.map = map;
    map.addSource(this.id, { type: 'geojson', data: this.data });
    const before = this.underLabels ? map.getStyle().layers.find(({ type }) => type === 'symbol')?.id : undefined;
    for (const style of this.styles(theme)) map.addLayer({ ...style, source: this.id } as LayerSpecification, before);
  }

  /** Replaces what is drawn. */
  set(features: Feature[]): void {
    this.data = { type: 'FeatureCollection', features };
    this.map?.getSource<GeoJSONSource>(this.id)?.setData(this.data);
  }
}
