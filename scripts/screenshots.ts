/**
 * Pictures of the pages, at three widths, into docs/screenshots:
 *   npm run screenshots
 * Walks the built product in its demonstration, on a free port and in a folder of its own. One walk: at each
 * stop the window takes each width in turn.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Browser, chromium, type Page } from 'playwright-core';
import { smallPng } from './small-png.mjs';

const root = join(import.meta.dirname, '..');
const folder = join(root, 'docs', 'screenshots');
const windows = [
  { width: 1440, height: 900 },
  { width: 768, height: 1024 },
  { width: 320, height: 640 },
];

const password = "bienvenue à l'atelier 2i";
const newcomer = 'n.debuire@testopco2i.example';
const administrator = 'claire.vasseur@ge-support.example';
const agent = 'sophie.lemaire@agents-2i.example';

const taken: { name: string; what: string }[] = [];

/** One stop of the walk: the page as it is now, from top to bottom. `what` names it in the index. */
async function take(page: Page, name: string, what: string): Promise<void> {
  for (const window of windows) {
    await page.setViewportSize(window);
    await page.evaluate(() => document.fonts.ready);
    const picture = await page.screenshot({ fullPage: true });
    writeFileSync(join(folder, `${name}-${window.width}.png`), smallPng(picture));
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  taken.push({ name, what });
  console.log(name);
}

/** Presses what leads to another page, or to the same one answered anew. */
async function press(page: Page, name: string | RegExp, role: 'button' | 'link' = 'button'): Promise<void> {
  const target = page.getByRole(role, typeof name === 'string' ? { name, exact: true } : { name });
  await Promise.all([page.waitForEvent('load'), target.first().click()]);
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto('/connexion');
  await page.getByRole('textbox', { name: 'Adresse email' }).fill(email);
  await page.locator('input[type=password]').fill(password);
  await press(page, 'Me connecter');
}

/** The address that the latest mail about something gives, once it has come. */
async function mailedLink(page: Page, address: string, path: string): Promise<string> {
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

async function walkRequest(page: Page): Promise<void> {
  await page.goto('/connexion');
  await take(page, 'connexion', 'Connexion, avec les comptes publiés de la démonstration');

  await press(page, 'Je crée mon compte', 'link');
  await take(page, 'demande-1-email', 'Demande, première jauge');
  await page.getByRole('textbox', { name: 'Adresse email' }).fill(newcomer);
  await press(page, 'Mon entreprise');

  await page.getByRole('combobox', { name: 'Recherchez votre entreprise' }).pressSequentially('ge supp');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await take(page, 'demande-2-entreprise-liste', 'Demande, deuxième jauge : la recherche ouverte');
  const found = page.getByRole('option', { name: /424210433/ });
  await Promise.all([page.waitForEvent('load'), found.click()]);
  await page.getByRole('radio', { name: /42421043300019/ }).check();
  await take(page, 'demande-2-entreprise-choisie', "Demande, deuxième jauge : l'entreprise et son site");

  await press(page, 'Mes informations');
  await page.getByRole('radio', { name: 'Madame' }).check();
  await page.getByRole('textbox', { name: 'Fonction' }).fill('Project manager');
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill('Debuire');
  await page.getByRole('textbox', { name: 'Prénom' }).fill('Nora');
  await page.getByRole('textbox', { name: 'Téléphone' }).fill('06 00 00 00 00');
  await take(page, 'demande-3-informations', 'Demande, troisième jauge');
  await press(page, 'Habilitations souhaitées');
  await page.getByRole('combobox', { name: 'Rôle' }).selectOption({ index: 1 });
  await press(page, /^Habilitations souhaitées, /);
  await take(page, 'demande-4-habilitations', 'Demande, quatrième jauge : tout est complet');

  await press(page, 'Demander mon compte');
  await take(page, 'envoyee', 'Demande envoyée');
  await page.goto(await mailedLink(page, newcomer, '/demande-de-compte/confirmer'));
  await take(page, 'confirmer', "Confirmation de l'adresse");
  await press(page, 'Confirmer mon adresse email');
  await take(page, 'confirmee', 'Adresse confirmée');
  await page.goto(await mailedLink(page, newcomer, '/demande-de-compte/suivi'));
  await take(page, 'suivi', 'Suivi de la demande');
}

async function makeMistakes(page: Page): Promise<void> {
  await page.goto('/demande-de-compte/mon-adresse-email');
  await page.getByRole('textbox', { name: 'Adresse email' }).fill('n.debuire@testopco2i');
  await press(page, 'Demander mon compte');
  await take(page, 'demande-1-email-erreurs', 'Demande envoyée trop tôt : ce qui manque, et où');
  await page.goto('/demande-de-compte/mon-entreprise/nouvelle-entreprise');
  await page.getByRole('textbox', { name: 'SIREN', exact: true }).fill('424210434');
  await press(page, 'Enregistrer et revenir');
  await take(
    page,
    'nouvelle-entreprise-erreurs',
    "Création d'une entreprise dans la demande, avec ses erreurs",
  );
}

async function decide(page: Page): Promise<void> {
  await signIn(page, administrator);
  await take(page, 'accueil-administratrice', "Accueil d'une administratrice");
  await press(page, /^Décider .*Isabelle/, 'link');
  await take(page, 'decision', 'Décision sur une demande de compte');
  await press(page, 'Refuser');
  await take(page, 'decision-erreurs', 'Décision : le motif manque');
  await page.goto('/mes-etablissements');
  await take(page, 'mes-etablissements', 'Mes établissements');
  await page.goto('/accueil');
  await press(page, /^Décider .*Nora Debuire/, 'link');
  await press(page, 'Valider');
}

async function workAtTheDesk(page: Page): Promise<void> {
  await signIn(page, agent);
  await take(page, 'accueil-agente', "Accueil d'une gestionnaire des comptes");
  await press(page, /^Ouvrir la file/, 'link');
  await take(page, 'agents-file', 'La file des agents');
  await press(page, /^Étudier .*Yann Le Goff/, 'link');
  await take(page, 'agents-demande', "Une demande avec l'entreprise et le site à valider");
}

async function enter(page: Page): Promise<void> {
  await page.goto(await mailedLink(page, newcomer, '/activation'));
  await take(page, 'activation', 'Activation du compte');
  await page.goto('/mot-de-passe-oublie');
  await take(page, 'mot-de-passe-oublie', 'Mot de passe oublié');
  await page.goto(`/boite-aux-lettres?adresse=${newcomer}`);
  await take(page, 'boite-aux-lettres', 'Boîte aux lettres de la démonstration');
  await page.goto('/donnees-personnelles');
  await take(page, 'donnees-personnelles', 'Une page du pied de page');
  await page.goto('/page-qui-n-existe-pas');
  await take(page, 'page-introuvable', 'Page introuvable');
}

/** Each stage in a browser profile of its own, as different people. */
async function walk(browser: Browser, origin: string): Promise<void> {
  for (const stage of [walkRequest, makeMistakes, decide, workAtTheDesk, enter]) {
    const context = await browser.newContext({
      baseURL: origin,
      viewport: { width: 1440, height: 900 },
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      reducedMotion: 'reduce',
    });
    await stage(await context.newPage());
    await context.close();
  }
}

function writeIndex(): void {
  const widths = windows.map(({ width }) => width);
  const link = (name: string, width: number) => `[${width}](${name}-${width}.png)`;
  const lines = taken.map(
    ({ name, what }) => `| ${what} | ${widths.map((width) => link(name, width)).join(' · ')} |`,
  );
  const text = [
    '# Screenshots',
    '',
    'Every page of the demonstration in its main states, made by `npm run screenshots`.',
    '',
    '| Page | Width |',
    '|---|---|',
    ...lines,
    '',
  ].join('\n');
  writeFileSync(join(folder, 'README.md'), text);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Built now if need be, and started; answers when it is ready to serve. */
async function serve(dataDir: string, port: number): Promise<ChildProcess> {
  execFileSync(process.execPath, ['bin/build.mjs'], { cwd: root, stdio: 'inherit' });
  const { PATH = '', HOME = '' } = process.env;
  const origin = `http://127.0.0.1:${port}`;
  const env = { PATH, HOME, PORT: String(port), PUBLIC_URL: origin, DATA_DIR: dataDir, DEMO: '1' };
  const server = spawn(process.execPath, ['dist/main.js', 'serve'], { cwd: root, env, stdio: 'inherit' });
  const isReady = () =>
    fetch(`${origin}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) {
    if (server.exitCode !== null) throw new Error('the product ended');
    await wait(100);
  }
  return server;
}

async function findBrowser(): Promise<string> {
  const launcher: { browser(): string } = await import(join(root, 'bin', 'browser.mjs'));
  return launcher.browser();
}

const dataDir = mkdtempSync(join(tmpdir(), 'mc2i-screenshots-'));
// As root the database runs as another user, who must be able to get in.
chmodSync(dataDir, 0o711);
const port = await freePort();
const server = await serve(dataDir, port);
const browser = await chromium.launch({
  executablePath: await findBrowser(),
  // What the browser itself writes, such as the button of a file, is in this language.
  env: { ...process.env, LANGUAGE: 'fr' },
  chromiumSandbox: process.getuid?.() !== 0,
});
try {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) if (name.endsWith('.png')) rmSync(join(folder, name));
  await walk(browser, `http://127.0.0.1:${port}`);
  writeIndex();
} finally {
  await browser.close();
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
}
