// What a dispatcher does with a request beside sending the first team: later, again, elsewhere, together.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, call as asked, picture, pictures, signedIn, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';

let server, browser, desk, page, city;

before(async () => {
  server = await startServer();
  browser = await startBrowser();
  // Far from the city: what is typed must be taken for the city's time all the same.
  desk = await signedIn(browser, server.links.dispatcher, { timezoneId: 'Pacific/Auckland' });
  page = desk.page;
  await page.waitForURL('**/dispatch*');
  city = await call('GET', '/city');
});

afterEach(() => assertClean(desk));

after(async () => {
  await browser?.close();
  await server?.stop();
});

const call = (method, path, body) => asked(page, method, path, body);

const request = () => page.locator('[data-testid=request]');
const inState = (state) => page.locator(`[data-testid=request][data-state=${state}]`).waitFor();
const entry = (list, id) => page.locator(`[data-testid=${list}] button`).filter({ hasText: new RegExp(`${id}\\b`) });
const dialog = () => page.getByRole('dialog');
const soon = (seconds) => new Date(Date.now() + seconds * 1000).toISOString();

/** The city's clock so many minutes from now, as it is typed and as it is shown. */
function cityTime(minutes) {
  const moment = new Date(Math.floor(Date.now() / 60_000 + minutes) * 60_000);
  const local = moment.toLocaleString('sv', { timeZone: city.time_zone }).slice(0, 16);
  return { iso: moment.toISOString(), typed: local.replace(' ', 'T'), shown: local.slice(11) };
}

function east(metres) {
  const [lng, lat] = city.center;
  return [lng + metres / (111_320 * Math.cos((lat * Math.PI) / 180)), lat];
}

/** A request some metres east of the middle of the city, opened in the console. */
async function opened(metres, more = {}) {
  const made = await call('POST', '/requests', { position: east(metres), type: 'wellness_check', priority: 3, ...more });
  await open(made.id);
  return made;
}

async function open(id) {
  await page.evaluate((id) => (location.hash = `request=${id}`), id);
  await page.locator('aside, .side').getByRole('button').filter({ hasText: new RegExp(`${id}\\b`) }).click();
  await request().getByRole('heading', { name: `Request ${id}` }).waitFor();
}

