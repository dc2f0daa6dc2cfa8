// A real Chromium, watched: console errors and requests to other hosts are collected, pictures are kept.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

const PICTURES = join(import.meta.dirname, '..', '..', '..', 'build', 'screenshots');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CHROMIUMS = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

export async function startBrowser() {
  const executablePath = CHROMIUMS.find((place) => place && existsSync(place));
  if (!executablePath) throw new Error('no Chromium: install it or set CHROMIUM');
  mkdirSync(PICTURES, { recursive: true });
  return chromium.launch({ executablePath, args: FLAGS });
}

/**
 * A signed-in page in a profile of its own.
 * @param {import('playwright-core').Browser} browser
 * @param {string} link one-time sign-in link
 * @param {object} options of the profile; `before` runs in the page before its own code
 */
export async function signedIn(browser, link, { before, ...options } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    colorScheme: 'light',
    // axe is put into the page from here; the page's own policy would not let it in.
    bypassCSP: true,
    ...options,
  });
  context.setDefaultTimeout(30_000);
  if (before) await context.addInitScript(before);
  const page = await context.newPage();
  const origin = new URL(link).origin;
  const faults = [];
  page.on('console', (message) => {
    if (message.type() !== 'error' || page.expectsOffline || hasEnded(message)) return;
    faults.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`exception: ${error.stack}`));
  context.on('request', (request) => {
    const { protocol, host, origin: asked } = new URL(request.url());
    if (protocol !== 'data:' && protocol !== 'blob:' && asked !== origin) faults.push(`foreign request: ${host}`);
  });
  await page.goto(link);
  return { page, context, faults };
}

/** An assignment may end while a page asks for its route: the answer is 409, which browsers log by themselves. */
const hasEnded = (message) => message.text().includes('409') && /\/assignments\/A\d+\/route$/.test(message.location().url);

/** Asks the API as the page's user, without the page's own code. */
export const call = (page, method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const headers = { 'content-type': 'application/json', 'x-nearhand': '1' };
      const answer = await fetch(`/api/v1${path}`, { method, headers, body: body && JSON.stringify(body) });
      if (!answer.ok) throw new Error(await answer.text());
      return answer.json();
    },
    [method, path, body],
  );

/** Fails when the page logged an error or asked another host. */
export function assertClean(...sessions) {
  for (const { faults } of sessions) assert.deepEqual(faults, []);
}

/** Waits until the map has drawn its tiles; fails if it drew no streets. */
export async function mapDrawn(page) {
  await page.waitForFunction(() => {
    const map = document.querySelector('[data-testid=map]')?.cityMap?.map;
    return map?.loaded() && map.areTilesLoaded();
  });
  const streets = await page.evaluate(
    () =>
      document
        .querySelector('[data-testid=map]')
        .cityMap.map.queryRenderedFeatures()
        .filter(({ sourceLayer }) => sourceLayer === 'streets').length,
  );
  assert.ok(streets > 0, 'the map shows no streets');
}

/** Fails when a phone would have to be moved sideways to see all of the page. */
export async function assertFitsPhone(page, name) {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await picture(page, `${name}-phone`);
  assert.ok(width <= 390, `${name} is ${width} px wide on a phone of 390 px`);
  await page.setViewportSize(before);
}

/** Runs axe by day and by night; fails on any violation of WCAG 2.2 AA or best practice. */
export async function assertAccessible(page, name) {
  for (const colorScheme of ['light', 'dark']) {
    await themed(page, { colorScheme, reducedMotion: 'reduce' });
    await page.evaluate(AXE);
    const violations = await page.evaluate(async () => {
      const { violations: found } = await window.axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      });
      return found.flatMap(({ id, nodes }) =>
        nodes.map(({ target, any, all, none }) => `${id}: ${target} ${[...any, ...all, ...none].map(({ message }) => message)}`),
      );
    });
    assert.deepEqual(violations, [], `${name}, ${colorScheme}`);
  }
  await themed(page, { colorScheme: 'light', reducedMotion: null });
}

/** Keeps pictures of the page by day and by night, once the map is drawn in both. */
export async function pictures(page, name) {
  for (const colorScheme of ['dark', 'light']) {
    await themed(page, { colorScheme });
    await mapDrawn(page);
    await picture(page, `${name}-${colorScheme}`);
  }
}

/** Changes what the device says, and waits until the page has followed. */
async function themed(page, media) {
  await page.emulateMedia(media);
  await page.waitForFunction((theme) => document.documentElement.dataset.theme === theme, media.colorScheme);
  await page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
}

/** Shows the page in a language, by its settings. */
export async function speak(page, language) {
  await page.locator('header summary').click();
  await page.locator('header select').nth(1).selectOption(language);
  await page.locator(`html[lang=${language}]`).waitFor();
  await page.locator('header summary').click();
}

/** Keeps a picture of what is seen, or with `fullPage` of all there is. */
export async function picture(page, name, { fullPage = false } = {}) {
  await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage });
}
