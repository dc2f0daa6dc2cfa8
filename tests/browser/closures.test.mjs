// A dispatcher closes a street by clicks alone, both ways or one, sees it on the map and in the list, and opens it again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, mapDrawn, pictures, signedIn, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';
import { metres } from './lib/way.mjs';

let server, browser, desk;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  // The link opens once, so both tests are of one desk.
  desk = await signedIn(browser, server.links.dispatcher);
  await desk.page.waitForURL('**/dispatch*');
  await mapDrawn(desk.page);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Asks the server as the page would. */
async function ask(page, path, body) {
  return page.evaluate(
    async ([path, body]) => {
      const headers = { 'X-Nearhand': '1', 'Content-Type': 'application/json' };
      const answer = await fetch(path, body ? { method: 'POST', headers, body: JSON.stringify(body) } : {});
      return answer.json();
    },
    [path, body],
  );
}

/** Ids of the closures that the map draws as lines or areas. */
async function drawn(page) {
  return page.evaluate(() => {
    const { map } = document.querySelector('[data-testid=map]').cityMap;
    const features = map.queryRenderedFeatures({ layers: ['closure-closed', 'closure-slow', 'closure-area', 'closure-scheduled'] });
    return [...new Set(features.map(({ properties }) => properties.id))].sort();
  });
}

/** The way from a place to another as streets are now. */
async function wayOf(page, from, to) {
  const { geometry, duration } = await ask(page, '/api/v1/route', { from, to });
  return { from, to, coordinates: geometry.coordinates, duration };
}

/** Two points on a straight piece of street, in the direction of the way there; the way back takes it, too. */
function sharedStreet(there, back) {
  const between = ([x, y], [toX, toY], share) => [x + (toX - x) * share, y + (toY - y) * share];
  const pieces = new Set(back.coordinates.slice(1).map((head, i) => `${back.coordinates[i]} ${head}`));
  // Not where a way begins or ends: who stands in a closure may leave it.
  const margin = Math.floor(there.coordinates.length / 5);
  for (let i = margin; i < there.coordinates.length - margin; i += 1) {
    const [tail, head] = [there.coordinates[i], there.coordinates[i + 1]];
    if (metres(tail, head) > 60 && pieces.has(`${head} ${tail}`)) return [between(tail, head, 0.25), between(tail, head, 0.75)];
  }
  throw new Error('the ways share no straight street');
}

/** Turns to closures with a place in the middle of the map. */
async function closuresAt(page, middle) {
  await page.evaluate((center) => document.querySelector('[data-testid=map]').cityMap.map.jumpTo({ center, zoom: 17 }), middle);
  await mapDrawn(page);
  await page.locator('body').press('b');
  await page.locator('[data-testid=closure-pane]').waitFor();
}

async function clickAt(page, position) {
  const point = await page.evaluate((position) => {
    const { map } = document.querySelector('[data-testid=map]').cityMap;
    const { x, y } = map.project(position);
    const box = map.getCanvas().getBoundingClientRect();
    return [box.left + x, box.top + y];
  }, position);
  await page.mouse.click(...point);
}

test('a street is closed by a click and an area by three, and both are opened again', async () => {
  const { page } = desk;
  const { posts } = await ask(page, '/api/v1/city');
  const [from, to] = [posts[0].position, posts[5].position];
  const way = await wayOf(page, from, to);
  const middle = way.coordinates[Math.floor(way.coordinates.length / 2)];
  await closuresAt(page, middle);
  await clickAt(page, middle);
  await page.getByText('1 point').waitFor();
  await page.getByLabel('Reason').fill('Burst pipe');
  await page.getByRole('button', { name: 'Close it' }).click();
  const row = page.locator('[data-testid=closures] li');
  await row.first().waitFor();
  assert.equal(await row.first().getAttribute('data-state'), 'active');
  assert.match(await row.first().innerText(), /Burst pipe/);
  await page.waitForFunction(() => document.querySelector('[data-testid=map]').cityMap.map.areTilesLoaded());
  await page.waitForTimeout(500);
  assert.deepEqual(await drawn(page), ['C1']);
  const round = await wayOf(page, from, to);
  assert.ok(round.duration > way.duration, `${round.duration} and ${way.duration}`);
  await assertAccessible(page, 'dispatch with a closure');

  await page.getByLabel('An area').check();
  const corner = (x, y) => [middle[0] + x * 1e-4, middle[1] + y * 1e-4];
  for (const position of [corner(-6, -6), corner(6, -6), corner(0, 8)]) await clickAt(page, position);
  await page.getByText('3 points').waitFor();
  await page.getByLabel('Slow', { exact: true }).check();
  await page.getByLabel('Reason').fill('Parade');
  await page.getByRole('button', { name: 'Close it' }).click();
  await row.nth(1).waitFor();
  await page.waitForTimeout(500);
  assert.deepEqual(await drawn(page), ['C1', 'C2']);
  await pictures(page, 'dispatch-closures');

  await page.getByRole('button', { name: 'End C2' }).click();
  await page.getByRole('button', { name: 'End C1' }).click();
  await page.getByText('Nothing is closed.').waitFor();
  await page.waitForTimeout(500);
  assert.deepEqual(await drawn(page), []);
  const back = await wayOf(page, from, to);
  assert.equal(back.duration, way.duration);
  await page.locator('h1').first().press('Escape');
  await page.locator('[data-testid=closure-pane]').waitFor({ state: 'detached' });
  assertClean(desk);
});

