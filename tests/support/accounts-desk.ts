import { beforeAll, beforeEach } from 'vitest';
import { hashPassword } from '../../src/accounts';
import { sql } from '../../src/platform/database';
import { useApp } from './app';
import { givenAccount, givenAgent, givenCompany, givenMembership, guide } from './people';

export const email = 'claire@comptes.example';
const password = 'huit lampes et un banc';

export const plain = (body: string) => body.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");
/** The facts that a page lists, term and value. */
export const factsIn = (body: string) =>
  [...plain(body).matchAll(/<dt>([^<]+)<\/dt><dd>([^<]+)<\/dd>/g)].map(([, term, value]) => [term, value]);

/** Claire has an account; Sophie and Karim are agents in charge of accounts. Anew before each test. */
export function useAccountsDesk() {
  const app = useApp();
  const { siren, siret } = guide;
  let passwordHash = '';
  const sophie = { session: '', id: '' };
  const karim = { session: '', id: '' };
  const claire = { session: '', id: '' };
  const desk = { path: '' };

  async function agent(address: string, role: 'account_manager' | 'supervisor' = 'account_manager') {
    const id = await givenAgent(app.database.owner, address, role);
    return { id, session: await app.sessionOf(id) };
  }
  const stateOf = async (id: string) => {
    const { rows } = await sql<{ state: string; factor: Date | null }>`
      select account.state, account.second_factor_at as factor from account where account.id = ${id}`.execute(
      app.database.owner,
    );
    return rows[0];
  };
  const act = (form: Record<string, string>, as = sophie, id = claire.id) =>
    app.post(`/agents/comptes/${id}`, form, as);
  const signIn = () => app.post('/connexion', { email, password }, { jar: new Map(), address: '127.0.0.9' });

  beforeAll(async () => {
    passwordHash = await hashPassword(password);
    await givenCompany(app.database.owner, { siren, sirets: [siret] });
  });
  beforeEach(async () => {
    const { owner } = app.database;
    await sql`truncate account, session, access_request, membership, outgoing_mail, history_entry, access_log_entry,
      throttle, link cascade`.execute(owner);
    Object.assign(sophie, await agent('sophie@opco.example'));
    Object.assign(karim, await agent('karim@opco.example'));
    const id = await givenAccount(owner, { email, passwordHash });
    await givenMembership(owner, { accountId: id, siren, siret });
    Object.assign(claire, { id, session: await app.sessionOf(id) });
    desk.path = `/agents/comptes/${id}`;
  });
  return { app, sophie, karim, claire, desk, agent, stateOf, act, signIn };
}
