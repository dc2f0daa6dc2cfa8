// Reports: read, put into other groups, printed, taken home as a file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, call, picture, signedIn, speak, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';

let server, browser, desk, planner;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  desk = await signedIn(browser, server.links.dispatcher);
  await desk.page.waitForURL('**/dispatch*');
  planner = await signedIn(browser, server.links.planner);
  await planner.page.waitForURL('**/plan*');
});

after(async () => {
  await desk?.context.close();
  await planner?.context.close();
  await browser?.close();
  await server?.stop();
});

/** Two requests that a team works on, one that nobody answers, and one that is closed at once. */
async function aDay() {
  const { page } = desk;
  const { center } = await call(page, 'GET', '/city');
  const team = await call(page, 'POST', '/teams', { callsign: 'Reporter' });
  await call(page, 'POST', `/teams/${team.id}/sign-on`, {});
  const receive = (more) => call(page, 'POST', '/requests', { position: center, type: 'wellness_check', priority: 2, ...more });
  for (const priority of [1, 3]) {
    const request = await receive({ priority });
    const assignment = await call(page, 'POST', `/requests/${request.id}/assignments`, { team: team.id });
    for (const to of ['en_route', 'on_scene']) await call(page, 'POST', `/assignments/${assignment.id}/advance`, { to });
    await call(page, 'POST', `/assignments/${assignment.id}/clear`, {});
    await call(page, 'POST', `/requests/${request.id}/close`, { disposition: 'linked_to_service' });
  }
  await receive({ untriaged: true, note: 'Ms Secret' });
  const refused = await receive({ type: 'transport' });
  await call(page, 'POST', `/requests/${refused.id}/close`, { disposition: 'refused' });
}

/** The cells of a line of a table, by what it begins with. */
async function line(page, table, begins) {
  const row = page.locator(`[data-testid=${table}] tr`).filter({ has: page.getByRole('rowheader', { name: begins }) });
  return row.first().locator('td').allInnerTexts();
}

test('a planner reads the figures of a period and puts them into other groups', async () => {
  await aDay();
  const { page } = planner;
  await page.getByRole('navigation').getByRole('link', { name: 'Reports' }).click();
  await page.getByRole('heading', { name: 'Report: Valletta' }).waitFor();
  const clock = await page.getByTestId('clock').innerText();
  assert.match(clock, /Europe\/Malta/);
  assert.match(clock, new RegExp(`made .* ${new Date().getFullYear()}`));
  assert.match(clock, /Requests received in this period/);
  const response = await line(page, 'intervals', /^Response/);
  assert.equal(response[0], '2 of 4');
  assert.equal(response[5], '100.0%');
  assert.equal(response[6], '1 not yet, 1 ended without');
  const dispositions = await line(page, 'dispositions', /^Linked to a service/);
  assert.deepEqual(dispositions, ['2', '50.0%']);
  const [, , , begun, cleared] = await line(page, 'utilisation', /^Reporter/);
  assert.deepEqual([begun, cleared], ['2', '2']);

  await page.getByLabel('Group by').selectOption('priority');
  await page.getByText('Requests by: Priority').waitFor();
  assert.deepEqual((await line(page, 'volumes', /^P2/)).slice(0, 3), ['2', '0', '2']);
  assert.equal((await line(page, 'grouped', /^P1/))[0], '1 of 1');
  await page.getByLabel('Interval').selectOption('answering');
  assert.equal((await line(page, 'grouped', /^P2/))[0], '1 of 2');
  await page.getByLabel('Group by').selectOption('area');
  await page.getByText('An area is what lies nearer to one post').waitFor();
  assert.doesNotMatch(await page.locator('main').innerText(), /Secret/);
  assertClean(planner);
});

test('the figures are taken home as a file', async () => {
  const { page } = planner;
  await page.getByLabel('Group by').selectOption('type');
  await page.getByText('Requests by: Kind of help').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Volumes as CSV' }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), 'nearhand-volumes.csv');
  const [head, ...rows] = readFileSync(await file.path(), 'utf8').trim().split('\n');
  assert.match(head, /^group,requests,.*,from,to,made_at,time_zone,counted$/);
  assert.ok(rows.some((row) => row.startsWith('transport,1,')), rows.join('\n'));
  assertClean(planner);
});

test('it reads well on a screen, on a phone, on paper and in other languages', async () => {
  const { page } = planner;
  await page.getByLabel('Group by').selectOption('hour');
  await page.getByText('Requests by: Hour of the day').waitFor();
  await assertAccessible(page, 'reports');
  await picture(page, 'reports', { fullPage: true });
  await assertFitsPhone(page, 'reports');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.locator('html[data-theme=dark]').waitFor({ state: 'attached' });
  const ink = await page.locator('h1').evaluate((heading) => getComputedStyle(heading).color);
  assert.equal(ink, 'rgb(23, 32, 43)', 'paper is light, whatever the screen is');
  await page.setViewportSize({ width: 794, height: 1123 });
  assert.equal(await page.getByRole('button', { name: 'Print' }).isVisible(), false);
  assert.equal(await page.locator('header').isVisible(), false);
  assert.equal(await page.getByTestId('clock').isVisible(), true);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 794, `the printed page is ${width} px wide, the paper 794`);
  await picture(page, 'reports-print', { fullPage: true });
  const paper = (await page.pdf({ format: 'A4' })).toString('latin1');
  const sheets = paper.match(/\/Type \/Page\b/g)?.length ?? 0;
  assert.ok(sheets > 1, `all of it is printed, not only the first sheet: ${sheets}`);
  await page.emulateMedia({ media: 'screen', colorScheme: 'light' });
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const [language, title] of [
    ['ru', 'Отчёт: Valletta'],
    ['es', 'Informe: Valletta'],
  ]) {
    await speak(page, language);
    await page.getByRole('heading', { name: title }).waitFor();
    await assertFitsPhone(page, `reports-${language}`);
  }
  await assertAccessible(page, 'reports-es');
  assertClean(planner);
});
