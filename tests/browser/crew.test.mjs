// Crews on their way: taking somebody along, being heard of in time, writing to a request.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, call, picture, signedIn, speak, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';
import { along, STEP_MS } from './lib/way.mjs';

let server, browser, desk, city;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  desk = await signedIn(browser, server.links.dispatcher);
  city = await call(desk.page, 'GET', '/city');
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const PHONE = { viewport: { width: 412, height: 880 }, isMobile: true, hasTouch: true, permissions: ['geolocation'] };

/** A phone of the team on shift, standing at a post. */
async function onShift(team) {
  const { url } = await call(desk.page, 'POST', '/sign-in-links', { role: 'field', team });
  const [longitude, latitude] = city.posts[0].position;
  const geolocation = { longitude, latitude, accuracy: 5 };
  const phone = await signedIn(browser, new URL(url, server.url).href, { ...PHONE, geolocation });
  await phone.page.getByRole('button', { name: 'Start shift' }).click();
  await phone.page.locator('[data-testid=gps][data-state=on]').waitFor();
  return phone;
}

/** The desk sends the phone's team to a request; its assignment. */
async function sent(team, note = 'Knock twice.') {
  const asked = { position: city.center, address: 'Main Street 1', type: 'wellness_check', priority: 2, note };
  const { id } = await call(desk.page, 'POST', '/requests', asked);
  const { id: assignment } = await call(desk.page, 'POST', `/requests/${id}/assignments`, { team });
  return { request: id, assignment };
}

const newTeam = async (callsign) => (await call(desk.page, 'POST', '/teams', { callsign })).id;
const press = (page, step) => page.locator(`[data-testid=next][data-step=${step}]`).click();
const stands = (page, status) => page.locator(`[data-testid=status][data-status=${status}]`).waitFor();

test('a team takes a person to a place, is led there and done', async () => {
  const team = await newTeam('Transport 1');
  const way = await call(desk.page, 'POST', '/route', { from: city.posts[0].position, to: city.posts[2].position });
  const place = (name, more) => call(desk.page, 'POST', '/destinations', { name, position: city.posts[3].position, ...more });
  // A few hundred metres away.
  const near = along(way.geometry.coordinates)[15];
  const open = await place('Crisis centre', { position: near, address: 'Harbour Road 5', places: 3 });
  await place('Night shelter', {});
  // Open for one minute a week, and not in this one nor the next.
  const minute = 24 * 60 * ((new Date().getUTCDay() + 2) % 7);
  const closed = await place('Day clinic', { hours: [[minute, minute + 1]] });
  await place('Full house', { places: 0 });

  const phone = await onShift(team);
  const { page } = phone;
  const { request, assignment } = await sent(team);
  for (const step of ['acknowledge', 'en_route', 'on_scene', 'with_client']) await press(page, step);
  await stands(page, 'with_client');
  assert.equal(await page.locator('[data-testid=guidance]').count(), 0, 'nowhere to drive to');

  await page.getByRole('button', { name: 'Take to a place' }).click();
  const dialog = page.getByRole('dialog');
  assert.deepEqual(await dialog.locator('[data-destination] b').allInnerTexts(), ['Crisis centre', 'Night shelter', 'Day clinic', 'Full house']);
  assert.match(await dialog.locator(`[data-destination=${open.id}]`).innerText(), /Harbour Road 5\s+always open · 3 places free/);
  assert.match(await dialog.locator(`[data-destination=${closed.id}]`).innerText(), /closed, opens \w+ 00:00/);
  assert.match(await dialog.locator('[data-why=full]').innerText(), /full/);
  await assertAccessible(page, 'field, destinations');
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `field-destinations-${colorScheme}`);
  }
  // A closed one asks why, and says it to the desk; then the crew thinks better of it.
  await dialog.locator(`[data-destination=${closed.id}]`).click();
  await dialog.getByRole('button', { name: 'They expect us' }).click();
  await stands(page, 'transporting');
  await page.locator('[data-testid=destination]', { hasText: 'Day clinic' }).waitFor();
  await page.locator('[data-testid=guidance]').waitFor();
  await page.getByRole('button', { name: 'Another place' }).click();
  await dialog.locator(`[data-destination=${open.id}]`).click();
  await page.locator('[data-testid=destination]', { hasText: 'Harbour Road 5' }).waitFor();
  await page.waitForFunction(
    async ([id, name]) => {
      const route = await (await fetch(`/api/v1/assignments/${id}/route`)).json();
      return route.steps?.at(-1).instruction.endsWith(name);
    },
    [assignment, 'Crisis centre'],
  );
  await page.locator('[data-testid=steps] summary').click();
  await page.locator('[data-testid=steps] li', { hasText: 'Crisis centre' }).waitFor();
  await assertAccessible(page, 'field, transporting');
  await picture(page, 'field-transporting');
  for (const language of ['es', 'ru', 'en']) {
    await speak(page, language);
    await page.locator('[data-testid=transport]').click();
    await assertFitsPhone(page, `field-destinations-${language}`);
    await page.keyboard.press('Escape');
  }

  const { geometry } = await call(page, 'GET', `/assignments/${assignment}/route`);
  for (const [longitude, latitude] of along(geometry.coordinates)) {
    await phone.context.setGeolocation({ longitude, latitude, accuracy: 5 });
    await page.waitForTimeout(STEP_MS);
  }
  await page.locator('[data-testid=arrived]', { hasText: 'At destination' }).waitFor();
  await press(page, 'at_destination');
  await stands(page, 'at_destination');
  await press(page, 'clear');
  await stands(page, 'available');
  // The phone shows its own press at once; the desk hears of it when the server has it.
  await desk.page.waitForFunction(
    async (id) => (await (await fetch(`/api/v1/requests/${id}`)).json()).times.cleared !== undefined,
    request,
  );
  const { times } = await call(desk.page, 'GET', `/requests/${request}`);
  assert.ok(times.left_scene <= times.at_destination && times.at_destination <= times.cleared);
  assert.equal((await call(desk.page, 'GET', `/assignments/${assignment}`)).destination, open.id);
  assertClean(phone);
  await phone.context.close();
});

