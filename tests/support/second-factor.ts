import { generateSync } from 'otplib';
import { beforeEach, expect } from 'vitest';
import { hashPassword } from '../../src/accounts';
import { minutes } from '../../src/platform/clock';
import { sql } from '../../src/platform/database';
import { useApp } from './app';
import { givenAccount, givenCompany, guide } from './people';

export interface Browser {
  readonly jar: Map<string, string>;
  readonly address: string;
}
export const browser = (address = '127.0.4.1'): Browser => ({ jar: new Map(), address });

export const path = '/mon-profil/double-authentification';
export const email = 'claire@facteur.example';
export const password = 'huit lampes et un banc';

/** What the page of an application to prove shows, and the page of recovery codes. */
export const keyIn = (body: string) =>
  (/class="cle">([A-Z2-7 \u00a0]+)</.exec(body)?.[1] ?? '').replace(/\s/g, '');
export const codesIn = (body: string) =>
  [...body.matchAll(/<li>([A-Z2-7-]{19})<\/li>/g)].map(([, one]) => one ?? '');

/** Claire, signed in with her password alone before each test; `mine` is her browser. */
export function useSecondFactor() {
  const app = useApp({ secondFactor: 'required' });
  const { siren, siret } = guide;
  const claire = { id: '', mine: browser() };

  const signIn = (as: Browser, retour = '/accueil') =>
    app.post('/connexion', { email, password, retour }, as);
  const press = (geste: string, form: Record<string, string> = {}, as = claire.mine) =>
    app.post(path, { geste, ...form }, as);
  const answer = (form: Record<string, string>, as: Browser) =>
    app.post('/connexion/verification', { retour: '/accueil', ...form }, as);
  const code = (as: Browser, text: string) => answer({ geste: 'code', code: text }, as);
  const recovery = (as: Browser, text: string) => answer({ geste: 'secours', secours: text }, as);
  const isIn = async (as: Browser) => (await app.get('/mon-profil', as)).status === 200;
  /** By another implementation than the product's; `offset` in seconds. */
  const codeOf = (key: string, offset = 0) =>
    generateSync({ secret: key, epoch: Math.floor(app.kernel.clock().getTime() / 1000) + offset });
  const nextCode = () => app.clock.advance(minutes(0.5) + 1);

  /** Sets up the application; gives its key and the recovery codes. */
  async function setUp(as = claire.mine): Promise<{ key: string; codes: string[] }> {
    expect((await press('application', {}, as)).location).toBe(`${path}?fait=a-prouver`);
    const key = keyIn((await app.get(path, as)).body);
    const { status, body } = await press('prouver', { code: codeOf(key) }, as);
    expect(status).toBe(200);
    nextCode();
    return { key, codes: codesIn(body) };
  }

  beforeEach(async () => {
    const db = app.database.owner;
    await sql`truncate account, session, throttle, outgoing_mail, link, company cascade`.execute(db);
    await givenCompany(db, { siren, sirets: [siret] });
    claire.id = await givenAccount(db, { email, passwordHash: await hashPassword(password) });
    claire.mine = browser();
    expect((await signIn(claire.mine)).location).toBe('/accueil');
  });
  return { app, claire, signIn, press, answer, code, recovery, isIn, codeOf, nextCode, setUp };
}
