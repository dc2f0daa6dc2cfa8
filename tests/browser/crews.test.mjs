// The page Crews: who works when, with what, and to where people are taken.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, call, picture, signedIn, speak, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';

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

const newTeam = async (callsign) => (await call(desk.page, 'POST', '/teams', { callsign })).id;

/** Fills in and saves the dialog that a button opens; the dialog closes and gives the focus back to the button. */
async function inDialog(page, opener, fill, save = 'Save') {
  await opener.click();
  const dialog = page.getByRole('dialog');
  await fill(dialog);
  await dialog.getByRole('button', { name: save, exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.ok(await opener.evaluate((button) => button === document.activeElement), 'the focus is back');
}

const row = (page, part, name) => page.locator(`[data-testid=${part}] tr`, { hasText: name });

test('members, vehicles, teams and shifts are kept on a page of their own', async () => {
  // A device in another zone than the city's.
  const context = await browser.newContext({
    storageState: await desk.context.storageState(),
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'America/Los_Angeles',
    bypassCSP: true,
  });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.stack));
  await page.goto(`${server.url}/crews`);
  assert.equal(await page.getByRole('link', { name: 'Crews' }).getAttribute('aria-current'), 'page');
  const part = (name) => page.getByRole('navigation', { name: 'Parts of this page' }).getByRole('link', { name }).click();
  const add = (name) => page.getByRole('button', { name });

  await part('Members');
  for (const name of ['Ana Borg', 'Ivan Petrov']) {
    await inDialog(page, add('Add a member'), async (dialog) => {
      await dialog.getByLabel('Name').fill(name);
      await dialog.getByLabel('Clinician').check();
      await dialog.getByLabel('Languages').fill('mt, ru');
      await dialog.getByText('Maltese, Russian').waitFor();
      await assertAccessible(page, 'crews, member');
    });
  }
  await inDialog(page, page.getByRole('button', { name: 'Ana Borg' }), (dialog) => dialog.getByLabel('Naloxone').check());
  await row(page, 'members', 'Ana Borg').getByText('Naloxone').waitFor();

  await part('Vehicles');
  for (const label of ['Grey van', 'Blue car']) {
    await inDialog(page, add('Add a vehicle'), async (dialog) => {
      await dialog.getByLabel('Name').fill(label);
      await dialog.getByLabel('Wheelchair').check();
      await dialog.getByLabel('Seats').fill('2');
    });
  }
  const blue = page.getByRole('button', { name: 'Blue car' });
  await inDialog(page, blue, (dialog) => dialog.getByLabel('Why it may not be driven').fill('Flat tyre'), 'Take out of service');
  await row(page, 'vehicles', 'Blue car').getByText('out of service: Flat tyre').waitFor();
  await assertAccessible(page, 'crews, vehicles');
  await picture(page, 'crews-vehicles');
  await inDialog(page, blue, () => undefined, 'Put back into service');
  await row(page, 'vehicles', 'Blue car').getByText('in service').waitFor();

  await part('Teams');
  await inDialog(page, add('Add a team'), async (dialog) => {
    await dialog.getByLabel('Callsign').fill('Shift 1');
    await dialog.getByLabel('First aid').check();
    await dialog.getByLabel('Post').selectOption({ label: city.posts[1].name });
  });
  await row(page, 'teams', 'Shift 1').getByText(city.posts[1].name).waitFor();
  await add('Add a team').click();
  await page.getByLabel('Callsign').fill('shift 1');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('[data-field=callsign]').getByText('has this callsign already').waitFor();
  await assertAccessible(page, 'crews, refused');
  await picture(page, 'crews-team-refused');
  await page.keyboard.press('Escape');
  const renamed = page.locator(`tr[data-id=${await row(page, 'teams', 'Shift 1').getAttribute('data-id')}] button`);
  await inDialog(page, renamed, (dialog) => dialog.getByLabel('Callsign').fill('Shift One'));
  await newTeam('Shift Two');

  await part('Shifts');
  const plan = (team, from, until, member = 'Ana Borg') => async (dialog) => {
    await dialog.getByLabel('Team').selectOption({ label: team });
    await dialog.getByLabel('Begins').fill(from);
    await dialog.getByLabel('Ends').fill(until);
    await dialog.getByLabel(member).check();
    await dialog.getByLabel('Vehicle').selectOption({ label: 'Grey van (V1)' });
  };
  await inDialog(page, add('Plan a shift'), plan('Shift One', '2031-07-01T08:00', '2031-07-01T16:00'));
  const planned = row(page, 'shifts', 'Shift One');
  await planned.getByText('Tue, Jul 1, 08:00').waitFor();
  const shifts = await call(desk.page, 'GET', '/shifts?limit=500');
  const made = shifts.items.find(({ from }) => from.startsWith('2031'));
  const inCity = new Intl.DateTimeFormat('en-GB', { timeZone: city.time_zone, hour: '2-digit', minute: '2-digit' });
  assert.equal(inCity.format(new Date(made.from)), '08:00', 'on the city’s clocks, not the device’s');

  // Who works at that time already is named where one chose them.
  await add('Plan a shift').click();
  const dialog = page.getByRole('dialog');
  await plan('Shift Two', '2031-07-01T15:00', '2031-07-01T20:00')(dialog);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.locator('[data-field=members]').getByText('at that time').waitFor();
  await dialog.getByLabel('Ana Borg').uncheck();
  await dialog.getByLabel('Ivan Petrov').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.locator('[data-field=vehicle]').getByText('at that time').waitFor();
  await assertAccessible(page, 'crews, shift refused');
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `crews-shift-refused-${colorScheme}`);
  }
  await dialog.getByLabel('Ends').fill('2031-07-01T14:00');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.locator('[data-field=until]').getByText('ends after it begins').waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });

  const openShift = page.getByRole('button', { name: 'Shift One' });
  await inDialog(page, openShift, async (opened) => {
    await opened.getByLabel('Ivan Petrov').check();
    await opened.getByLabel('Vehicle').selectOption({ label: 'Blue car (V2)' });
  });
  await planned.getByText('Ana Borg, Ivan Petrov').waitFor();
  await planned.getByText('Blue car').waitFor();

  // Who is on a planned shift cannot leave before it.
  await part('Members');
  await page.getByRole('button', { name: 'Ivan Petrov' }).click();
  await dialog.getByRole('button', { name: 'Take off the list' }).click();
  await dialog.getByRole('button', { name: 'Yes' }).click();
  await dialog.getByRole('alert').getByText('change or cancel that one first').waitFor();
  await page.keyboard.press('Escape');
  await part('Shifts');
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `crews-shifts-${colorScheme}`);
  }
  await assertAccessible(page, 'crews, shifts');
  await assertFitsPhone(page, 'crews-shifts');
  for (const language of ['es', 'ru', 'en']) {
    await speak(page, language);
    await assertFitsPhone(page, `crews-shifts-${language}`);
  }
  await openShift.click();
  await dialog.getByRole('button', { name: 'Cancel the shift' }).click();
  await dialog.getByRole('button', { name: 'Yes' }).click();
  await planned.waitFor({ state: 'detached' });
  await part('Members');
  await page.getByRole('button', { name: 'Ivan Petrov' }).click();
  await dialog.getByRole('button', { name: 'Take off the list' }).click();
  await dialog.getByRole('button', { name: 'Yes' }).click();
  await row(page, 'members', 'Ivan Petrov').waitFor({ state: 'detached' });
  assert.deepEqual(faults, []);
  await context.close();
});

