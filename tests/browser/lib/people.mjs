// What tests of people share: signing in by name, accepting an invitation.
import { picture, signedIn } from './browser.mjs';

export const PASSWORD = 'tram lemon window nine';

/** What the browser itself logs of an answer that says no. */
export const forget = (session, ...statuses) => {
  const kept = session.faults.filter((fault) => !statuses.some((status) => fault.includes(`status of ${status}`)));
  session.faults.splice(0, session.faults.length, ...kept);
};

/** Keeps pictures of a page without a map, by night and by day. */
export async function bothThemes(page, name) {
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme });
    await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
    await picture(page, `${name}-${colorScheme}`);
  }
}

/** Types a name and a password into the sign-in page and sends them. */
export async function enter(page, name, password) {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Chooses a password by an invitation, in a profile of its own; ends on the role's page. */
export async function accept(browser, invitation, home, options = {}) {
  const session = await signedIn(browser, invitation, options);
  await session.page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await session.page.getByRole('button', { name: 'Set password' }).click();
  await session.page.waitForURL(`**${home}`);
  return session;
}
