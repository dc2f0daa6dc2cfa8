// What the service is: seen, changed by a form and by the file, followed by pages that are open, and on record.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, call, picture, signedIn, speak, startBrowser } from './lib/browser.mjs';
import { accept, bothThemes, forget } from './lib/people.mjs';
import { startServer } from './lib/server.mjs';

let server, browser, admin, desk, phone;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  admin = await accept(browser, server.links.administrator, '/people');
  desk = await signedIn(browser, server.links.dispatcher);
  await desk.page.waitForURL('**/dispatch*');
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

const part = (page, name) => page.getByRole('navigation', { name: 'Parts of this page' }).getByRole('link', { name, exact: true }).click();
const kind = (page, id) => page.locator(`[data-testid=kinds] tr[data-id=${id}]`);
const version = async (page) => Number(await page.getByTestId('version').getAttribute('data-version'));
/** The form for the file, and what it found. */
const byFile = (page) => page.getByRole('form', { name: 'Everything, by the file' });
const wouldChange = (page) => page.getByTestId('would-change');
const fileText = (page) => page.evaluate(async () => (await fetch('/api/v1/configuration/file')).text());

/** The configuration's file with one more kind of help, and another name for a known one. */
async function nightFile(page) {
  const text = await fileText(page);
  assert.ok(text.includes('name = "Wellness check"'), text);
  const more = ['id = "night_bed"', 'name = "Bed for the night"', 'names = { es = "Cama para la noche" }', 'questions = ["danger"]'];
  return `${text.replace('name = "Wellness check"', 'name = "Welfare visit"')}\n[[request_types]]\n${more.join('\n')}\n`;
}

test('an administrator sees what the service is, and changes its goals and what is kept', async () => {
  const { page } = admin;
  await page.getByRole('navigation').getByRole('link', { name: 'Service' }).click();
  await page.getByRole('heading', { name: 'Care team' }).waitFor();
  const begun = await version(page);
  await kind(page, 'wellness_check').getByText('4 questions').click();
  await kind(page, 'wellness_check').getByText('When was the person last heard of?').waitFor();
  assert.match(await kind(page, 'wellness_check').innerText(), /More than a day ago, against habit\s+45/);
  await page.getByRole('region', { name: 'Partners' }).getByText('Fire department').waitFor();
  assert.match(await page.getByRole('region', { name: 'Titles' }).innerText(), /Dispatcher\s+Triage manager/);
  await assertAccessible(page, 'configuration');
  await bothThemes(page, 'configuration');
  await picture(page, 'configuration-whole', { fullPage: true });
  await assertFitsPhone(page, 'configuration');

  await part(page, 'Change');
  const goals = page.getByRole('form', { name: 'Goals' });
  await goals.getByLabel('Priority 1, minutes').fill('15');
  await goals.getByRole('button', { name: 'Save goals' }).click();
  await goals.getByText(`Saved: version ${begun + 1} holds.`).waitFor();
  assert.equal((await call(page, 'GET', '/city')).goals['1'], 900);
  const kept = page.getByRole('form', { name: 'How long things are kept' });
  await kept.getByLabel('Where teams were, days').fill('7');
  await kept.getByRole('button', { name: 'Save days' }).click();
  await kept.getByText(`Saved: version ${begun + 2} holds.`).waitFor();
  const { retention } = await call(page, 'GET', '/configuration');
  assert.deepEqual(retention, { breadcrumb_days: 7, access_days: 730 });
  // The console that is open shows the new goal.
  await desk.page.getByText('goal 15 min').waitFor();
  assertClean(admin, desk);
});

test('who changes what somebody else has just changed is told, and sees what holds', async () => {
  const { page } = admin;
  const other = await admin.context.newPage();
  await other.goto(`${server.url}/configuration#change`);
  await other.getByLabel('Priority 4, minutes').fill('150');
  await other.getByRole('button', { name: 'Save goals' }).click();
  await other.getByText('Saved:').waitFor();
  await other.close();
  const goals = page.getByRole('form', { name: 'Goals' });
  await goals.getByLabel('Priority 2, minutes').fill('25');
  await goals.getByRole('button', { name: 'Save goals' }).click();
  await goals.getByRole('alert').getByText('Somebody else changed the service').waitFor();
  assert.equal(await goals.getByLabel('Priority 4, minutes').inputValue(), '150');
  assert.equal((await call(page, 'GET', '/city')).goals['2'], 1800, 'nothing was overwritten');
  forget(admin, 412);
  assertClean(admin);
});

test('a file that is wrong says where, and changes nothing', async () => {
  const { page } = admin;
  const form = byFile(page);
  const before = await version(page);
  const download = page.waitForEvent('download');
  await form.getByRole('link', { name: 'Download the file' }).click();
  const file = await download;
  assert.equal(file.suggestedFilename(), 'configuration.toml');
  const text = readFileSync(await file.path(), 'utf8');
  assert.equal(text, await fileText(page));
  await form.getByLabel('Or paste its text').fill(text);
  await form.getByRole('button', { name: 'See what changes' }).click();
  await page.getByText('This file says what holds already.').waitFor();

  await form.getByLabel('Or paste its text').fill(text.replace('questions = ["danger", "last_seen"', 'questions = ["danger", "seen_last"'));
  assert.equal(await wouldChange(page).count(), 0, 'what was seen was of another text');
  await form.getByRole('button', { name: 'See what changes' }).click();
  await form.locator('[data-field=file]').getByText('seen_last').waitFor();
  assert.equal(await form.getByLabel('Or paste its text').getAttribute('aria-invalid'), 'true');
  await assertAccessible(page, 'configuration, a wrong file');
  await bothThemes(page, 'configuration-wrong');
  await form.getByLabel('Or paste its text').fill(text.replace('goals = [', 'goals = ['.repeat(2)));
  await form.getByRole('button', { name: 'See what changes' }).click();
  await form.locator('[data-field=file]').getByText(/line \d+/).waitFor();
  await picture(page, 'configuration-wrong-line');
  await assertFitsPhone(page, 'configuration-wrong');
  forget(admin, 422);
  assert.equal(await wouldChange(page).count(), 0);
  assert.equal((await call(page, 'GET', '/configuration')).version, before);
  assertClean(admin);
});

