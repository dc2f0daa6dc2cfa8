// The planner: bands on the map and their numbers in the table.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, mapDrawn, pictures, signedIn, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';

// A link signs in once, so both tests are of one desk.
let server, browser, desk;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  desk = await signedIn(browser, server.links.planner);
});

after(async () => {
  await desk?.context.close();
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
});

test('the period of the report on arrival times is chosen', async () => {
  const { page } = desk;
  const asks = (act) => {
    const request = page.waitForRequest('**/api/v1/reports/eta?*');
    return Promise.all([request, act()]).then(([sent]) => new URL(sent.url()).searchParams);
  };
  const daysBefore = (query) => (Date.now() - Date.parse(query.get('from'))) / 86_400_000;
  await page.getByText('No drive was followed to its end in this period.').waitFor();
  const period = page.getByRole('group', { name: 'Period' });
  assert.ok(await period.getByLabel('last 30 days').isChecked());
  for (const count of [7, 90, 30]) {
    const query = await asks(() => period.getByLabel(`last ${count} days`).check());
    assert.ok(Math.abs(daysBefore(query) - count) < 0.01 && !query.has('to'), String(query));
  }
  await period.getByLabel('from – to').check();
  await page.getByLabel('First day').fill('2026-10-25');
  const query = await asks(() => page.getByLabel('Last day').fill('2026-10-25'));
  // A day in Malta, on which clocks go back.
  assert.equal(query.get('from'), '2026-10-24T22:00:00.000Z');
  assert.equal(query.get('to'), '2026-10-25T23:00:00.000Z');
  await page.getByText('No drive was followed to its end in this period.').waitFor();
  await page.getByLabel('Last day').fill('2026-10-24');
  await page.getByText('The last day must not come before the first.').waitFor();
  assert.equal(await page.getByLabel('Last day').getAttribute('aria-invalid'), 'true');
  await assertAccessible(page, 'plan-period');
  await assertFitsPhone(page, 'plan-period');
  assertClean(desk);
});