/** Teams on shift, each some metres east of the middle of the city. */
async function onShift(...easts) {
  const { items } = await call('GET', '/teams');
  const teams = items.filter(({ status }) => status === 'off_duty').slice(0, easts.length);
  for (const [index, { id }] of teams.entries()) {
    await call('POST', `/teams/${id}/sign-on`);
    const { token } = await call('POST', '/devices', { team: id });
    const answer = await fetch(`${server.url}/api/v1/positions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ position: east(easts[index]), at: new Date().toISOString() }),
    });
    assert.ok(answer.ok, await answer.text());
  }
  return teams;
}

test('a request is held until a time, scheduled, resumed, and comes back by itself', async () => {
  const { id } = await opened(0);
  const hold = request().getByRole('button', { name: 'Hold…' });
  await hold.click();
  await page.keyboard.press('Escape');
  assert.ok(await hold.evaluate((button) => button === document.activeElement), 'the focus goes back to where it was');
  await hold.click();
  const back = cityTime(90);
  await dialog().getByLabel('Why').fill('Asleep until then');
  await dialog().getByLabel('Back at').fill(back.typed);
  await dialog().getByText(`Times are those of the city (${city.time_zone}).`).waitFor();
  await assertAccessible(page, 'hold');
  await assertFitsPhone(page, 'dispatch-hold');
  await picture(page, 'dispatch-hold');
  await dialog().getByRole('button', { name: 'Hold' }).click();
  await inState('held');
  assert.equal((await call('GET', `/requests/${id}`)).returns_at, back.iso);
  assert.match(await request().getByTestId('later').innerText(), new RegExp(`${back.shown}.*: Asleep until then`, 's'));
  assert.match(await entry('for-later', id).innerText(), new RegExp(`On hold[^]*${back.shown}`));
  await assertAccessible(page, 'held');
  await pictures(page, 'dispatch-held');

  await request().getByRole('button', { name: 'Schedule…' }).click();
  const later = cityTime(26 * 60);
  await dialog().getByLabel('At').fill(later.typed);
  await dialog().getByRole('button', { name: 'Schedule' }).click();
  await inState('scheduled');
  assert.equal((await call('GET', `/requests/${id}`)).returns_at, later.iso);
  const day = new Intl.DateTimeFormat('en', { weekday: 'short', timeZone: city.time_zone }).format(new Date(later.iso));
  assert.match(await entry('for-later', id).innerText(), new RegExp(`${day}.*${later.shown}`, 's'));
  await request().getByRole('button', { name: 'Resume' }).click();
  await inState('pending');
  await entry('waiting', id).waitFor();

  await call('POST', `/requests/${id}/hold`, { reason: 'Calls back', until: soon(3) });
  await inState('held');
  await inState('pending');
  await entry('waiting', id).waitFor();
  await page.getByRole('log').getByText(`Request ${id} is back`).waitFor({ state: 'attached' });
});

test('a request is sent at a time, from the form', async () => {
  await page.getByRole('button', { name: 'New request' }).click();
  const form = page.getByRole('form', { name: 'New request' });
  await form.getByRole('combobox', { name: 'Address' }).fill('Triq');
  await form.getByRole('listbox').getByRole('option').first().click();
  await form.getByText('Send at a time').click();
  const at = cityTime(45);
  await form.getByLabel('At', { exact: true }).fill(at.typed);
  await assertAccessible(page, 'compose, for later');
  await picture(page, 'dispatch-compose-later');
  await form.getByRole('button', { name: /^Schedule for .*\d\d:\d\d/ }).click();
  await inState('scheduled');
  assert.match(await request().getByTestId('later').innerText(), new RegExp(`Scheduled for .*${at.shown}`));
});

test('a request is closed with a follow-up, which falls due and is dealt with', async () => {
  const { id } = await opened(20);
  const close = async (at, toDo) => {
    await request().getByRole('button', { name: 'Close request' }).click();
    await dialog().getByLabel('How it ended').selectOption('linked_to_service');
    if (!at) return dialog().getByRole('button', { name: 'Close request' }).click();
    await dialog().getByLabel('Follow up at').fill(at);
    await dialog().getByLabel('What to do then').fill(toDo);
    await assertAccessible(page, 'close');
    await picture(page, 'dispatch-close-follow-up');
    return dialog().getByRole('button', { name: 'Close request' }).click();
  };
  const at = cityTime(600);
  await close(at.typed, 'Ask how the intake went');
  await inState('closed');
  assert.equal((await call('GET', `/requests/${id}`)).follow_up.at, at.iso);
  assert.match(await request().getByTestId('follow-up').innerText(), new RegExp(`${at.shown}: Ask how the intake went`));

  const due = await opened(30);
  await call('POST', `/requests/${due.id}/close`, {
    disposition: 'no_contact',
    follow_up: { at: soon(2), note: 'Knock again' },
  });
  await inState('closed');
  await inState('follow_up_due');
  assert.match(await entry('waiting', due.id).innerText(), /Follow-up due/);
  assert.match(await request().getByTestId('follow-up').innerText(), /Follow-up due since .*: Knock again/);
  await request().getByText('Ended before').filter({ hasText: 'No contact' }).waitFor();
  await request().getByText('Who can go').waitFor();
  await assertAccessible(page, 'follow-up due');
  await pictures(page, 'dispatch-follow-up-due');
  await close();
  await inState('closed');
  assert.equal((await call('GET', `/requests/${due.id}`)).disposition, 'linked_to_service');
});

test('what is told of twice is merged, while it is composed and later', async () => {
  const first = await opened(600, { priority: 3 });
  const second = await opened(640, { priority: 2 });
  const near = request().getByTestId('duplicates');
  await near.getByText('1 open request near here').waitFor();
  assert.match(await near.locator('li').innerText(), new RegExp(`${first.id}\\s+Wellness check · Waiting · 40 m · \\d+ s ago`));
  await assertAccessible(page, 'possible duplicate');
  await pictures(page, 'dispatch-duplicate');
  await near.getByRole('button', { name: `Open ${first.id}` }).click();
  await request().getByRole('heading', { name: `Request ${first.id}` }).waitFor();
  await near.getByRole('button', { name: `Merge into ${second.id}` }).click();
  await assertAccessible(page, 'merge');
  await picture(page, 'dispatch-merge');
  await dialog().getByRole('button', { name: 'Back' }).click();
  assert.equal((await call('GET', `/requests/${first.id}`)).state, 'pending', 'nothing without a yes');
  await near.getByRole('button', { name: `Merge into ${second.id}` }).click();
  await dialog().getByRole('button', { name: `Merge into ${second.id}` }).click();
  await request().getByRole('heading', { name: `Request ${second.id}` }).waitFor();
  await request().getByTestId('includes').getByRole('link', { name: first.id }).click();
  await inState('closed');
  await request().getByText('Duplicate', { exact: true }).waitFor();
  await picture(page, 'dispatch-merged');
  await request().getByTestId('merged-into').getByRole('link', { name: second.id }).click();
  await request().getByRole('heading', { name: `Request ${second.id}` }).waitFor();

  await page.getByRole('button', { name: 'New request' }).click();
  const form = page.getByRole('form', { name: 'New request' });
  await page.evaluate(
    ([lng, lat]) => {
      const { map } = document.querySelector('[data-testid=map]').cityMap;
      map.jumpTo({ center: [lng, lat], zoom: 16 });
    },
    second.position,
  );
  const map = await page.getByTestId('map').boundingBox();
  await page.mouse.click(map.x + map.width / 2 + 60, map.y + map.height / 2);
  await form.getByLabel('Note for the team').fill('Second call');
  await form.getByTestId('duplicates').getByRole('button', { name: `Open ${second.id}` }).click();
  await request().getByRole('heading', { name: `Request ${second.id}` }).waitFor();
  await page.getByRole('button', { name: 'New request' }).click();
  assert.equal(await form.getByLabel('Note for the team').inputValue(), 'Second call', 'the draft is there again');
  await form.getByTestId('duplicates').getByRole('button', { name: `Merge into ${second.id}` }).click();
  await dialog().getByText(`Same matter as ${second.id}?`).waitFor();
  await dialog().getByRole('button', { name: `Merge into ${second.id}` }).click();
  await request().getByRole('heading', { name: `Request ${second.id}` }).waitFor();
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=includes] a').length === 2);
  assert.equal((await call('GET', `/requests/${second.id}`)).duplicates.length, 2);
});

test('teams are proposed, added, exchanged, and taken for the more urgent', async () => {
  const [one, two, three] = await onShift(-1300, -2300, -3300);
  const calm = await opened(-1200);
  const candidates = page.getByTestId('candidates').locator('> li');
  const cards = page.getByTestId('assigned');
  await candidates.nth(2).waitFor();

  await candidates.first().getByRole('button', { name: `Propose ${one.callsign}` }).click();
  const proposal = page.getByTestId('proposal');
  await proposal.getByText(`${one.callsign} is proposed`).waitFor();
  assert.equal((await call('GET', `/teams/${one.id}`)).assignment ?? null, null, 'nobody is sent yet');
  await assertAccessible(page, 'proposal');
  await picture(page, 'dispatch-proposal');
  await proposal.getByRole('button', { name: 'Withdraw' }).click();
  await proposal.waitFor({ state: 'detached' });
  await candidates.first().getByRole('button', { name: `Propose ${one.callsign}` }).click();
  await proposal.getByRole('button', { name: `Send ${one.callsign}` }).click();
  await inState('assigned');
  const { assignment } = await call('GET', `/teams/${one.id}`);
  await call('POST', `/assignments/${assignment}/decline`, { reason: 'Flat tyre' });
  await inState('pending');
  const earlier = page.getByTestId('earlier-teams');
  await earlier.getByText('declined: Flat tyre').waitFor();
  await candidates.nth(2).waitFor();
  await assertAccessible(page, 'declined');
  await pictures(page, 'dispatch-declined');

  await candidates.first().getByRole('button', { name: /^Send/ }).click();
  await cards.getByText(one.callsign).waitFor();
  await request().getByRole('button', { name: 'Send one more team' }).click();
  await candidates.first().getByRole('button', { name: `Send ${two.callsign}` }).click();
  await cards.nth(1).waitFor();
  assert.equal(await candidates.count(), 0, 'the ranking goes once the team is sent');
  assert.match(await entry('worked', calm.id).or(page.locator('[data-testid=worked] button')).first().innerText(), /\+1/);
  await assertAccessible(page, 'two teams');
  await pictures(page, 'dispatch-two-teams');

  await cards.first().getByRole('button', { name: 'Another team…' }).click();
  await dialog().getByText(`Who goes instead of ${one.callsign}?`).waitFor();
  await dialog().getByLabel('Why').fill('Speaks Maltese');
  await assertAccessible(page, 'another team');
  await picture(page, 'dispatch-reassign');
  await dialog().getByRole('button', { name: `Send ${three.callsign}` }).click();
  await cards.getByText(three.callsign).waitFor();
  await cards.getByText('Why: Speaks Maltese').waitFor();
  await earlier.locator('summary').click();
  await earlier.getByText('re-assigned: Speaks Maltese').waitFor();
  await cards.filter({ hasText: two.callsign }).getByRole('button', { name: 'Take the team off' }).click();
  await dialog().getByRole('button', { name: 'Take the team off' }).click();
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=assigned]').length === 1);

  const urgent = await opened(-1900, { priority: 1 });
  const later = page.getByTestId('later');
  await later.locator('summary').click();
  await later.getByRole('button', { name: `Send ${three.callsign} here instead of to ${calm.id}` }).click();
  await dialog().getByText(`${calm.id} waits for a team again.`).waitFor();
  await dialog().getByLabel('Why').fill('A fall, bleeding');
  await assertAccessible(page, 'pre-empt');
  await picture(page, 'dispatch-preempt');
  await dialog().getByRole('button', { name: `Send ${three.callsign}` }).click();
  await inState('assigned');
  await cards.getByText('Why: A fall, bleeding').waitFor();
  await entry('waiting', calm.id).click();
  await inState('pending');
  await earlier.getByText(`sent to the more urgent request ${urgent.id}`).waitFor({ state: 'attached' });
  await assertFitsPhone(page, 'dispatch-teams');
});

test('a place is warned of, for those who can go there, until it is over', async () => {
  const { id, position } = await opened(2400);
  const holding = request().getByTestId('warnings');
  const near = request().getByTestId('near-warnings');
  await near.getByText('Warnings near here (0)').click();
  await near.getByRole('button', { name: 'Warn of this place…' }).click();
  const until = cityTime(180);
  await dialog().getByLabel('What to know').fill('Ring at the back door');
  await dialog().getByLabel('Wheelchair').check();
  await dialog().getByLabel('Ends at').fill(until.typed);
  await assertAccessible(page, 'warn');
  await assertFitsPhone(page, 'dispatch-warn');
  await picture(page, 'dispatch-warn');
  await dialog().getByRole('button', { name: 'Add warning' }).click();
  await holding.getByText('Ring at the back door').waitFor();
  assert.match(await holding.innerText(), new RegExp(`needs: Wheelchair[^]*until .*${until.shown}`));
  const [flag] = (await call('GET', `/requests/${id}`)).warnings;
  const kept = await call('GET', `/flags/${flag.flag}`);
  assert.deepEqual([kept.position, kept.requires, kept.until], [position, ['wheelchair'], until.iso]);

  await call('POST', '/flags', { position: east(2480), text: 'Loose stairs', until: soon(3600) });
  await call('POST', '/flags', { position: east(2405), text: 'Alarm is being tested', until: soon(4) });
  await near.getByText('Warnings near here (1)').waitFor();
  assert.match(await near.locator('li').innerText(), /Loose stairs\s+80 m · until/);
  await holding.getByText('Alarm is being tested').waitFor();
  await assertAccessible(page, 'warnings');
  await pictures(page, 'dispatch-warnings');
  await holding.getByText('Alarm is being tested').waitFor({ state: 'detached' });

  await holding.getByRole('button', { name: 'End the warning: Ring at the back door' }).click();
  await picture(page, 'dispatch-warning-end');
  await dialog().getByRole('button', { name: 'End warning' }).click();
  await holding.waitFor({ state: 'detached' });
  assert.notEqual((await call('GET', `/flags/${flag.flag}`)).ended_at ?? null, null);
});

test('a person is taken to a destination that is open and has room, and to a full one with a reason only', async () => {
  const position = east(-2000);
  const local = new Date(new Date().toLocaleString('sv', { timeZone: city.time_zone }).replace(' ', 'T') + 'Z');
  const minute = ((local.getUTCDay() + 6) % 7) * 1440 + local.getUTCHours() * 60 + local.getUTCMinutes();
  // Shut for the three hours around now, open for the rest of the week.
  const [shuts, opens] = [minute - 90, minute + 90].map((at) => (at + 10_080) % 10_080);
  const hours = shuts < opens ? [[0, shuts], [opens, 10_080]].filter(([from, to]) => from < to) : [[opens, shuts]];
  const clinic = await call('POST', '/destinations', { name: 'Crisis centre', position, places: 2 });
  await call('POST', '/destinations', { name: 'Day clinic', position, hours });
  const shelter = await call('POST', '/destinations', { name: 'Shelter', position, places: 0 });

  const [team] = await onShift(-4200);
  const { id } = await opened(-4100);
  const card = page.getByTestId('assigned');
  await page.getByTestId('candidates').getByRole('button', { name: `Propose ${team.callsign}` }).waitFor();
  await call('POST', `/requests/${id}/assignments`, { team: team.id });
  await card.waitFor();
  assert.equal(await card.getByRole('button', { name: 'Transport…' }).count(), 0, 'nobody is in the car yet');
  const { assignment } = await call('GET', `/teams/${team.id}`);
  await call('POST', `/assignments/${assignment}/acknowledge`, {});
  await call('POST', `/assignments/${assignment}/advance`, { to: 'on_scene' });

  await card.getByRole('button', { name: 'Transport…' }).click();
  const choice = (name) => dialog().locator('label').filter({ hasText: name });
  assert.match(await choice('Crisis centre').innerText(), /always open · 2 places free/);
  assert.match(await choice('Day clinic').innerText(), /▲ closed, opens .*\d\d:\d\d · places not counted/);
  assert.match(await choice('Shelter').innerText(), /▲ always open · full/);
  await choice('Shelter').click();
  await dialog().getByLabel('why there all the same').waitFor();
  assert.ok(await dialog().getByRole('button', { name: 'Begin transport' }).isDisabled());
  await assertAccessible(page, 'transport');
  await assertFitsPhone(page, 'dispatch-transport');
  await pictures(page, 'dispatch-transport');
  await choice('Crisis centre').click();
  await dialog().getByRole('button', { name: 'Begin transport' }).click();
  await inState('transporting');
  await card.getByText('To: Crisis centre').waitFor();
  assert.equal((await call('GET', `/assignments/${assignment}`)).destination, clinic.id);

  await card.getByRole('button', { name: 'Other destination…' }).click();
  assert.match(await choice('Crisis centre').innerText(), /1 place free/);
  await choice('Shelter').click();
  await dialog().getByLabel('why there all the same').fill('They keep a bed');
  await dialog().getByRole('button', { name: 'Begin transport' }).click();
  await card.getByText('To: Shelter').waitFor();
  assert.equal((await call('GET', `/assignments/${assignment}`)).destination, shelter.id);
  await assertAccessible(page, 'transporting');
  await picture(page, 'dispatch-transporting');
  await card.getByRole('button', { name: 'Log “At destination”' }).click();
  await page.locator('[data-testid=assigned][data-status=at_destination]').waitFor();
  await card.getByRole('button', { name: 'Log “Available”' }).click();
  await card.waitFor({ state: 'detached' });
  await page.getByTestId('earlier-teams').locator('summary').click();
  await page.getByTestId('earlier-teams').getByText(`${team.callsign} done`).waitFor();
});