test('by the file the service has one more kind of help, which the open console offers at once', async () => {
  const { page } = admin;
  const city = await call(desk.page, 'GET', '/city');
  const [longitude, latitude] = city.posts[0].position;
  phone = await signedIn(browser, server.links.field, {
    viewport: { width: 412, height: 880 },
    permissions: ['geolocation'],
    geolocation: { longitude, latitude, accuracy: 6 },
  });
  await phone.page.getByRole('button', { name: 'Start shift' }).click();
  await phone.page.locator('[data-testid=gps][data-state=on]').waitFor();
  const type = desk.page.getByLabel('Type of help');
  assert.equal(await type.inputValue(), 'wellness_check');
  assert.ok(!(await type.innerText()).includes('Bed for the night'));
  await desk.page.evaluate(() => (window.openSince = 'before'));

  const form = byFile(page);
  const file = { name: 'night.toml', mimeType: 'application/toml', buffer: Buffer.from(await nightFile(page)) };
  await form.getByLabel('Choose a file').setInputFiles(file);
  await form.getByRole('button', { name: 'See what changes' }).click();
  await page.getByRole('heading', { name: '2 changes' }).waitFor();
  assert.match(await wouldChange(page).innerText(), /Kind of help Wellness check wellness_check\s+changed\s+Kind of help Night bed night_bed\s+added/);
  await assertAccessible(page, 'configuration, differences');
  for (const language of ['es', 'ru', 'en']) {
    await speak(page, language);
    await wouldChange(page).scrollIntoViewIfNeeded();
    await picture(page, `configuration-differences-${language}`);
    await assertFitsPhone(page, `configuration-change-${language}`);
  }
  await wouldChange(page).getByRole('button', { name: 'Make it so' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('It holds at once').waitFor();
  await assertAccessible(page, 'configuration, asked once');
  await bothThemes(page, 'configuration-sure');
  await dialog.getByRole('button', { name: 'Make it so' }).click();
  await form.getByText('Saved:').waitFor();
  assert.ok(await form.getByRole('heading').evaluate((heading) => heading === document.activeElement), 'the focus is not lost');
  await part(page, 'What holds');
  await kind(page, 'night_bed').getByText('Bed for the night').waitFor();
  await kind(page, 'wellness_check').getByText('Welfare visit').waitFor();

  await type.locator('option', { hasText: 'Bed for the night' }).waitFor({ state: 'attached' });
  await type.locator('option', { hasText: 'Welfare visit' }).waitFor({ state: 'attached' });
  await type.selectOption({ label: 'Bed for the night' });
  await desk.page.getByRole('combobox', { name: 'Address' }).fill('triq ir-rep');
  await desk.page.getByRole('listbox').getByRole('option').first().click();
  await desk.page.getByRole('button', { name: /^Send / }).first().click();
  const request = desk.page.locator('[data-testid=request]');
  await request.getByText('Bed for the night').waitFor();
  assert.equal((await call(desk.page, 'GET', '/requests?limit=1')).items[0].type, 'night_bed');
  await phone.page.getByRole('heading', { name: 'Bed for the night' }).waitFor();
  assert.equal(await desk.page.evaluate(() => window.openSince), 'before', 'the console was not loaded anew');
  assertClean(admin, desk, phone);
});

test('every change is on record, in three languages', async () => {
  const { page } = admin;
  await part(page, 'What was changed');
  const newest = page.locator('[data-testid=history] tbody tr').first();
  await newest.getByText('night_bed').waitFor();
  await newest.getByText(/^Administrator \(U\d+\)$/).waitFor();
  await page.locator('[data-testid=history] tbody tr', { hasText: 'How long things are kept' }).waitFor();
  await assertAccessible(page, 'configuration, history');
  await bothThemes(page, 'configuration-history');
  for (const language of ['es', 'ru', 'en']) {
    await speak(page, language);
    await assertFitsPhone(page, `configuration-history-${language}`);
  }
  assertClean(admin);
});

test('a dispatcher sees what holds, and cannot change it', async () => {
  const { page } = desk;
  await page.getByRole('navigation').getByRole('link', { name: 'Service' }).click();
  await page.getByRole('heading', { name: 'Care team' }).waitFor();
  await kind(page, 'night_bed').waitFor();
  assert.equal(await page.getByRole('navigation', { name: 'Parts of this page' }).count(), 0);
  await page.goto(`${server.url}/configuration#change`);
  await page.getByRole('heading', { name: 'Care team' }).waitFor();
  assert.equal(await page.getByRole('form').count(), 0);
  await assertAccessible(page, 'configuration, for dispatch');
  for (const [language, name] of [
    ['ru', 'Бригада помощи'],
    ['es', 'Equipo de cuidados'],
  ]) {
    await speak(page, language);
    await page.getByRole('heading', { name }).waitFor();
    await assertFitsPhone(page, `configuration-${language}`);
  }
  await kind(page, 'night_bed').getByText('Cama para la noche').waitFor();
  assertClean(desk);
});
