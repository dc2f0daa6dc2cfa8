// People: the administrator's first start, accounts and invitations, signing in, one's own account.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, picture, signedIn, speak, startBrowser } from './lib/browser.mjs';
import { accept, bothThemes, enter, forget, PASSWORD } from './lib/people.mjs';
import { startServer } from './lib/server.mjs';

const OTHER_PASSWORD = 'harbour pencil cloud six';

let server, browser, admin;
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
  for (const [name, role, partner] of [
    ['sol', 'Programme lead (supervisor)'],
    ['fire.desk', 'Partner', 'Fire department'],
    ['pat', 'City analyst (planner)'],
  ]) {
    await add.click();
    await dialog.getByLabel('Name to sign in with').fill(name);
    await dialog.getByLabel('Role').selectOption({ label: role });
    if (partner) await dialog.getByLabel('Partner').selectOption({ label: partner });
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
    await row(page, name).getByText(partner ?? role, { exact: true }).waitFor();
  }

  await add.click();
  await dialog.getByLabel('Name to sign in with').fill('sol');
  await dialog.getByRole('button', { name: 'Add and invite' }).click();
  await dialog.locator('[data-field=name]').getByText('taken').waitFor();
  await dialog.getByLabel('Name to sign in with').fill('team');
  await dialog.getByLabel('Role').selectOption({ label: 'Peer support specialist (field team)' });
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
    ['fire.desk', '/partner'],
    ['pat', '/plan*'],
  ]) {
    const chosen = await accept(browser, invitations[name], home);
    await chosen.context.close();
    const again = await signedIn(browser, `${server.url}/`);
    await enter(again.page, name, PASSWORD);
    await again.page.waitForURL(`**${home}`);
    forget(again, 401);
    assertClean(again);
    await again.context.close();
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
