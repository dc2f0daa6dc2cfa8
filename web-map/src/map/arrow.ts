/** An arrow for symbol layers: drawn here, because the style has no sprite and its fonts need not have arrows. */
import type { Map as LibreMap } from 'maplibre-gl';

import type { Theme } from '../ui/theme.svelte';
import type { MapLayer } from './city-map';
import { ARROW, INK } from './styles';

const WIDTH = 22;
const HEIGHT = 40;
const PIXEL_RATIO = 2;
/** It points north, for a layer to turn. */
const OUTLINE = 'M11 3 L19 15 H13.5 V37 H8.5 V15 H3 Z';

/** Goes before the layers that use it: a change of style drops images, too. */
export const arrowImage: MapLayer = {
  add(map: LibreMap, theme: Theme): void {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [WIDTH * PIXEL_RATIO, HEIGHT * PIXEL_RATIO];
    const context = canvas.getContext('2d');
    if (!context) return;
    const outline = new Path2D(OUTLINE);
    context.scale(PIXEL_RATIO, PIXEL_RATIO);
    context.lineJoin = 'round';
    context.lineWidth = 4;
    context.strokeStyle = INK[theme].halo;
    context.stroke(outline);
    context.fillStyle = INK[theme].text;
    context.fill(outline);
    map.addImage(ARROW, context.getImageData(0, 0, canvas.width, canvas.height), { pixelRatio: PIXEL_RATIO });
  },
};
