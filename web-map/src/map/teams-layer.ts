/** All teams in one draw call: the GPU moves each between its last two fixes, so that a frame costs the main thread nothing. */
import { MercatorCoordinate, type CustomLayerInterface, type CustomRenderMethodInput, type Map as LibreMap } from 'maplibre-gl';

import type { Theme } from '../ui/theme.svelte';
import type { LngLat, TeamStatus } from '../wire/types';
import type { MapLayer } from './city-map';
import { MARKS, SHAPES } from './marks';
import { FRAGMENT, VERTEX } from './teams-shader';

const FLOATS = 10;
const POINT_PX = 36;
/** Fixes come about twice a second; a little more keeps cars from stopping between two. */
const GLIDE_MS = 650;
/** Beyond this a team did not drive there between two fixes: it is put there at once. */
const JUMP_M = 400;
const NO_HEADING = 1000;
const EARTH_M = 40_075_016.7;
const COLOURS = [...new Set(Object.values(MARKS).map(({ colour }) => colour))];

interface Program {
  gl: WebGL2RenderingContext;
  program: WebGLProgram;
  buffer: WebGLBuffer;
  vao: WebGLVertexArrayObject;
}

export class TeamsLayer implements MapLayer, CustomLayerInterface {
  readonly id = 'teams';
  readonly type = 'custom' as const;
  /** Still pictures instead of gliding, for people who asked for less motion. */
  still = false;
  private readonly origin: MercatorCoordinate;
  private readonly slots = new Map<number, number>();
  private data = new Float32Array(64 * FLOATS);
  private changed = true;
  private movingUntil = 0;
  private map: LibreMap | null = null;
  private gpu: Program | null = null;
  private theme: Theme = 'light';

  /** Positions are uploaded relative to `centre`: 32-bit floats over the whole world would jitter. */
  constructor(centre: LngLat, private readonly now: () => number = () => performance.now()) {
    this.origin = MercatorCoordinate.fromLngLat(centre);
  }

  add(map: LibreMap, theme: Theme): void {
    this.theme = theme;
    map.addLayer(this);
  }

  /** Moves or changes one team. `bearing` in degrees, `NaN` when unknown. */
  put(team: number, position: LngLat, bearing: number, status: TeamStatus, hollow: boolean): void {
    const known = this.slots.get(team);
    const slot = known ?? this.newSlot(team);
    const at = slot * FLOATS;
    const { x, y } = MercatorCoordinate.fromLngLat(position);
    const to = [x - this.origin.x, y - this.origin.y] as const;
    if (known === undefined || to[0] !== this.target(at, 2) || to[1] !== this.target(at, 3)) {
      this.moveTo(at, to, known === undefined);
    }
    const { shape, colour } = MARKS[status];
    this.data[at + 6] = SHAPES.indexOf(shape);
    this.data[at + 7] = COLOURS.indexOf(colour);
    this.data[at + 8] = hollow ? 1 : 0;
    this.data[at + 9] = Number.isNaN(bearing) ? NO_HEADING : (bearing * Math.PI) / 180;
    this.changed = true;
    this.map?.triggerRepaint();
  }

  /** Draws a team no more; its slot goes to the last one. */
  remove(team: number): void {
    const slot = this.slots.get(team);
    if (slot === undefined) return;
    const last = this.slots.size - 1;
    this.data.copyWithin(slot * FLOATS, last * FLOATS, (last + 1) * FLOATS);
    for (const [other, at] of this.slots) if (at === last) this.slots.set(other, slot);
    this.slots.delete(team);
    this.changed = true;
    this.map?.triggerRepaint();
  }

  onAdd(map: LibreMap, gl: WebGL2RenderingContext): void {
    this.map = map;
    this.gpu = compile(gl);
    this.changed = true;
  }

  onRemove(): void {
    const gpu = this.gpu;
    this.gpu = null;
    this.map = null;
    if (!gpu) return;
    gpu.gl.deleteBuffer(gpu.buffer);
    gpu.gl.deleteVertexArray(gpu.vao);
    gpu.gl.deleteProgram(gpu.program);
  }

