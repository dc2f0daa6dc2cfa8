/** The looks of what the screens draw on the map. */
import type { Theme } from '../ui/theme.svelte';
import type { GeoStyle } from './geo-layer';

/** The image of an arrow (`arrow.ts`), as layers call it. */
export const ARROW = 'arrow';

const BOLD = ['noto_sans_bold'];

export const INK: Record<Theme, { text: string; halo: string; route: string; casing: string; request: string; requestText: string }> = {
  light: { text: '#17202b', halo: '#ffffff', route: '#0072b2', casing: '#ffffff', request: '#7a1f5c', requestText: '#ffffff' },
  dark: { text: '#eef2f6', halo: '#10161d', route: '#56b4e9', casing: '#0d1218', request: '#f3a6d3', requestText: '#2a0a1f' },
};

/** Routes: `selected` thick, others thin, `proposed` dashed. */
export function routeStyles(theme: Theme): GeoStyle[] {
  const ink = INK[theme];
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const;
  const kind = (name: string) => ['==', ['get', 'kind'], name] as ['==', unknown, string];
  return [
    { id: 'route-other', type: 'line', filter: kind('other') as never, layout, paint: { 'line-color': ink.route, 'line-width': 3, 'line-opacity': 0.45 } },
    { id: 'route-casing', type: 'line', filter: kind('selected') as never, layout, paint: { 'line-color': ink.casing, 'line-width': 9 } },
    { id: 'route-selected', type: 'line', filter: kind('selected') as never, layout, paint: { 'line-color': ink.route, 'line-width': 5 } },
    { id: 'route-proposed', type: 'line', filter: kind('proposed') as never, paint: { 'line-color': ink.route, 'line-width': 4, 'line-dasharray': [1.6, 1.2] } },
  ];
}

/** Requests: a disc with the priority's number; waiting ones filled, worked ones as a ring; the selected one larger. */
export function requestStyles(theme: Theme): GeoStyle[] {
  const ink = INK[theme];
  return [
    {
      id: 'request-disc',
      type: 'circle',
      paint: {
        'circle-radius': ['case', ['get', 'selected'], 15, 11],
        'circle-color': ['case', ['get', 'waiting'], ink.request, ink.halo],
        'circle-stroke-color': ['case', ['get', 'selected'], ink.text, ['get', 'waiting'], ink.halo, ink.request],
        'circle-stroke-width': ['case', ['get', 'selected'], 3, 2.5],
      },
    },
    {
      id: 'request-text',
      type: 'symbol',
      layout: { 'text-field': ['get', 'text'], 'text-font': BOLD, 'text-size': 13, 'text-allow-overlap': true, 'text-ignore-placement': true },
      paint: { 'text-color': ['case', ['get', 'waiting'], ink.requestText, ink.request] },
    },
  ];
}

/** Closures: `closed` dashed, `slow` dotted, `scheduled` thin; each with its id and what it does in words. */
export function closureStyles(theme: Theme): GeoStyle[] {
  const ink = INK[theme];
  const shut = theme === 'dark' ? '#ff8d7a' : '#b3261e';
  const slow = theme === 'dark' ? '#f2b45c' : '#8a4b00';
  const colour = ['match', ['get', 'kind'], 'slow', slow, shut] as never;
  const kind = (name: string) => ['all', ['==', ['get', 'kind'], name], ['!=', ['geometry-type'], 'Point']] as never;
  return [
    { id: 'closure-area', type: 'fill', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colour, 'fill-opacity': 0.16 } },
    { id: 'closure-casing', type: 'line', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': ink.halo, 'line-width': 8, 'line-opacity': 0.85 } },
    { id: 'closure-closed', type: 'line', filter: kind('closed'), paint: { 'line-color': shut, 'line-width': 5, 'line-dasharray': [1.4, 0.7] } },
    { id: 'closure-slow', type: 'line', filter: kind('slow'), paint: { 'line-color': slow, 'line-width': 5, 'line-dasharray': [0.5, 0.8] } },
    { id: 'closure-scheduled', type: 'line', filter: kind('scheduled'), paint: { 'line-color': shut, 'line-width': 2.5, 'line-dasharray': [3, 3] } },
    {
      id: 'closure-text',
      type: 'symbol',
      filter: ['==', ['geometry-type'], 'Point'],
      layout: { 'text-field': ['get', 'text'], 'text-font': BOLD, 'text-size': 12, 'text-offset': [0, 1], 'text-max-width': 14, 'text-allow-overlap': true },
      paint: { 'text-color': colour, 'text-halo-color': ink.halo, 'text-halo-width': 2 },
    },
  ];
}

