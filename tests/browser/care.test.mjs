// What a request goes through beside the everyday loop, and what must top every screen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, call, picture, signedIn, startBrowser } from './lib/browser.mjs';
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

test('a call is answered, triaged, written to, handed over and closed', async () => {
  const desk = await signedIn(browser, server.links.dispatcher);
  const { page } = desk;
  await page.waitForURL('**/dispatch*');
  const city = await call(page, 'GET', '/city');
  const asked = { position: city.center, type: 'emotional_distress', priority: 4, untriaged: true };
  const { id } = await call(page, 'POST', '/requests', asked);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await call(page, 'POST', '/flags', { position: city.center, text: 'A dog behind the gate', until });

  await page.locator('[data-testid=waiting] button', { hasText: id }).click();
  const request = page.locator('[data-testid=request]');
  assert.match(await request.locator('[data-testid=warnings]').innerText(), /dog/);
  await request.getByRole('button', { name: 'Answer' }).click();
  await page.locator('[data-testid=request][data-state=triaging]').waitFor();
  assert.equal(await page.locator('[data-testid=candidates]').count(), 0, 'nobody is sent before it is known what for');

  await request.getByRole('button', { name: 'Triage' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Is anybody in danger').selectOption({ label: 'Yes, right now' });
  await assertAccessible(page, 'triage');
  await picture(page, 'dispatch-triage');
  await dialog.getByRole('button', { name: 'Set priority' }).click();
  await page.locator('[data-testid=request][data-state=pending]').waitFor();
  assert.equal(await request.getByLabel('Change priority').inputValue(), '1');

  await request.getByText('Notes').click();
  await request.getByLabel('New note').fill('Rang twice');
  await request.getByRole('button', { name: 'Add note' }).click();
  await request.getByText('Rang twice').waitFor();

  const close = async () => {
    await request.getByRole('button', { name: 'Close request' }).click();
    return page.getByRole('dialog').getByRole('combobox');
  };
  const refused = await close();
  assert.ok(await refused.locator('option[value=transferred_911]').isDisabled(), 'not before they have said it is theirs');
  await page.keyboard.press('Escape');
  await request.getByText('Hand over', { exact: true }).click();
  await request.getByRole('button', { name: 'Hand over to 911' }).click();
  await request.getByLabel('Acknowledged by').fill('Incident 4711');
  await request.getByRole('button', { name: 'Acknowledged' }).click();
  await request.getByText('Acknowledged by 911: Incident 4711').waitFor();
  await assertAccessible(page, 'handed over');
  await picture(page, 'dispatch-hand-over');
  await (await close()).selectOption('transferred_911');
  await page.getByRole('dialog').getByRole('button', { name: 'Close request' }).click();
  await page.locator('[data-testid=request][data-state=closed]').waitFor();
  assertClean(desk);
  await desk.context.close();
});

test('a silent emergency tops every screen until it is over', async () => {
  const planner = await signedIn(browser, server.links.planner);
  const { page: phone, context, faults } = await signedIn(browser, server.links.field, {
    viewport: { width: 412, height: 880 },
    isMobile: true,
    hasTouch: true,
  });
  await phone.getByRole('button', { name: 'Start shift' }).click();
  await phone.locator('[data-testid=status][data-status=available]').waitFor();
  const button = phone.locator('[data-testid=raise-emergency]');
  await button.click();
  await phone.waitForTimeout(1_500);
  assert.equal(await phone.locator('[data-testid=own-emergency]').count(), 0, 'a touch is not enough');
  await button.click({ delay: 1_500 });
  await phone.locator('[data-testid=own-emergency]').waitFor();
  const alarm = planner.page.locator('[data-testid=alarms]');
  await alarm.getByText('has an emergency').waitFor();
  await assertAccessible(planner.page, 'planner, emergency');
  await picture(planner.page, 'plan-emergency');
  await assertAccessible(phone, 'field, emergency');
  await picture(phone, 'field-emergency');
  await phone.getByRole('button', { name: 'We are safe' }).click();
  await phone.locator('[data-testid=status][data-status=available]').waitFor();
  await alarm.getByText('has an emergency').waitFor({ state: 'detached' });
  assertClean(planner);
  assert.deepEqual(faults, []);
  await planner.context.close();
  await context.close();
});