test('destinations are added, changed and taken off, and a shift begins and ends with its team', async () => {
  const { page } = desk;
  await page.goto(`${server.url}/crews#destinations`);
  const found = await call(page, 'GET', `/reverse?lng=${city.posts[0].position[0]}&lat=${city.posts[0].position[1]}&limit=1`);
  const { label } = found.features[0].properties;
  await inDialog(page, page.getByRole('button', { name: 'Add a destination' }), async (dialog) => {
    await dialog.getByLabel('Name').fill('Family house');
    await dialog.getByRole('combobox').fill(label);
    await dialog.getByRole('option').first().click();
    await dialog.getByLabel('Places free').fill('4');
    await dialog.getByLabel('Always open').uncheck();
    await dialog.getByRole('button', { name: 'More hours' }).click();
    const weekend = dialog.getByRole('group', { name: 'Open 2' });
    for (const day of ['Fri', 'Sat']) await weekend.getByLabel(day).check();
    await weekend.getByLabel('from').fill('22:00');
    await weekend.getByLabel('to').fill('06:00');
    await assertAccessible(page, 'crews, destination');
    for (const colorScheme of ['dark', 'light']) {
      await page.emulateMedia({ colorScheme });
      await picture(page, `crews-destination-${colorScheme}`);
    }
  });
  const house = row(page, 'destinations', 'Family house');
  await house.getByText('Mon–Fri 08:00–17:00').waitFor();
  await house.getByText('Fri, Sat 22:00–06:00').waitFor();
  let street;
  // By its id: it is renamed while the dialog is open.
  const { id } = (await call(page, 'GET', '/destinations')).items.find(({ name }) => name === 'Family house');
  const opener = page.locator(`[data-testid=destinations] tr[data-id=${id}] button`);
  await inDialog(page, opener, async (dialog) => {
    assert.equal(await dialog.getByRole('combobox').inputValue(), label);
    await dialog.getByLabel('Name').fill('Family home');
    await dialog.getByRole('combobox').fill('triq ir-rep');
    await dialog.getByRole('option').first().click();
    const shown = dialog.getByLabel('Address as teams read it');
    street = await shown.inputValue();
    assert.match(street, /^Triq ir-Rep/);
    await shown.fill(`${street}, 2nd floor`);
    await dialog.getByLabel('Places free').fill('0');
    await dialog.getByLabel('Always open').check();
  });
  const home = row(page, 'destinations', 'Family home');
  await home.getByRole('cell', { name: '0', exact: true }).waitFor();
  await home.getByText('Always open').waitFor();
  await home.getByText(`${street}, 2nd floor`).waitFor();
  const moved = await call(page, 'GET', `/destinations/${id}`);
  assert.notDeepEqual(moved.position, found.features[0].geometry.coordinates);
  assert.equal(moved.hours, null, 'open the whole week is always open');
  await assertAccessible(page, 'crews, destinations');
  await assertFitsPhone(page, 'crews-destinations');
  await opener.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Take off the list' }).click();
  await dialog.getByRole('button', { name: 'Yes' }).click();
  await home.waitFor({ state: 'detached' });

  const team = await newTeam('Turn 1');
  const soon = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString();
  await call(page, 'POST', '/shifts', { team, from: soon(10), until: soon(400) });
  await page.getByRole('link', { name: 'Shifts' }).click();
  const turn = row(page, 'shifts', 'Turn 1');
  await turn.getByText('planned').waitFor();
  await call(page, 'POST', `/teams/${team}/sign-on`, {});
  await turn.getByText('running').waitFor();
  await call(page, 'POST', `/teams/${team}/sign-off`, {});
  await turn.waitFor({ state: 'detached' });
  assertClean(desk);
});

