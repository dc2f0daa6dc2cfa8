// People: the administrator's first start, accounts and invitations, signing in, the record, partners.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, call, mapDrawn, picture, pictures, signedIn, speak, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';

const PASSWORD = 'tram lemon window nine';
const OTHER_PASSWORD = 'harbour pencil cloud six';

let server, browser, admin, desk;
/** Addresses of invitations, by account. */
const invitations = {};

before(async () => {
  server = await startServer();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What the browser itself logs of an answer that says no. */
const forget = (session, ...statuses) => {
  const kept = session.faults.filter((fault) => !statuses.some((status) => fault.includes(`status of ${status}`)));
  session.faults.splice(0, session.faults.length, ...kept);
};

async function bothThemes(page, name) {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
    await picture(page, `${name}-${colorScheme}`);
  }
}

/** Types a name and a password into the sign-in page and sends them. */
async function enter(page, name, password) {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Chooses a password by an invitation, in a profile of its own. */
async function accept(invitation, home, password = PASSWORD) {
  const session = await signedIn(browser, invitation);
  await session.page.getByLabel('Password', { exact: true }).fill(password);
  await session.page.getByRole('button', { name: 'Set password' }).click();
  await session.page.waitForURL(`**${home}`);
  return session;
}

/** The code that an authenticator app shows for a secret (RFC 6238: SHA-1, 30 seconds, six digits). */
function codeOf(secret, moment = Date.now()) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replace(/[\s=]/g, '').toUpperCase()].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(moment / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const at = hash[hash.length - 1] & 15;
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

const row = (page, name) => page.locator('[data-testid=accounts] tr', { has: page.getByRole('button', { name, exact: true }) });

test('the first start invites the administrator, whose address is clean at once', async () => {
  admin = await signedIn(browser, server.links.administrator);
  const { page } = admin;
  await page.getByRole('heading', { name: 'Welcome to Nearhand' }).waitFor();
  assert.equal(page.url(), `${server.url}/welcome`, 'the secret is gone from the address bar');
  await assertAccessible(page, 'welcome');
  await bothThemes(page, 'welcome');
  await assertFitsPhone(page, 'welcome');
  const field = page.getByLabel('Password', { exact: true });
  await field.fill('passwordpassword');
  await page.getByRole('button', { name: 'Show' }).click();
  assert.equal(await field.getAttribute('type'), 'text');
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.getByText('among the first that are guessed').waitFor();
  assert.ok(await field.evaluate((input) => input === document.activeElement), 'the focus is back in the field');
  await assertAccessible(page, 'welcome, refused');
  // The invitation is still good.
  await field.fill(PASSWORD);
  await page.getByRole('button', { name: 'Set password' }).click();
  await page.waitForURL('**/people');
  await row(page, 'admin').getByText('Administrator').waitFor();
  forget(admin, 422);

  const late = await signedIn(browser, server.links.administrator);
  await late.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await late.page.getByRole('button', { name: 'Set password' }).click();
  await late.page.getByText('used already').waitFor();
  forget(late, 401);
  assertClean(admin, late);
  await late.context.close();
});

test('the administrator makes accounts and invites their owners', async () => {
  const { page } = admin;
  const add = page.getByRole('button', { name: 'Add an account' });
  const dialog = page.getByRole('dialog');
  for (const [name, role, more] of [
    ['sol', 'Supervisor'],
    ['clinic.desk', 'Partner', ['Partner', 'clinic']],
    ['pat', 'Planner'],
  ]) {
    await add.click();
    await dialog.getByLabel('Name to sign in with').fill(name);
    await dialog.getByLabel('Role').selectOption({ label: role });
    if (more) await dialog.getByRole('textbox', { name: more[0] }).fill(more[1]);
    if (name === 'sol') {
      await assertAccessible(page, 'people, new account');
      await bothThemes(page, 'people-new');
    }
    await dialog.getByRole('button', { name: 'Add and invite' }).click();
    await dialog.getByRole('heading', { name: `Invitation for ${name}` }).waitFor();
    invitations[name] = await dialog.getByLabel('Address of the invitation').inputValue();
    assert.match(invitations[name], /\/welcome#/);
    if (name === 'sol') {
      await assertAccessible(page, 'people, invitation');
      await picture(page, 'people-invitation');
    }
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await row(page, name).getByText('no password yet').waitFor();
  }

  await add.click();
  await dialog.getByLabel('Name to sign in with').fill('sol');
  await dialog.getByRole('button', { name: 'Add and invite' }).click();
  await dialog.locator('[data-field=name]').getByText('taken').waitFor();
  await dialog.getByLabel('Name to sign in with').fill('team');
  await dialog.getByLabel('Role').selectOption({ label: 'Field team' });
  await dialog.getByLabel('Team').fill('T99');
  await dialog.getByRole('button', { name: 'Add and invite' }).click();
  await dialog.locator('[data-field=team]').getByText('there is no team T99').waitFor();
  await page.keyboard.press('Escape');

  // Nobody would be left to run accounts.
  await page.getByRole('button', { name: 'admin', exact: true }).click();
  await dialog.getByRole('button', { name: 'Disable' }).click();
  await dialog.getByRole('alert').getByText('last administrator').waitFor();
  await assertAccessible(page, 'people, refused');
  await bothThemes(page, 'people-account');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  forget(admin, 422, 409);
  await assertAccessible(page, 'people');
  await bothThemes(page, 'people');
  for (const language of ['es', 'ru', 'en']) {
    await speak(page, language);
    await assertFitsPhone(page, `people-${language}`);
  }
  assertClean(admin);
});

test('who is invited chooses a password, and signs in with it from then on', async () => {
  for (const [name, home] of [
    ['sol', '/record'],
    ['clinic.desk', '/partner'],
    ['pat', '/plan*'],
  ]) {
    const chosen = await accept(invitations[name], home);
    await chosen.context.close();
  }
  const visitor = await signedIn(browser, `${server.url}/`);
  const { page } = visitor;
  await page.getByRole('heading', { name: 'Sign in to Nearhand' }).waitFor();
  forget(visitor, 401);
  await assertAccessible(page, 'sign-in');
  await bothThemes(page, 'sign-in');
  await assertFitsPhone(page, 'sign-in');
  const password = page.getByLabel('Password', { exact: true });
  assert.equal(await page.getByLabel('Name').getAttribute('autocomplete'), 'username');
  assert.equal(await password.getAttribute('autocomplete'), 'current-password');

  await enter(page, 'pat', 'not the password');
  await page.getByText('The name, the password or the code is wrong.').waitFor();
  assert.ok(await password.evaluate((input) => input === document.activeElement), 'the focus is back in the password');
  // A name that does not exist is told the same, and locked the same.
  for (let tries = 0; tries < 5; tries += 1) {
    const answered = page.waitForResponse('**/api/v1/sign-in');
    await enter(page, 'nobody.here', 'not the password');
    assert.equal((await answered).status(), 401);
  }
  await enter(page, 'nobody.here', 'not the password');
  await page.getByText('Too many wrong tries.').waitFor();
  const wait = page.getByRole('timer');
  assert.match(await wait.innerText(), /You can try again in \d+ s\./);
  assert.ok(await page.getByRole('button', { name: 'Sign in', exact: true }).isDisabled());
  await assertAccessible(page, 'sign-in, locked');
  await bothThemes(page, 'sign-in-locked');
  forget(visitor, 401, 429);

  // The page that was asked for is the page that follows, where the role may see it.
  await page.goto(`${server.url}/plan`);
  await enter(page, 'pat', PASSWORD);
  await page.getByRole('heading', { name: 'Reach and cover' }).waitFor();
  forget(visitor, 401);
  await page.goto(`${server.url}/people`);
  await page.getByText('Your sign-in has no access to “/people”.').waitFor();
  await page.getByRole('link', { name: 'Go to Plan' }).click();
  await page.getByRole('heading', { name: 'Reach and cover' }).waitFor();
  assertClean(visitor);
  await visitor.context.close();
});

test('somebody changes the password, and turns a second factor on and off', async () => {
  const session = await signedIn(browser, `${server.url}/`);
  const { page } = session;
  await enter(page, 'pat', PASSWORD);
  await page.waitForURL('**/plan*');
  await page.locator('header summary').click();
  await page.getByRole('link', { name: 'Account: pat' }).click();
  await page.getByRole('heading', { name: 'Account' }).waitFor();
  forget(session, 401);

  const section = (name) => page.locator('section', { has: page.getByRole('heading', { name }) });
  const change = section('Change password');
  await change.getByLabel('Present password', { exact: true }).fill('not the password');
  await change.getByLabel('New password', { exact: true }).fill(OTHER_PASSWORD);
  await change.getByRole('button', { name: 'Change password' }).click();
  await change.getByText('The present password is wrong.').waitFor();
  await assertAccessible(page, 'account, refused');
  await change.getByLabel('Present password', { exact: true }).fill(PASSWORD);
  await change.getByRole('button', { name: 'Change password' }).click();
  await change.getByText('Your password is changed.').waitFor();
  forget(session, 401);

  const factor = section('Second factor');
  await factor.getByRole('button', { name: 'Turn on' }).click();
  const secret = await factor.getByTestId('secret').innerText();
  await factor.getByRole('img', { name: 'QR code' }).waitFor();
  await assertAccessible(page, 'account, second factor');
  await bothThemes(page, 'account-factor');
  await assertFitsPhone(page, 'account-factor');
  await factor.scrollIntoViewIfNeeded();
  await picture(page, 'account-qr');
  const code = factor.getByLabel('Code that the app shows now');
  const right = codeOf(secret);
  await code.fill(right === '000000' ? '000001' : '000000');
  await factor.getByRole('button', { name: 'Turn on with this code' }).click();
  await factor.getByText('This is not the code').waitFor();
  await code.fill(codeOf(secret));
  await factor.getByRole('button', { name: 'Turn on with this code' }).click();
  await factor.locator('[data-testid=factor][data-on=true]').waitFor();
  forget(session, 422);
  assertClean(session);

  const again = await signedIn(browser, `${server.url}/`);
  await enter(again.page, 'pat', OTHER_PASSWORD);
  const asked = again.page.getByLabel('Code');
  await asked.waitFor();
  assert.ok(await asked.evaluate((input) => input === document.activeElement), 'the focus is in the code');
  assert.equal(await asked.getAttribute('autocomplete'), 'one-time-code');
  await assertAccessible(again.page, 'sign-in, code');
  await bothThemes(again.page, 'sign-in-code');
  // A code counts once: the one of the next half minute is taken a little early.
  await asked.fill(codeOf(secret, Date.now() + 30_000));
  await again.page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await again.page.waitForURL('**/plan*');
  forget(again, 401);
  assertClean(again);
  await again.context.close();

  await factor.getByRole('button', { name: 'Turn off' }).click();
  await factor.getByLabel('Your password', { exact: true }).fill(OTHER_PASSWORD);
  await factor.getByRole('button', { name: 'Turn off' }).click();
  await factor.locator('[data-testid=factor][data-on=false]').waitFor();
  await section('You').getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Nearhand' }).waitFor();
  await session.context.close();
});

test('a partner tells of somebody, the desk answers and sends a team, and the partner sees how far it is', async () => {
  desk = await signedIn(browser, server.links.dispatcher);
  const partner = await signedIn(browser, `${server.url}/`, { viewport: { width: 412, height: 880 }, isMobile: true, hasTouch: true });
  const { page } = partner;
  await enter(page, 'clinic.desk', PASSWORD);
  await page.waitForURL('**/partner');
  forget(partner, 401);
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
  const supervisor = await signedIn(browser, `${server.url}/`);
  const { page } = supervisor;
  await enter(page, 'sol', PASSWORD);
  await page.waitForURL('**/record');
  forget(supervisor, 401);
  await page.locator('[data-testid=access] tr', { hasText: 'failed to sign in' }).first().waitFor();
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
  await entry.getByText('Supervisor (U2)').waitFor();
  assert.equal(await page.locator('[data-testid=access] tbody tr').count(), 1, 'only what was asked for');
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
  await row(people, 'sol').getByText('disabled').waitFor();
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
