// What a newcomer sees: the demo shift, within seconds, by day and by night.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAccessible, assertClean, assertFitsPhone, mapDrawn, picture, pictures, signedIn, startBrowser } from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';

let server, browser;

before(async () => {
  server = await startServer({ demo: true });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

test('the demo shift is live within ten seconds', async () => {
  const desk = await signedIn(browser, server.links.dispatcher);
  const { page } = desk;
  await mapDrawn(page);
  const onShift = page.locator('[data-testid=teams] tbody tr');
  await onShift.nth(3).waitFor({ timeout: 10_000 });
  const request = page.locator('[data-testid=waiting] button, [data-testid=worked] button').first();
  await request.click();
  await page.locator('[data-testid=request]').waitFor();
  await page.locator('[data-testid=candidates] > li, [data-testid=assigned]').first().waitFor();
  await page.getByRole('button', { name: 'Show on the map' }).click();
  await page.waitForTimeout(1_500);
  await pictures(page, 'demo-dispatch');
  await assertAccessible(page, 'dispatch in the demo');
  for (const language of ['es', 'ru', 'en']) {
    await page.getByRole('banner').locator('summary').click();
    await page.locator('header select').nth(1).selectOption(language);
    await page.locator(`html[lang=${language}]`).waitFor();
    await page.getByRole('banner').locator('summary').click();
    await assertFitsPhone(page, `dispatch-${language}`);
  }
  await page.locator('body').press('?');
  await page.getByRole('dialog').waitFor();
  await picture(page, 'dispatch-keys');
  await page.keyboard.press('Escape');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assertClean(desk);
  await desk.context.close();
});

for (const [locale, title] of [
  ['es-ES', 'Entrar en Nearhand'],
  ['ru-RU', 'Вход в Nearhand'],
]) {
  test(`the screens follow the browser's language: ${locale}`, async () => {
    const visitor = await signedIn(browser, `${server.url}/dispatch`, { locale });
    await visitor.page.getByRole('heading', { name: title }).waitFor();
    assert.equal(await visitor.page.locator('html').getAttribute('lang'), locale.slice(0, 2));
    await visitor.context.close();
  });
}