/** What a layer of the map draws now. */
const shown = (page, layer) =>
  page.evaluate((layer) => {
    const { map } = document.querySelector('[data-testid=map]').cityMap;
    return map.queryRenderedFeatures({ layers: [layer] }).map(({ properties }) => properties);
  }, layer);

/** Degrees between two directions. */
const apart = (a, b) => Math.abs(((a - b + 540) % 360) - 180);

/** Closes what is drawn; the closure that the server has then. */
async function close(page, reason) {
  await page.getByLabel('Reason').fill(reason);
  await page.getByRole('button', { name: 'Close it' }).click();
  const row = page.locator('[data-testid=closures] li').filter({ hasText: reason });
  await row.waitFor();
  return { ...(await ask(page, `/api/v1/closures/${await row.getAttribute('data-id')}`)), said: await row.innerText() };
}

async function end(page, { id }) {
  await page.getByRole('button', { name: `End ${id}` }).click();
  await page.getByText('Nothing is closed.').waitFor();
}

/** A street that two teams would drive in opposite directions, and who of them takes longer now than without closures. */
async function streetOfTwoWays(page) {
  const { posts } = await ask(page, '/api/v1/city');
  const [one, other] = [posts[4].position, posts[5].position];
  const [there, back] = [await wayOf(page, one, other), await wayOf(page, other, one)];
  const [a, b] = sharedStreet(there, back);
  const longer = async ({ from, to, duration }) => (await wayOf(page, from, to)).duration > duration;
  return {
    a,
    b,
    middle: [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2],
    // A few hundred metres are flat.
    direction: (Math.atan2((b[0] - a[0]) * Math.cos((a[1] * Math.PI) / 180), b[1] - a[1]) * 180) / Math.PI,
    async longer() {
      await page.waitForTimeout(500);
      return { there: await longer(there), back: await longer(back) };
    },
  };
}

test('one way of a street is closed by its ends, and the other way by a choice', async () => {
  const { page } = desk;
  const street = await streetOfTwoWays(page);
  await closuresAt(page, street.middle);
  assert.equal(await page.getByLabel('Direction of travel').count(), 0, 'both ways need no direction');
  await page.getByLabel('Between two points').check();
  await page.getByLabel('One way').check();
  await clickAt(page, street.a);
  await clickAt(page, street.b);
  await page.getByText('2 points').waitFor();
  await page.waitForTimeout(500);
  const [arrow] = await shown(page, 'closure-draft-arrow');
  assert.ok(apart(arrow.heading, street.direction) < 8, `${arrow.heading} and ${street.direction}`);
  await assertAccessible(page, 'a closure for one way');
  await pictures(page, 'dispatch-closure-one-way');
  const there = await close(page, 'Water main');
  assert.equal(there.heading, arrow.heading);
  assert.match(there.said, /closed, \w+bound only/);
  assert.ok(await page.getByLabel('Both ways').isChecked(), 'the next closure is for both ways again');
  assert.deepEqual(await street.longer(), { there: true, back: false });
  await end(page, there);

  await page.getByLabel('One way').check();
  await clickAt(page, street.a);
  await clickAt(page, street.b);
  await page.getByText('2 points').waitFor();
  await page.getByLabel('Direction of travel').selectOption('From the second point to the first');
  const back = await close(page, 'Scaffold');
  assert.ok(apart(back.heading, there.heading + 180) <= 1, `${back.heading} and ${there.heading}`);
  assert.deepEqual(await street.longer(), { there: false, back: true });
  await end(page, back);
  await page.locator('h1').first().press('Escape');
  await page.locator('[data-testid=closure-pane]').waitFor({ state: 'detached' });
  assertClean(desk);
});

test('one way by the compass is slowed to a speed', async () => {
  const { page } = desk;
  const street = await streetOfTwoWays(page);
  await closuresAt(page, street.middle);
  await page.getByLabel('One street').check();
  await page.getByLabel('One way').check();
  await clickAt(page, street.middle);
  await page.getByLabel('Reason').fill('Market');
  assert.ok(await page.getByRole('button', { name: 'Close it' }).isDisabled(), 'a direction is still to be chosen');
  const eighth = (Math.round(street.direction / 45) + 8) % 8;
  const names = ['north', 'northeast', 'east', 'southeast', 'south', 'southwest', 'west', 'northwest'];
  await page.getByLabel('Direction of travel').selectOption(`${names[eighth]}bound`);
  await page.getByLabel('Slow', { exact: true }).check();
  await page.getByLabel('How slow').selectOption('no faster than 10 km/h');
  const slow = await close(page, 'Market');
  assert.equal(slow.heading, eighth * 45);
  assert.equal(slow.effect.kind, 'slowed_to');
  assert.ok(Math.abs(slow.effect.speed - 10 / 3.6) < 1e-9, `${slow.effect.speed} m/s`);
  const words = `${slow.id} slow to 10 km/h, ${names[eighth]}bound only`;
  assert.ok(slow.said.includes(words), slow.said);
  assert.deepEqual(await street.longer(), { there: true, back: false });
  const [label] = await shown(page, 'closure-text');
  assert.equal(label.text, words);
  await end(page, slow);
  assertClean(desk);
});