/** A closure that is being drawn: its points, the line or area between them, and an arrow when it is for one way only. */
export function closureDraftStyles(theme: Theme): GeoStyle[] {
  const ink = INK[theme];
  return [
    { id: 'closure-draft-line', type: 'line', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': ink.text, 'line-width': 2, 'line-dasharray': [2, 1.5] } },
    {
      id: 'closure-draft-point',
      type: 'circle',
      filter: ['all', ['==', ['geometry-type'], 'Point'], ['!', ['has', 'heading']]],
      paint: { 'circle-radius': 6, 'circle-color': ink.halo, 'circle-stroke-color': ink.text, 'circle-stroke-width': 3 },
    },
    {
      id: 'closure-draft-arrow',
      type: 'symbol',
      filter: ['has', 'heading'],
      layout: {
        'icon-image': ARROW,
        'icon-rotate': ['get', 'heading'],
        'icon-rotation-alignment': 'map',
        'icon-offset': ['case', ['get', 'beside'], ['literal', [0, -32]], ['literal', [0, 0]]],
        'icon-allow-overlap': true,
        'icon-ignore-placement': true,
      },
    },
  ];
}

/** Callsign and status code under each team. */
export function teamLabelStyles(theme: Theme): GeoStyle[] {
  const ink = INK[theme];
  return [
    {
      id: 'team-labels',
      type: 'symbol',
      minzoom: 11,
      layout: {
        'text-field': ['format', ['get', 'callsign'], {}, ' ', {}, ['get', 'code'], { 'font-scale': 0.82 }],
        'text-font': BOLD,
        'text-size': 12.5,
        'text-anchor': 'top',
        'text-offset': [0, 1.25],
        'text-optional': true,
      },
      paint: { 'text-color': ink.text, 'text-halo-color': ink.halo, 'text-halo-width': 1.8 },
    },
  ];
}

/** Points the user put on the map, with a letter. */
export function pinStyles(theme: Theme): GeoStyle[] {
  const ink = INK[theme];
  return [
    {
      id: 'pins',
      type: 'circle',
      paint: { 'circle-radius': 10, 'circle-color': ink.request, 'circle-stroke-color': ink.halo, 'circle-stroke-width': 3 },
    },
    {
      id: 'pin-text',
      type: 'symbol',
      layout: { 'text-field': ['get', 'text'], 'text-font': BOLD, 'text-size': 12, 'text-allow-overlap': true },
      paint: { 'text-color': ink.requestText },
    },
  ];
}

/** Reach: one colour per band, from near (strong) to far (faint), each with an edge of its own pattern. */
export const BAND_COLOURS: Record<Theme, readonly string[]> = {
  light: ['#00684c', '#0072b2', '#7a4fa3'],
  dark: ['#5fd0ab', '#6cbcf0', '#c3a0e6'],
};
export const BAND_DASHES: readonly number[][] = [[1, 0], [4, 1.5], [1.2, 1.4]];

export function reachStyles(theme: Theme): GeoStyle[] {
  const colours = BAND_COLOURS[theme];
  const opacity = theme === 'light' ? [0.3, 0.2, 0.14] : [0.3, 0.2, 0.14];
  return [2, 1, 0].flatMap((band): GeoStyle[] => {
    const filter = ['==', ['get', 'band'], band] as never;
    const colour = colours[band] ?? '#000000';
    return [
      { id: `reach-fill-${band}`, type: 'fill', filter, paint: { 'fill-color': colour, 'fill-opacity': opacity[band] ?? 0.2 } },
      { id: `reach-edge-${band}`, type: 'line', filter, paint: { 'line-color': colour, 'line-width': 2, 'line-dasharray': BAND_DASHES[band] ?? [1, 0] } },
    ];
  });
}


/** The phone's own position. */
export function ownStyles(theme: Theme): GeoStyle[] {
  const ink = INK[theme];
  return [
    { id: 'own-ring', type: 'circle', paint: { 'circle-radius': 15, 'circle-color': ink.route, 'circle-opacity': 0.25 } },
    {
      id: 'own',
      type: 'circle',
      paint: { 'circle-radius': 8, 'circle-color': ink.route, 'circle-stroke-color': ink.casing, 'circle-stroke-width': 3 },
    },
  ];
}