test('a device is set up by its code, heard of, and revoked', async () => {
  const { page } = desk;
  const team = await newTeam('Moving 1');
  await call(page, 'POST', `/teams/${team}/sign-on`, {});
  await page.goto(`${server.url}/crews#devices`);
  await page.getByText('There is no device yet.').waitFor();
  const add = page.getByRole('button', { name: 'Add a device' });
  await add.click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Team').selectOption({ label: 'Moving 1' });
  await dialog.getByLabel('Name').fill('Grey phone');
  await assertAccessible(page, 'crews, new device');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('Set up Grey phone').waitFor();
  for (const app of ['Traccar Client', 'OwnTracks']) {
    const code = dialog.getByRole('img', { name: `QR code for ${app}` });
    await code.waitFor();
    const width = await code.evaluate(async (image) => {
      await image.decode();
      return image.naturalWidth;
    });
    assert.ok(width >= 240, `the code for ${app} is drawn`);
  }
  const token = await dialog.getByLabel('Token, for other apps').inputValue();
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await picture(page, `crews-device-${colorScheme}`);
  }
  await assertAccessible(page, 'crews, set up a device');
  await assertFitsPhone(page, 'crews-device');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.ok(await add.evaluate((button) => button === document.activeElement), 'the focus is back');
  assert.ok(!(await page.content()).includes(token), 'the token was shown this once');

  const phone = row(page, 'devices', 'Grey phone');
  await phone.getByText('Moving 1').waitFor();
  await phone.getByText('never').waitFor();
  const sends = () =>
    fetch(`${server.url}/ingest/owntracks`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${team}:${token}`).toString('base64')}` },
      body: JSON.stringify({
        _type: 'location',
        tst: Math.round(Date.now() / 1000),
        lon: city.posts[0].position[0],
        lat: city.posts[0].position[1],
      }),
    });
  const taken = await sends();
  assert.deepEqual([taken.status, await taken.json()], [200, []]);
  await phone.getByText(/ago$/).waitFor();
  await assertAccessible(page, 'crews, devices');
  await assertFitsPhone(page, 'crews-devices');
  for (const language of ['es', 'ru', 'en']) {
    await speak(page, language);
    await assertFitsPhone(page, `crews-devices-${language}`);
  }

  await page.getByRole('button', { name: 'Grey phone' }).click();
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await assertAccessible(page, 'crews, revoke a device');
  await dialog.getByRole('button', { name: 'Yes' }).click();
  await phone.waitFor({ state: 'detached' });
  assert.equal((await sends()).status, 401);
  assertClean(desk);
});
