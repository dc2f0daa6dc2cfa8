// A whole trip on the phone: along the route, off it once, on to the end.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, picture, signedIn, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';
import { givesVoices, said } from './lib/voice.mjs';
import { along, metres, STEP_MS } from './lib/way.mjs';

const PHONE = { viewport: { width: 412, height: 880 }, isMobile: true, hasTouch: true, permissions: ['geolocation'] };

let server, browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const get = (page, path) => page.evaluate(async (at) => (await fetch(`/api/v1${at}`)).json(), path);

const post = (page, path, body) =>
  page.evaluate(
    async ([at, what]) => {
      const headers = { 'Content-Type': 'application/json', 'X-Nearhand': '1' };
      return (await fetch(`/api/v1${at}`, { method: 'POST', headers, body: JSON.stringify(what) })).json();
    },
    [path, body],
  );

/** On the way between them in the bundled city one leaves a road by the right of its two lanes. */
const START = [14.4928, 35.8886];
const END = [14.465804, 35.887354];
const ADDRESS = '17 Triq il-Wied';
/** Far enough from the route to be off it. */
const ELSEWHERE = [14.4896, 35.9184];
const at = ([longitude, latitude]) => ({ longitude, latitude, accuracy: 5 });

/** Drives along points until one of some things is seen; the last point. */
async function drive({ page, context }, points, until) {
  for (const point of points) {
    await context.setGeolocation(at(point));
    await page.waitForTimeout(STEP_MS);
    if (until && (await until.isVisible())) return point;
  }
  return points.at(-1);
}

/** A phone on the way to a request at the end, its voice turned off before it set out. */
async function underway(desk) {
  const phone = await signedIn(browser, server.links.field, { ...PHONE, geolocation: at(START), before: givesVoices });
  const { page } = phone;
  await page.getByRole('button', { name: 'Start shift' }).click();
  await page.locator('[data-testid=gps][data-state=on]').waitFor();
  const own = (await get(page, '/me')).team;
  const asked = { position: END, address: ADDRESS, type: 'wellness_check', priority: 2 };
  const request = await post(desk.page, '/requests', asked);
  const assignment = await post(desk.page, `/requests/${request.id}/assignments`, { team: own });
  await page.locator('[data-testid=next][data-step=acknowledge]').click();
  await page.locator('[data-testid=guidance]').waitFor();
  return { ...phone, route: () => get(page, `/assignments/${assignment.id}/route`) };
}

test('a trip is guided to its end with lanes and voice, and found again after a wrong turn', async () => {
  const desk = await signedIn(browser, server.links.dispatcher);
  const phone = await underway(desk);
  const { page, context, faults } = phone;
  await staysMuted(page);

  const planned = await phone.route();
  const left = async () => page.locator('[data-testid=guidance]').innerText();
  const before = await left();
  const lanes = page.locator('[data-testid=lanes]');
  const points = along(planned.geometry.coordinates);
  const atLanes = await drive(phone, points, lanes);
  assert.notEqual(await left(), before, 'the guidance counts down');
  assert.equal(await lanes.innerText(), 'Use the right lane');
  assert.equal(await lanes.locator('svg.usable').count(), 1);
  await assertAccessible(page, 'field, lanes');
  await picture(page, 'field-lanes');

  const further = points.slice(points.indexOf(atLanes)).slice(0, 22);
  const turnOff = await drive(phone, further);
  const spoken = planned.announcements.en.map(({ text }) => text);
  const heard = await said(page);
  assert.ok(heard.length > 2, `it spoke: ${heard}`);
  assert.deepEqual(heard, spoken.slice(1, 1 + heard.length), 'in order, each once, without what was said while it was muted');

  const rerouted = page.locator('[data-testid=rerouted]');
  const wrong = await post(desk.page, '/route', { from: turnOff, to: ELSEWHERE });
  const lost = await drive(phone, along(wrong.geometry.coordinates).slice(0, 60), rerouted);
  await rerouted.waitFor();
  assert.match(await rerouted.innerText(), /left the route/);
  await picture(page, 'field-rerouted');

  const anew = await phone.route();
  assert.ok(anew.number > planned.number, `another route: ${anew.number}`);
  assert.ok(metres(anew.geometry.coordinates[0], lost) < 200, 'from where the team is');
  await speaks(page, 'es');
  const soFar = (await said(page)).length;
  const arrived = page.locator('[data-testid=arrived]');
  await drive(phone, along(anew.geometry.coordinates), arrived);
  await arrived.waitFor();
  const then = (await page.evaluate(() => window.said)).slice(soFar);
  const inSpanish = anew.announcements.es.map(({ text }) => text);
  assert.deepEqual(
    then.map(({ text }) => text),
    inSpanish.slice(-then.length),
    'on the new way, in Spanish, to its end',
  );
  assert.ok(then.length >= inSpanish.length - 1, 'only the departure may have been said before');
  assert.ok(then.at(-1).text.endsWith(ADDRESS), then.at(-1).text);
  assert.ok(then.every(({ voice, lang }) => voice === 'Español' && lang === 'es_ES'));
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

/** The voice is turned off before setting out, and says nothing; that is remembered; then it is turned on. */
async function staysMuted(page) {
  const voice = page.locator('[data-testid=voice]');
  assert.equal(await voice.getAttribute('aria-pressed'), 'true');
  await voice.click();
  await page.locator('[data-testid=next][data-step=en_route]').click();
  await page.locator('[data-testid=status][data-status=en_route]').waitFor();
  await page.locator('[data-testid=next][data-step=on_scene]').waitFor();
  assert.deepEqual(await said(page), []);
  await page.reload();
  await voice.waitFor();
  assert.equal(await voice.getAttribute('aria-pressed'), 'false');
  await page.locator('[data-testid=to-next]').waitFor();
  await page.waitForTimeout(2 * STEP_MS);
  assert.deepEqual(await said(page), []);
  await voice.click();
  assert.equal(await voice.getAttribute('aria-pressed'), 'true');
}

/** Turns the page to another language. */
async function speaks(page, language) {
  await page.locator('header summary').click();
  await page.locator('header select').nth(1).selectOption(language);
  await page.locator(`html[lang=${language}]`).waitFor();
  await page.locator('header summary').click();
}
