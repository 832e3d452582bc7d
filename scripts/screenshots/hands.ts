import { setTimeout as wait } from 'node:timers/promises';
import type { Page } from 'playwright-core';

const password = "bienvenue à l'atelier 2i";

/** Presses what leads to another page, or to the same one answered anew. */
export async function press(
  page: Page,
  name: string | RegExp,
  role: 'button' | 'link' = 'button',
): Promise<void> {
  const target = page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
  await Promise.all([page.waitForEvent('load'), target.first().click()]);
}

export async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/connexion');
  await page.getByRole('textbox', { name: 'Adresse email' }).fill(email);
  await page.locator('input[type=password]').fill(password);
  await press(page, 'Me connecter');
}

/** The address that the latest mail about something gives, once it has come. */
export async function mailedLink(page: Page, address: string, path: string): Promise<string> {
  for (let tries = 0; tries < 100; tries++) {
    await page.goto(`/boite-aux-lettres?adresse=${encodeURIComponent(address)}`);
    const mails = await page
      .locator('main a[href^="/boite-aux-lettres/"]')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    for (const mail of mails) {
      await page.goto(mail);
      const link = await page
        .locator(`main a[href*="${path}"]`)
        .first()
        .getAttribute('href', { timeout: 500 })
        .catch(() => null);
      if (link) return link;
    }
    await wait(200);
  }
  throw new Error(`no mail to ${address} leads to ${path}`);
}
