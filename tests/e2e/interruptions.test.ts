import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sql } from '../../src/platform/database';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { mouse } from './hands';
import { Person, people } from './person';
import {
  type Asker,
  beginRequest,
  belfort,
  chooseCompany,
  claire,
  confirm,
  demonstrationPassword,
  fillRequest,
  send,
} from './steps';

const served = useServed();
const browser = useBrowser();
const start = people(served, browser, mouse);

const asker = (name: string): Asker => ({
  email: `${name.toLowerCase()}@courrier.example`,
  firstName: name,
  lastName: 'Vidal',
});

async function requestsOf(email: string): Promise<string[]> {
  const { rows } = await sql<{ state: string }>`
    select request.state from access_request as request where request.email = ${email}
    order by request.sent_at`.execute(served.database.owner);
  return rows.map(({ state }) => state);
}

let profile = '';
beforeAll(async () => {
  profile = await mkdtemp(join(tmpdir(), 'mc2i-profile-'));
});
afterAll(() => rm(profile, { recursive: true, force: true }));

it('a draft survives a closed browser', async () => {
  const before = await browser.visitFrom(profile);
  const person = new Person(served, before, mouse);
  await beginRequest(person, asker('Agathe'));
  await chooseCompany(person, { words: 'ge support', company: /^GE SUPPORT FRANCE/, site: belfort });
  await person.press('Mes informations');
  await person.write('Nom', 'Vidal');
  await person.press('Habilitations souhaitées');
  await before.context.close();

  const after = await browser.visitFrom(profile);
  const again = new Person(served, after, mouse);
  await again.open('/connexion');
  await again.follow('Je crée mon compte');
  expect(await again.field('Adresse email').inputValue()).toBe('agathe@courrier.example');
  await again.press(/^Mon entreprise, complet/);
  await again.see('GE SUPPORT FRANCE - 424210433');
  await again.press('Mes informations');
  expect(await again.field('Nom').inputValue()).toBe('Vidal');
  await again.check('identity, found again');
});

it('two tabs on two gauges of one request lose nothing', async () => {
  const first = await start();
  await first.open('/demande-de-compte/mon-adresse-email');
  const second = await first.newTab();
  await second.open('/demande-de-compte/mes-informations');
  await first.write('Adresse email', 'bruno@courrier.example');
  await second.write('Nom', 'Vidal');
  await first.press('Mon entreprise');
  await second.press('Habilitations souhaitées');
  await first.press('Mes informations');
  expect(await first.field('Nom').inputValue()).toBe('Vidal');
  await second.press(/^Mon adresse email, complet/);
  expect(await second.field('Adresse email').inputValue()).toBe('bruno@courrier.example');
  await second.check('e-mail, in a second tab');
});

it.each([true, false])(
  'a double click on the sending makes one request (scripts: %s)',
  async (javaScript) => {
    const twice = asker(javaScript ? 'Chantal' : 'Colette');
    const person = await start();
    await fillRequest(person, twice);
    const { cookies } = await person.visitor.context.storageState();
    const clicker = await people(served, browser, mouse, { javaScript })();
    await clicker.visitor.context.addCookies(cookies);
    await clicker.open('/demande-de-compte/habilitations-souhaitees');
    await clicker.page.getByLabel(/^Rôle/).selectOption({ label: 'Consultation' });
    await clicker.page.getByRole('button', { name: 'Demander mon compte' }).dblclick();
    await clicker.see('La demande de compte est réalisée');
    await confirm(clicker, twice);
    expect(await requestsOf(twice.email)).toEqual(['pending']);
    await clicker.check('confirmed after a double click');
  },
);

it('the back button after sending makes no second request', async () => {
  const back = asker('Didier');
  const person = await start();
  await fillRequest(person, back);
  await send(person);
  await person.page.goBack();
  await person.check('after the back button');
  await person.press('Demander mon compte');
  expect(await requestsOf(back.email)).toEqual(['to_confirm']);
});

async function openDecision(administrator: Person, name: string): Promise<string> {
  await administrator.open('/accueil');
  await administrator.signIn(claire, demonstrationPassword);
  await administrator.follow(new RegExp(`^Décider .*${name}$`));
  return administrator.path;
}

it('a session that expires in the middle of a decision decides nothing', async () => {
  const administrator = await start();
  const decision = await openDecision(administrator, 'Mehdi Roussel');
  await sql`update session set last_seen_at = last_seen_at - interval '31 minutes'`.execute(
    served.database.owner,
  );
  await administrator.press('Valider');
  await administrator.see('Votre session est terminée.');
  await administrator.check('sign-in, session ended');
  expect(await requestsOf('mehdi.roussel@cabinet-duval.example')).toEqual(['pending']);
  await administrator.signIn(claire, demonstrationPassword);
  expect(administrator.path).toBe(decision);
  await administrator.press('Valider');
  await administrator.see('La demande est validée');
  expect(await requestsOf('mehdi.roussel@cabinet-duval.example')).toEqual(['approved']);
});

it('a session closed in another tab decides nothing', async () => {
  const administrator = await start();
  const decision = await openDecision(administrator, 'Isabelle Debuire');
  const other = await administrator.newTab();
  await other.open('/accueil');
  await other.signOut();
  await administrator.write('Motif', 'Pas chez nous.');
  await administrator.press('Bloquer');
  await administrator.see('Votre session est terminée.');
  await administrator.signIn(claire, demonstrationPassword);
  expect(administrator.path).toBe(decision);
  expect(await requestsOf('isabelle.debuire@ge-support.example')).toEqual(['pending']);
  await administrator.check('decision, still to take');
});

it('a mailed link opened by a scanner confirms nothing', async () => {
  const scanned = asker('Estelle');
  const person = await start();
  await fillRequest(person, scanned);
  await send(person);
  const [mail] = await served.mailsTo(scanned.email, 'Confirmez votre adresse email');
  const link = /http\S+confirmer\?jeton=\S+/.exec(mail?.text ?? '')?.[0] ?? '';
  for (const method of ['HEAD', 'GET', 'GET']) {
    expect((await fetch(link, { method })).status, method).toBe(200);
  }
  expect(await requestsOf(scanned.email)).toEqual(['to_confirm']);
  await confirm(person, scanned);
  expect(await requestsOf(scanned.email)).toEqual(['pending']);
  await person.check('confirmed after a scanner');
});