test('a crew is heard of in time, or its desk is told', async () => {
  const team = await newTeam('Check-in 1');
  const phone = await onShift(team);
  const { page } = phone;
  assert.equal(await page.locator('[data-testid=check-in]').count(), 0);
  const row = desk.page.locator(`[data-testid=teams] tr[data-team=${team}]`);
  await row.getByRole('button').click();
  const timer = desk.page.getByRole('form', { name: 'Check-in timer' });
  await timer.getByLabel('At the latest every').fill('1');
  await timer.getByRole('button', { name: 'Start' }).click();
  await timer.getByText(/next check-in within 0:[1-5]\d/).waitFor();

  const own = (phase) => page.locator(`[data-testid=check-in][data-phase=${phase}]`);
  await own('calm').waitFor();
  await own('soon').waitFor({ timeout: 60_000 });
  await own('soon').getByText('due soon').waitFor();
  await assertAccessible(page, 'field, check-in due soon');
  await picture(page, 'field-check-in-soon');
  await page.getByRole('button', { name: 'I’m fine' }).click();
  await own('calm').waitFor();

  const alarm = desk.page.locator('[data-testid=alarms]').getByText('Check-in 1');
  await alarm.waitFor({ timeout: 90_000 });
  await row.getByText('check-in missed').waitFor();
  await desk.page.getByRole('log').getByText('Check-in 1 missed its check-in').waitFor({ state: 'attached' });
  await own('overdue').waitFor();
  await assertAccessible(page, 'field, check-in overdue');
  await assertAccessible(desk.page, 'console, check-in missed');
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `field-check-in-overdue-${colorScheme}`);
    await desk.page.emulateMedia({ colorScheme });
    await picture(desk.page, `dispatch-check-in-missed-${colorScheme}`);
  }
  await page.getByRole('button', { name: 'I’m fine' }).click();
  await alarm.waitFor({ state: 'detached' });
  await timer.getByLabel('At the latest every').fill('30');
  await timer.getByRole('button', { name: 'Change' }).click();
  await timer.getByText(/within (29|30):/).waitFor();
  await timer.getByRole('button', { name: 'Stop timer' }).click();
  await page.locator('[data-testid=check-in]').waitFor({ state: 'detached' });
  assertClean(desk, phone);
  await phone.context.close();
});

test('a team writes to its request, also without a network', async () => {
  const team = await newTeam('Notes 1');
  const phone = await onShift(team);
  const { page } = phone;
  const { request } = await sent(team);
  await page.locator('[data-testid=next][data-step=acknowledge]').waitFor();
  page.expectsOffline = true;
  await phone.context.setOffline(true);
  await page.locator('[data-testid=note-form] summary').click();
  await page.getByLabel('New note').fill('The bell is broken');
  await page.getByRole('button', { name: 'Add note' }).click();
  await page.getByText('1 message not sent yet').waitFor();
  await phone.context.setOffline(false);
  await page.locator('[data-testid=assignment]').getByText('The bell is broken').waitFor();
  page.expectsOffline = false;
  const { notes } = await call(desk.page, 'GET', `/requests/${request}`);
  assert.deepEqual(notes.map(({ text }) => text), ['The bell is broken']);
  assert.equal(await page.locator('[data-testid=status]').getAttribute('data-status'), 'assigned', 'a note is no answer');
  assertClean(phone);
  await phone.context.close();
});
