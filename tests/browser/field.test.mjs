// The phone: presses without a network are kept in order and arrive once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, picture, pictures, signedIn, startBrowser } from './lib/browser.mjs';
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

/** Waits until the map draws the way to the request. */
async function routeDrawn(page) {
  await page.waitForFunction(
    () =>
      document.querySelector('[data-testid=map]').cityMap.map.queryRenderedFeatures({ layers: ['route-selected'] }).length > 0,
  );
}

const PHONE = { viewport: { width: 412, height: 880 }, isMobile: true, hasTouch: true, permissions: ['geolocation'] };

test('presses made offline are kept and arrive once, in order', async () => {
  const desk = await signedIn(browser, server.links.dispatcher);
  const city = await desk.page.evaluate(async () => (await fetch('/api/v1/city')).json());
  const [longitude, latitude] = city.posts[0]?.position ?? city.center;
  const phone = await signedIn(browser, server.links.field, { ...PHONE, geolocation: { longitude, latitude, accuracy: 6 } });
  const { page, context } = phone;
  await page.getByRole('button', { name: 'Start shift' }).click();
  await page.locator('[data-testid=gps][data-state=on]').waitFor();
  await pictures(page, 'field-available');
  await assertAccessible(page, 'field, available');

  const team = await page.evaluate(async () => (await (await fetch('/api/v1/me')).json()).team);
  const requestId = await desk.page.evaluate(
    async ([position, assigned]) => {
      const post = async (path, body) =>
        (
          await fetch(`/api/v1${path}`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', 'X-Nearhand': '1' },
            body: JSON.stringify(body),
          })
        ).json();
      const request = await post('/requests', { position, type: 'wellness_check', priority: 2, note: 'Knock twice.' });
      await post(`/requests/${request.id}/assignments`, { team: assigned });
      return request.id;
    },
    [city.center, team],
  );
  await page.locator('[data-testid=next][data-step=acknowledge]').waitFor();
  await page.getByText('Knock twice.').waitFor();
  await routeDrawn(page);

  page.expectsOffline = true;
  await context.setOffline(true);
  await page.locator('[data-testid=next][data-step=acknowledge]').click();
  await page.locator('[data-testid=next][data-step=en_route]').click();
  await page.locator('[data-testid=next][data-step=on_scene]').waitFor();
  await page.getByText('2 messages not sent yet').waitFor();
  // The route was kept: guidance goes on without a network.
  await page.locator('[data-testid=guidance]').waitFor();
  await picture(page, 'field-offline');
  await context.setOffline(false);
  await page.getByText('not sent yet').waitFor({ state: 'detached' });
  page.expectsOffline = false;

  const request = await desk.page.evaluate(async (id) => (await fetch(`/api/v1/requests/${id}`)).json(), requestId);
  assert.ok(request.times.acknowledged <= request.times.en_route);
  assert.equal(await page.locator('[data-testid=status]').getAttribute('data-status'), 'en_route');
  assertClean(desk, phone);
  await desk.context.close();
  await context.close();
});
