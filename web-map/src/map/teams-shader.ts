/** The two halves of the GPU program that draws teams: interpolate between two fixes, then draw a shape by its distance field. */

export const VERTEX = `#version 300 es
uniform mat4 u_matrix;
uniform float u_now;
uniform float u_size;
in vec2 a_from;
in vec2 a_to;
in vec2 a_span;
in vec4 a_look;
flat out vec4 v_look;
void main() {
  float part = a_span.y > a_span.x ? clamp((u_now - a_span.x) / (a_span.y - a_span.x), 0.0, 1.0) : 1.0;
  gl_Position = u_matrix * vec4(mix(a_from, a_to, part), 0.0, 1.0);
  gl_PointSize = u_size;
  v_look = a_look;
}`;

export const FRAGMENT = `#version 300 es
precision highp float;
uniform vec3 u_colours[16];
uniform vec3 u_edge;
uniform vec3 u_halo;
uniform float u_size;
flat in vec4 v_look;
out vec4 result;

float polygon(vec2 p, float sides, float radius, float turn) {
  float slice = 6.2831853 / sides;
  float angle = atan(p.x, -p.y) + turn;
  return cos(floor(0.5 + angle / slice) * slice - angle) * length(p) - radius;
}

float crossed(vec2 p, float radius) {
  vec2 q = abs(vec2(p.x + p.y, p.x - p.y) * 0.70710678);
  float longer = max(q.x, q.y), shorter = min(q.x, q.y);
  return max(longer - radius, shorter - radius * 0.36);
}

float star(vec2 p, float radius) {
  float slice = 6.2831853 / 5.0;
  float angle = mod(atan(p.x, -p.y) + slice * 0.5, slice) - slice * 0.5;
  vec2 q = length(p) * vec2(cos(angle), abs(sin(angle)));
  vec2 tip = vec2(radius, 0.0);
  vec2 dent = radius * 0.5 * vec2(cos(slice * 0.5), sin(slice * 0.5));
  vec2 along = dent - tip;
  return dot(q - tip, normalize(vec2(-along.y, along.x))) * -1.0;
}

float shape(vec2 p, int kind) {
  if (kind == 0) return length(p) - 0.42;
  if (kind == 1) return (abs(p.x) + abs(p.y) - 0.52) * 0.70710678;
  if (kind == 2) return polygon(p + vec2(0.0, -0.06), 3.0, 0.28, 3.14159265);
  if (kind == 3) return max(abs(p.x), abs(p.y)) - 0.37;
  if (kind == 4) return polygon(p, 6.0, 0.4, 0.5235988);
  if (kind == 5) return crossed(p, 0.46);
  return star(p, 0.52);
}

float pointer(vec2 p, float heading) {
  float c = cos(heading), s = sin(heading);
  vec2 q = vec2(c * p.x + s * p.y, -s * p.x + c * p.y);
  vec2 r = vec2(abs(q.x), q.y + 0.88);
  return max(r.x * 0.82 - r.y * 0.57, r.y - 0.24);
}

void main() {
  vec2 p = gl_PointCoord * 2.0 - 1.0;
  float pixel = 2.0 / u_size;
  float body = shape(p * 1.25, int(v_look.x)) / 1.25;
  float all = v_look.w < 100.0 ? min(body, pointer(p, v_look.w)) : body;
  float edge = 2.6 * pixel;
  float halo = 1.0 - smoothstep(edge + pixel, edge + 3.0 * pixel, all);
  float outline = 1.0 - smoothstep(edge - pixel, edge, all);
  float inside = 1.0 - smoothstep(-pixel, 0.0, body);
  vec3 fill = u_colours[int(v_look.y)];
  if (v_look.z > 0.5) fill = mix(fill, u_halo, 1.0 - smoothstep(-6.0 * pixel, -5.0 * pixel, body) < 0.5 ? 1.0 : 0.0);
  vec3 colour = mix(mix(u_halo, u_edge, outline), fill, inside);
  float alpha = max(halo * 0.85, max(outline, inside));
  result = vec4(colour * alpha, alpha);
}`;
