/** Where the city file ends: what lies outside its box is incomplete, so it is drawn pale behind a dashed line. */
import type { Feature, Position } from 'geojson';

import type { City } from '../wire/types';
import { GeoLayer } from './geo-layer';

/** The latitude where the web map's square world ends. */
const TOP_LATITUDE = 85;

export function cityEdge(bbox: City['bbox']): GeoLayer {
  const layer = new GeoLayer('city-edge', (theme) => [
    {
      id: 'city-edge-outside',
      type: 'fill',
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': theme === 'dark' ? '#161c23' : '#eef1f4', 'fill-opacity': 0.82 },
    },
    {
      id: 'city-edge-line',
      type: 'line',
      filter: ['==', ['geometry-type'], 'LineString'],
      paint: { 'line-color': theme === 'dark' ? '#7c8a99' : '#66727f', 'line-width': 1, 'line-dasharray': [4, 3] },
    },
  ]);
  layer.set(outsideOf(bbox));
  return layer;
}

function outsideOf([west, south, east, north]: City['bbox']): Feature[] {
  const world = ring(-180, -TOP_LATITUDE, 180, TOP_LATITUDE);
  const city = ring(west, south, east, north);
  return [
    { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [world, city.toReversed()] } },
    { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: city } },
  ];
}

function ring(west: number, south: number, east: number, north: number): Position[] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}
