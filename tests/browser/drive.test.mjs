// A whole trip on the phone: along the route, off it once, on to the end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, picture, signedIn, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';

const PHONE = { viewport: { width: 412, height: 880 }, isMobile: true, hasTouch: true, permissions: ['geolocation'] };
const EARTH_M = 6_371_000;
/** Fast, but not so fast that the server takes it for an error: 50 m/s. */
const STEP_M = 25;
const STEP_MS = 500;

let server, browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

function metres([lngA, latA], [lngB, latB]) {
  const rad = Math.PI / 180;
  return EARTH_M * rad * Math.hypot(latB - latA, (lngB - lngA) * Math.cos(latA * rad));
}

/** Points along a line, `STEP_M` apart, its end included. */
function along(line) {
  const points = [line[0]];
  let toGo = STEP_M;
  for (let i = 1; i < line.length; i += 1) {
    const [a, b] = [line[i - 1], line[i]];
    const length = metres(a, b);
    for (; toGo <= length; toGo += STEP_M) {
      points.push([a[0] + ((b[0] - a[0]) * toGo) / length, a[1] + ((b[1] - a[1]) * toGo) / length]);
    }
    toGo -= length;
  }
  return [...points, line.at(-1)];
}

const get = (page, path) => page.evaluate(async (at) => (await fetch(`/api/v1${at}`)).json(), path);

const post = (page, path, body) =>
  page.evaluate(
    async ([at, what]) => {
      const headers = { 'Content-Type': 'application/json', 'X-Nearhand': '1' };
      return (await fetch(`/api/v1${at}`, { method: 'POST', headers, body: JSON.stringify(what) })).json();
    },
    [path, body],
  );

test('a trip is guided to its end, and found again after a wrong turn', async () => {
  const desk = await signedIn(browser, server.links.dispatcher);
  const city = await get(desk.page, '/city');
  const [start, elsewhere] = [city.posts[0].position, city.posts[2].position];
  // Somewhere about a kilometre off, on the way to another post.
  const far = await post(desk.page, '/route', { from: start, to: city.posts[1].position });
  const line = along(far.geometry.coordinates);
  const place = line[Math.min(50, line.length - 1)];
  const at = ([longitude, latitude]) => ({ longitude, latitude, accuracy: 5 });
  const { page, context, faults } = await signedIn(browser, server.links.field, { ...PHONE, geolocation: at(start) });
  await page.getByRole('button', { name: 'Start shift' }).click();
  await page.locator('[data-testid=gps][data-state=on]').waitFor();
  const own = (await get(page, '/me')).team;
  const request = await post(desk.page, '/requests', { position: place, type: 'wellness_check', priority: 2 });
  const assignment = await post(desk.page, `/requests/${request.id}/assignments`, { team: own });
  await page.locator('[data-testid=next][data-step=acknowledge]').click();
  await page.locator('[data-testid=next][data-step=en_route]').click();
  await page.locator('[data-testid=guidance]').waitFor();

  const drive = async (points, until) => {
    for (const point of points) {
      await context.setGeolocation(at(point));
      await page.waitForTimeout(STEP_MS);
      if (until && (await until.isVisible())) return point;
    }
    return points.at(-1);
  };
  const planned = await get(page, `/assignments/${assignment.id}/route`);
  const left = async () => page.locator('[data-testid=guidance]').innerText();
  const before = await left();
  const turnOff = await drive(along(planned.geometry.coordinates).slice(0, 12));
  assert.notEqual(await left(), before, 'the guidance counts down');

  const rerouted = page.locator('[data-testid=rerouted]');
  const wrong = await post(desk.page, '/route', { from: turnOff, to: elsewhere });
  const lost = await drive(along(wrong.geometry.coordinates).slice(0, 60), rerouted);
  await rerouted.waitFor();
  assert.match(await rerouted.innerText(), /left the route/);
  await picture(page, 'field-rerouted');

  const anew = await get(page, `/assignments/${assignment.id}/route`);
  assert.ok(anew.number > 1, `another route: ${anew.number}`);
  assert.ok(metres(anew.geometry.coordinates[0], lost) < 200, 'from where the team is');
  const arrived = page.locator('[data-testid=arrived]');
  await drive(along(anew.geometry.coordinates), arrived);
  await arrived.waitFor();
  await assertAccessible(page, 'field, arrived');
  await picture(page, 'field-arrived');
  await page.locator('[data-testid=next][data-step=on_scene]').click();
  await page.locator('[data-testid=status][data-status=on_scene]').waitFor();
  const report = await get(desk.page, '/reports/eta');
  assert.equal(report.journeys, 1);
  assertClean(desk, { faults });
  await desk.context.close();
  await context.close();
});
