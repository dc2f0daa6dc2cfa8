// A dispatcher closes a street by clicks alone, sees it on the map and in the list, and opens it again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, mapDrawn, pictures, signedIn, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';

let server, browser;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
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

test('a street is closed by a click and an area by three, and both are opened again', async () => {
  const desk = await signedIn(browser, server.links.dispatcher);
  const { page } = desk;
  await page.waitForURL('**/dispatch*');
  await mapDrawn(page);
  const city = await ask(page, '/api/v1/city');
  const [from, to] = [city.posts[0].position, city.posts[5].position];
  const way = await ask(page, '/api/v1/route', { from, to });
  const middle = way.geometry.coordinates[Math.floor(way.geometry.coordinates.length / 2)];
  await page.evaluate((center) => document.querySelector('[data-testid=map]').cityMap.map.jumpTo({ center, zoom: 17 }), middle);
  await mapDrawn(page);
  const clickAt = async (position) => {
    const point = await page.evaluate((position) => {
      const { map } = document.querySelector('[data-testid=map]').cityMap;
      const { x, y } = map.project(position);
      const box = map.getCanvas().getBoundingClientRect();
      return [box.left + x, box.top + y];
    }, position);
    await page.mouse.click(...point);
  };

  await page.locator('body').press('b');
  await page.locator('[data-testid=closure-pane]').waitFor();
  await clickAt(middle);
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
  const round = await ask(page, '/api/v1/route', { from, to });
  assert.ok(round.duration > way.duration, `${round.duration} and ${way.duration}`);
  await assertAccessible(page, 'dispatch with a closure');

  await page.getByLabel('An area').check();
  const corner = (x, y) => [middle[0] + x * 1e-4, middle[1] + y * 1e-4];
  for (const position of [corner(-6, -6), corner(6, -6), corner(0, 8)]) await clickAt(position);
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
  const back = await ask(page, '/api/v1/route', { from, to });
  assert.equal(back.duration, way.duration);
  await page.locator('h1').first().press('Escape');
  await page.locator('[data-testid=closure-pane]').waitFor({ state: 'detached' });
  assertClean(desk);
  await desk.context.close();
});
