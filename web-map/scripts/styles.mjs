// Writes the two map styles and the fonts they name into dist. The server replaces `{origin}` by its own
// address when it serves a style, because MapLibre needs absolute URLs.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { osm } from '@versatiles/style';

const DIST = join(dirname(fileURLToPath(import.meta.url)), '..', 'dist');
const FONT_PACKAGE = createRequire(import.meta.url).resolve('@fontsource/noto-sans/package.json');
const FONTS = dirname(FONT_PACKAGE);
// Files below assets may be cached for ever: the version is in the path.
const FONT_PATH = `assets/fonts-${JSON.parse(readFileSync(FONT_PACKAGE, 'utf8')).version}`;
const SUBSETS = ['latin', 'latin-ext', 'cyrillic', 'cyrillic-ext'];
const FACES = { noto_sans_regular: 400, noto_sans_bold: 700 };
const TOP_TILE_ZOOM = 14;
const SOURCE = 'city';
/** The night palette is blue-grey like the screens around the map, darker than what is drawn on it. */
const NIGHT = {
  background: '#18212b',
  land: '#18212b',
  water: '#0c1a29',
  natureWood: '#18291f',
  natureGrass: '#1a2a24',
  naturePark: '#1a2c25',
  natureAgriculture: '#1c2725',
  natureSand: '#262723',
  natureRock: '#222a32',
  natureLeisure: '#1b2b28',
  areaResidential: '#1a242f',
  areaCommercial: '#1f2631',
  areaIndustrial: '#202731',
  building: '#222d39',
  buildingBg: '#2b3744',
  roadStreet: '#3a4757',
  roadStreetBg: '#141c25',
  roadTrunk: '#59606a',
  roadTrunkBg: '#141c25',
  roadMotorway: '#6b6a63',
  roadMotorwayBg: '#141c25',
  label: '#c6d0dc',
  labelHalo: '#10171f',
  labelWater: '#7fa3c4',
};
const THEMES = {
  light: { palette: 'muted', arrow: '#7d8591', colors: {} },
  dark: { palette: 'muted-dark', arrow: '#9aa7b6', colors: NIGHT },
};

const ranges = JSON.parse(readFileSync(join(FONTS, 'unicode.json'), 'utf8'));

/** The font files of one face, each with the characters it covers. */
function fontFace(weight) {
  return SUBSETS.map((subset) => ({
    url: `{origin}/${FONT_PATH}/noto-sans-${subset}-${weight}.woff2`,
    'unicode-range': ranges[subset].split(','),
  }));
}

/** Arrows of one-way streets as text, so that no sprite is needed. */
function onewayLayer(id, field, glyph, colour) {
  return {
    id,
    type: 'symbol',
    source: SOURCE,
    'source-layer': 'streets',
    minzoom: 15,
    filter: ['all', ['==', ['get', field], true], ['!', ['in', ['get', 'kind'], ['literal', ['footway', 'path', 'steps', 'cycleway']]]]],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 110,
      'text-field': glyph,
      'text-font': ['noto_sans_bold'],
      'text-size': 20,
      'text-keep-upright': false,
      'text-padding': 8,
    },
    paint: { 'text-color': colour, 'text-opacity': 0.85 },
  };
}

/** MapLibre's style for one theme: our tiles, our fonts, no sprite. */
function style({ palette, arrow, colors }) {
  const made = osm({
    theme: palette,
    colors,
    projection: 'mercator',
    sky: false,
    text: { language: 'local', font: 'noto_sans_regular', places: { font: 'noto_sans_bold' } },
    layers: { icons: false, pois: false, markings: false },
  });
  // Without a sprite there are no patterns; what they hatch is drawn by its own fill below.
  const plain = made.layers.filter(({ paint }) => !paint || !('fill-pattern' in paint));
  const layers = plain.map((layer) => ('source' in layer ? { ...layer, source: SOURCE } : layer));
  const firstLabel = layers.findIndex((layer) => layer.type === 'symbol');
  layers.splice(firstLabel, 0, onewayLayer('oneway', 'oneway', '›', arrow), onewayLayer('oneway-reverse', 'oneway_reverse', '‹', arrow));
  return {
    version: 8,
    name: `nearhand-${palette}`,
    'font-faces': Object.fromEntries(Object.entries(FACES).map(([face, weight]) => [face, fontFace(weight)])),
    sources: {
      [SOURCE]: {
        type: 'vector',
        tiles: ['{origin}/tiles/{z}/{x}/{y}'],
        minzoom: 0,
        maxzoom: TOP_TILE_ZOOM,
        attribution: '© <a href="https://www.openstreetmap.org/copyright" target="_blank" rel="noopener">OpenStreetMap contributors</a>',
      },
    },
    layers,
  };
}

mkdirSync(join(DIST, 'style'), { recursive: true });
mkdirSync(join(DIST, FONT_PATH), { recursive: true });
for (const [theme, options] of Object.entries(THEMES)) {
  writeFileSync(join(DIST, 'style', `${theme}.json`), JSON.stringify(style(options)));
}
for (const subset of SUBSETS) {
  for (const weight of Object.values(FACES)) {
    const file = `noto-sans-${subset}-${weight}`;
    cpSync(join(FONTS, 'files', `${file}-normal.woff2`), join(DIST, FONT_PATH, `${file}.woff2`));
  }
}
