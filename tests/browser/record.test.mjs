// Partners and supervisors: a referral on its way, a request opened in an emergency, and the record of both.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, call, mapDrawn, picture, pictures, signedIn, speak, startBrowser } from './lib/browser.mjs';
import { accept, bothThemes, enter, forget, PASSWORD } from './lib/people.mjs';
import { startServer } from './lib/server.mjs';

let server, browser, admin, desk;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  admin = await accept(browser, server.links.administrator, '/people');
  desk = await signedIn(browser, server.links.dispatcher);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Makes an account and signs its owner in. */
async function join(account, home, options) {
  const { id } = await call(admin.page, 'POST', '/accounts', account);
  const { url } = await call(admin.page, 'POST', `/accounts/${id}/invitation`, {});
  return { id, ...(await accept(browser, url, home, options)) };
}

test('a partner tells of somebody, the desk answers and sends a team, and the partner sees how far it is', async () => {
  const phone = { viewport: { width: 412, height: 880 }, isMobile: true, hasTouch: true };
  const partner = await join({ name: 'county.desk', role: 'partner', partner: 'county_mental_health' }, '/partner', phone);
  const { page } = partner;
  await page.getByText('You have not sent any referral yet.').waitFor();
  await page.getByRole('button', { name: 'Send to the desk' }).click();
  await page.getByText('Choose an address from the list').waitFor();
  await page.getByRole('combobox', { name: 'Address' }).fill('triq ir-rep');
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.getByLabel('Type of help').selectOption('transport');
  await page.getByLabel('Note for the desk').fill('Ana at the clinic, 0123');
  await mapDrawn(page);
  await assertAccessible(page, 'partner');
  await pictures(page, 'partner-phone');
  await page.getByRole('button', { name: 'Send to the desk' }).click();
  const confirmation = page.getByText('The desk has your referral.');
  await confirmation.waitFor();
  const id = /R\d+/.exec(await confirmation.innerText())[0];
  const own = page.locator(`[data-testid=referrals] [data-id=${id}]`);
  await own.getByText('With the desk').waitFor();
  assert.ok(!page.url().includes('#'), 'the address does not tell where help is needed');

  // The console reads the chosen request from its address when it begins.
  await desk.page.goto(`${server.url}/dispatch#request=${id}`);
  await desk.page.reload();
  await desk.page.locator('[data-testid=request][data-state=received]').waitFor();
  await desk.page.getByText('Ana at the clinic, 0123').waitFor();
  await desk.page.getByRole('button', { name: 'Answer', exact: true }).click();
  await desk.page.locator('[data-testid=request]:not([data-state=received])').waitFor();
  await call(desk.page, 'POST', `/requests/${id}/triage`, { answers: {} });
  const [team] = (await call(desk.page, 'GET', '/teams')).items;
  await call(desk.page, 'POST', `/teams/${team.id}/sign-on`, {});
  await desk.page.goto(`${server.url}/crews`);
  await call(desk.page, 'POST', `/requests/${id}/assignments`, { team: team.id, shown: [] });
  await page.locator(`[data-testid=referrals] [data-id=${id}][data-stage=under_way]`).waitFor({ timeout: 45_000 });
  await own.getByText('Under way').waitFor();

  // A click on the map is enough where there is no address.
  await page.locator('[data-testid=map] canvas').click({ position: { x: 150, y: 120 } });
  await page.waitForFunction(() => document.querySelector('[role=combobox]').value !== '');
  await assertAccessible(page, 'partner, with a referral');
  await page.setViewportSize({ width: 1280, height: 860 });
  await mapDrawn(page);
  await pictures(page, 'partner');
  for (const language of ['es', 'ru', 'en']) {
    await speak(page, language);
    await assertFitsPhone(page, `partner-${language}`);
  }
  assertClean(partner);
  await partner.context.close();
});

test('a supervisor opens a request in an emergency, and finds that on record; an account that is disabled is out', async () => {
  const made = (await call(desk.page, 'GET', '/requests?limit=1')).items[0];
  const supervisor = await join({ name: 'sol', role: 'supervisor' }, '/record');
  const { page } = supervisor;
  await page.locator('[data-testid=access] tr', { hasText: 'made an account' }).first().waitFor();
  await assertAccessible(page, 'record, access');
  await bothThemes(page, 'record-access');

  const part = (name) => page.getByRole('navigation', { name: 'Parts of this page' }).getByRole('link', { name }).click();
  await part('Open a request');
  const show = page.getByRole('button', { name: 'Show the request' });
  await page.getByLabel('Request').fill('12');
  await page.getByLabel('Why it must be seen').fill('The clinic asks who took the call');
  await show.click();
  await page.getByText('An id of a request is an R and a number').waitFor();
  await page.getByLabel('Request').fill('R99999');
  await show.click();
  await page.getByRole('alert').getByText('there is no request R99999').waitFor();
  forget(supervisor, 404);
  await page.getByLabel('Request').fill(made.id);
  await show.click();
  const opened = page.locator('[data-testid=opened]');
  await opened.getByText('Ana at the clinic, 0123').waitFor();
  await opened.getByText(`That you opened ${made.id} is on record.`).waitFor();
  await assertAccessible(page, 'record, opened');
  await bothThemes(page, 'record-opened');
  await assertFitsPhone(page, 'record-opened');

  await part('Access');
  await page.getByLabel('What').selectOption('broke_glass');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  const entry = page.locator('[data-testid=access] tbody tr', { hasText: made.id });
  await entry.getByText('The clinic asks who took the call').waitFor();
  await entry.getByText(`Supervisor (${supervisor.id})`).waitFor();
  // Only what was asked for.
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=access] tbody tr').length === 1);
  await page.getByLabel('About').fill('R99999');
  await page.getByRole('button', { name: 'Show', exact: true }).click();
  await page.getByText('There is no such entry.').waitFor();

  await part('Changes');
  await page.locator('[data-testid=changes] tbody tr', { hasText: 'request_created' }).waitFor();
  assert.ok(!(await page.locator('main').innerText()).includes('Ana at the clinic'), 'no note in the log of changes');
  await assertAccessible(page, 'record, changes');
  await bothThemes(page, 'record-changes');
  for (const language of ['es', 'ru', 'en']) {
    await speak(page, language);
    await assertFitsPhone(page, `record-changes-${language}`);
  }

  const { page: people } = admin;
  await people.reload();
  await people.getByRole('button', { name: 'sol', exact: true }).click();
  await people.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await people.locator(`[data-testid=accounts] [data-id=${supervisor.id}]`).getByText('disabled').waitFor();
  await picture(people, 'people-disabled');
  await page.getByRole('button', { name: 'Newest' }).click();
  await page.getByRole('heading', { name: 'Sign in to Nearhand' }).waitFor();
  await enter(page, 'sol', PASSWORD);
  await page.getByText('The name, the password or the code is wrong.').waitFor();
  forget(supervisor, 401);
  forget(desk, 401);
  assertClean(admin, desk, supervisor);
  await supervisor.context.close();
});
