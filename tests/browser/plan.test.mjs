// The planner: bands on the map and their numbers in the table.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, mapDrawn, pictures, signedIn, startBrowser } from './lib/browser.mjs';
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

async function downloaded(page) {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download GeoJSON' }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), 'reach.geojson');
  return JSON.parse(readFileSync(await file.path(), 'utf8'));
}

test('a point shows nested bands and the share that they cover', async () => {
  const desk = await signedIn(browser, server.links.planner);
  const { page } = desk;
  await page.waitForURL('**/plan*');
  await mapDrawn(page);
  await page.getByRole('button', { name: 'Add the map’s centre' }).click();
  const rows = page.locator('[data-testid=cover] tbody tr');
  await rows.first().waitFor();
  assert.equal(await rows.count(), 3);
  const shares = (await rows.locator('td:nth-child(2) b').allInnerTexts()).map((text) => parseFloat(text));
  assert.ok(shares[0] > 0 && shares[0] <= shares[1] && shares[1] <= shares[2] && shares[2] <= 100, String(shares));
  await page.waitForFunction(() => {
    const { map } = document.querySelector('[data-testid=map]').cityMap;
    return map.queryRenderedFeatures({ layers: ['reach-fill-0', 'reach-fill-1', 'reach-fill-2'] }).length >= 3;
  });
  // The page may not be busy yet when the box is checked: the answer itself is waited for.
  const turned = page.waitForResponse('**/api/v1/reach');
  await page.getByLabel('From anywhere to here').check();
  await turned;
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
  const exact = await downloaded(page);
  assert.equal(exact.features.length, 3);
  const answered = page.waitForResponse('**/api/v1/reach');
  await page.getByLabel('Simple, small gaps filled').check();
  await answered;
  await page.waitForFunction(() => document.querySelector('[aria-busy=true]') === null);
  const simple = await downloaded(page);
  assert.ok(JSON.stringify(simple).length * 2 < JSON.stringify(exact).length, 'simple outlines have fewer points');
  assert.deepEqual(simple.features[0].properties, exact.features[0].properties);
  await assertAccessible(page, 'plan');
  await pictures(page, 'plan');
  await assertFitsPhone(page, 'plan');
  assertClean(desk);
  await desk.context.close();
});