  render(gl: WebGL2RenderingContext, { defaultProjectionData }: CustomRenderMethodInput): void {
    if (!this.gpu || this.slots.size === 0) return;
    const { program, buffer, vao } = this.gpu;
    const now = this.now();
    gl.useProgram(program);
    gl.bindVertexArray(vao);
    if (this.changed) {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, this.data.subarray(0, this.slots.size * FLOATS), gl.DYNAMIC_DRAW);
      this.changed = false;
    }
    const dark = this.theme === 'dark';
    const matrix = translated(defaultProjectionData.mainMatrix, this.origin.x, this.origin.y);
    gl.uniformMatrix4fv(gl.getUniformLocation(program, 'u_matrix'), false, matrix);
    gl.uniform1f(gl.getUniformLocation(program, 'u_now'), now);
    gl.uniform1f(gl.getUniformLocation(program, 'u_size'), POINT_PX * devicePixelRatio);
    gl.uniform3fv(gl.getUniformLocation(program, 'u_colours'), COLOURS.flatMap(rgb));
    gl.uniform3fv(gl.getUniformLocation(program, 'u_edge'), rgb(dark ? '#f2f5f8' : '#17202b'));
    gl.uniform3fv(gl.getUniformLocation(program, 'u_halo'), rgb(dark ? '#10161d' : '#ffffff'));
    gl.drawArrays(gl.POINTS, 0, this.slots.size);
    gl.bindVertexArray(null);
    if (now < this.movingUntil) this.map?.triggerRepaint();
  }

  private moveTo(at: number, [x, y]: readonly [number, number], isNew: boolean): void {
    const now = this.now();
    const start = this.target(at, 4);
    const end = this.target(at, 5);
    const part = end > start ? Math.min(1, Math.max(0, (now - start) / (end - start))) : 1;
    const fromX = this.target(at, 0) + (this.target(at, 2) - this.target(at, 0)) * part;
    const fromY = this.target(at, 1) + (this.target(at, 3) - this.target(at, 1)) * part;
    const jump = isNew || this.still || Math.hypot(x - fromX, y - fromY) * EARTH_M > JUMP_M;
    this.data.set([jump ? x : fromX, jump ? y : fromY, x, y, now, jump ? now : now + GLIDE_MS], at);
    if (!jump) this.movingUntil = Math.max(this.movingUntil, now + GLIDE_MS);
  }

  private target(at: number, offset: number): number {
    return this.data[at + offset] ?? 0;
  }

  private newSlot(team: number): number {
    const slot = this.slots.size;
    this.slots.set(team, slot);
    if (this.data.length < (slot + 1) * FLOATS) {
      const larger = new Float32Array(this.data.length * 2);
      larger.set(this.data);
      this.data = larger;
    }
    return slot;
  }
}

function compile(gl: WebGL2RenderingContext): Program {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, VERTEX],
    [gl.FRAGMENT_SHADER, FRAGMENT],
  ] as const) {
    const shader = gl.createShader(kind);
    if (!shader) throw new Error('the graphics context is lost');
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
    throw new Error(`the teams' shader does not link: ${gl.getProgramInfoLog(program)}`);
  }
  const buffer = gl.createBuffer();
  const vao = gl.createVertexArray();
  gl.bindVertexArray(vao);
  gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
  let offset = 0;
  for (const [name, size] of [
    ['a_from', 2],
    ['a_to', 2],
    ['a_span', 2],
    ['a_look', 4],
  ] as const) {
    const index = gl.getAttribLocation(program, name);
    gl.enableVertexAttribArray(index);
    gl.vertexAttribPointer(index, size, gl.FLOAT, false, FLOATS * 4, offset * 4);
    offset += size;
  }
  gl.bindVertexArray(null);
  return { gl, program, buffer, vao };
}

/** The column-major `matrix` after a move by (x, y), in doubles until the very end. */
function translated(matrix: ArrayLike<number>, x: number, y: number): Float32Array {
  const m = Array.from(matrix);
  for (let row = 0; row < 4; row += 1) {
    m[12 + row] = (m[row] ?? 0) * x + (m[4 + row] ?? 0) * y + (m[12 + row] ?? 0);
  }
  return new Float32Array(m);
}

/** "#rrggbb" as three parts of one. */
function rgb(hex: string): number[] {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255);
}
