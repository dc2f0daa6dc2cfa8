// The phone: presses without a network are kept in order and arrive once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, picture, pictures, signedIn, startBrowser } from './lib/browser.mjs';
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

/** The desk takes in a request and sends the phone's team to it; the request's id. */
async function sendTeam(desk, phone, place) {
  const own = await phone.evaluate(async () => (await (await fetch('/api/v1/me')).json()).team);
  return desk.evaluate(
    async ([position, team]) => {
      const post = async (path, body) =>
        (
          await fetch(`/api/v1${path}`, {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', 'X-Nearhand': '1' },
            body: JSON.stringify(body),
          })
        ).json();
      const request = await post('/requests', { position, type: 'wellness_check', priority: 2, note: 'Knock twice.' });
      await post(`/requests/${request.id}/assignments`, { team });
      return request.id;
    },
    [place, own],
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

  const requestId = await sendTeam(desk.page, page, city.center);
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
  // This browser has no voice at all: it is said, and the rest works.
  await page.getByText('no voice for English').waitFor();
  await picture(page, 'field-offline');
  await context.setOffline(false);
  await page.getByText('not sent yet').waitFor({ state: 'detached' });
  page.expectsOffline = false;

  const request = await desk.page.evaluate(async (id) => (await fetch(`/api/v1/requests/${id}`)).json(), requestId);
  assert.ok(request.times.acknowledged <= request.times.en_route);
  assert.equal(await page.locator('[data-testid=status]').getAttribute('data-status'), 'en_route');
  await everyLanguageGuides(page, await assignedRoute(desk.page, requestId));
  assertClean(desk, phone);
  await desk.context.close();
  await context.close();
});

/** The steps as the server words them. */
async function assignedRoute(desk, requestId) {
  return desk.evaluate(async (id) => {
    const request = await (await fetch(`/api/v1/requests/${id}`)).json();
    const route = await (await fetch(`/api/v1/assignments/${request.assignments.at(-1)}/route`)).json();
    return route.steps.map(({ instruction }) => instruction);
  }, requestId);
}

/** In English the phone says what the server says; in other languages no English is left. */
async function everyLanguageGuides(page, english) {
  assert.ok(english.length > 2, 'the way has turns');
  await page.locator('[data-testid=steps] summary').click();
  const told = () => page.locator('[data-testid=steps] li span:first-child').allInnerTexts();
  assert.deepEqual(await told(), english);
  for (const [language, arrived] of [
    ['es', /^(Ha llegado|Su destino está .+)$/],
    ['ru', /^(Вы на месте|Место назначения .+)$/],
  ]) {
    await page.locator('header summary').click();
    await page.locator('header select').nth(1).selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    await page.locator('header summary').click();
    const steps = await told();
    assert.match(steps.at(-1), arrived);
    assert.equal(steps.length, english.length);
    const text = await page.locator('body').innerText();
    assert.doesNotMatch(text, /\b(Turn|Bear|Head|Continue|straight|onto|exit|left|min ago|Settings|Live|Wellness|On scene|Position)\b/);
    await assertFitsPhone(page, `field-${language}`);
    await page.evaluate(() => document.querySelector('main').scrollTo(0, 0));
    await picture(page, `field-driving-${language}`);
  }
}
