// The whole loop with two people: a dispatcher at a desk and a team with a phone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, mapDrawn, picture, pictures, signedIn, startBrowser } from './lib/browser.mjs';
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

test('without a session there is a page that says how to get one', async () => {
  const visitor = await signedIn(browser, `${server.url}/dispatch`);
  await visitor.page.getByRole('heading', { name: 'Sign in to Nearhand' }).waitFor();
  // The browser itself logs the 401 of /me.
  visitor.faults.splice(0, visitor.faults.length, ...visitor.faults.filter((fault) => !fault.includes('401')));
  await assertAccessible(visitor.page, 'sign-in');
  await picture(visitor.page, 'sign-in');
  assertClean(visitor);
  await visitor.context.close();
});

test('a sign-in link works once', async () => {
  const first = await signedIn(browser, server.links.planner);
  await first.page.waitForURL('**/plan*');
  const second = await browser.newContext();
  await second.request.get(server.links.planner);
  assert.equal((await second.request.get(`${server.url}/api/v1/me`)).status(), 401);
  await second.close();
  await first.context.close();
});

test('a request goes from the address to the close, by keyboard, and both screens follow', async () => {
  const desk = await signedIn(browser, server.links.dispatcher);
  const { page } = desk;
  await page.waitForURL('**/dispatch*');
  await mapDrawn(page);
  const [city, start] = await page.evaluate(async () => {
    const answer = await (await fetch('/api/v1/city')).json();
    return [answer, answer.posts[0]?.position ?? answer.center];
  });
  assert.ok(city.addresses > 0);

  const phone = await signedIn(browser, server.links.field, {
    viewport: { width: 412, height: 880 },
    isMobile: true,
    hasTouch: true,
    permissions: ['geolocation'],
    geolocation: { longitude: start[0], latitude: start[1], accuracy: 6 },
  });
  await phone.page.waitForURL('**/field*');
  await phone.page.getByRole('button', { name: 'Start shift' }).click();
  await phone.page.locator('[data-testid=status][data-status=available]').waitFor();
  await phone.page.locator('[data-testid=gps][data-state=on]').waitFor();
  const row = page.locator('[data-testid=teams] tr[data-status=available]');
  await row.waitFor();
  const callsign = (await row.locator('th').innerText()).trim();

  await page.keyboard.press('/');
  await page.keyboard.type('triq ir-rep', { delay: 30 });
  await page.getByRole('listbox').getByRole('option').first().waitFor();
  await picture(page, 'dispatch-search');
  await page.keyboard.press('Enter');
  await page.locator('[data-testid=candidates] > li').first().waitFor();
  assert.match(await page.locator('[data-testid=candidates] > li').first().innerText(), new RegExp(callsign));
  await assertAccessible(page, 'dispatch while composing');
  await pictures(page, 'dispatch-recommendation');
  await page.getByRole('combobox', { name: 'Address' }).focus();
  await page.keyboard.press('Enter');

  const assigned = page.locator('[data-testid=assigned]');
  await assigned.waitFor();
  assert.equal(await assigned.getAttribute('data-status'), 'assigned');
  await assigned.getByText('away').waitFor();
  await phone.page.getByText('New assignment').waitFor();
  await pictures(page, 'dispatch-assigned');
  await pictures(phone.page, 'field-assigned');
  await assertAccessible(page, 'dispatch with a team assigned');
  await assertAccessible(phone.page, 'field with an assignment');

  for (const [step, status] of [
    ['acknowledge', 'acknowledged'],
    ['en_route', 'en_route'],
    ['on_scene', 'on_scene'],
    ['with_client', 'with_client'],
  ]) {
    await phone.page.locator(`[data-testid=next][data-step=${step}]`).click();
    await page.locator(`[data-testid=assigned][data-status=${status}]`).waitFor();
    if (status === 'en_route') {
      await phone.page.locator('[data-testid=guidance]').waitFor();
      await pictures(phone.page, 'field-driving');
    }
  }
  await pictures(page, 'dispatch-with-client');
  await phone.page.locator('[data-testid=next][data-step=clear]').click();
  await assigned.waitFor({ state: 'detached' });
  await phone.page.getByText('No assignment').waitFor();

  await page.locator('body').press('c');
  await page.getByLabel('How it ended').selectOption('linked_to_service');
  await page.keyboard.press('Tab');
  await page.getByRole('dialog').getByRole('button', { name: 'Close request' }).press('Enter');
  await page.locator('[data-testid=request][data-state=closed]').waitFor();
  await page.getByText('Linked to a service').waitFor();
  await picture(page, 'dispatch-closed');
  assertClean(desk, phone);
  await desk.context.close();
  await phone.context.close();
});
