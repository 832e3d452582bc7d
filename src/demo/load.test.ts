import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { validateNewPassword } from '../accounts';
import { sql } from '../platform/database';
import { diskStore } from '../platform/files';
import { formatAccounts, publishedAccounts } from './accounts';
import { loadDemonstration } from './load';
import { agents, claire, karim, members, sophie } from './people';
import { stories } from './stories';

const app = useApp({ demo: true });
const files = () => diskStore(join(app.dataDir, 'documents'));
const load = () => loadDemonstration(app.kernel, app.runJobs, files());

async function countBy(table: string, where = sql`true`): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::integer as count from ${sql.table(table)} where ${where} group by state`.execute(
    app.database.owner,
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

describe('the demonstration', () => {
  beforeAll(load, 60_000);

  it('has a password that the rules accept for each of its people', async () => {
    for (const { person } of [...members, ...agents]) {
      const words = [person.email, person.firstName, person.lastName, person.jobTitle, 'GE SUPPORT FRANCE'];
      expect(await validateNewPassword(publishedAccounts.password, words)).toBeNull();
    }
  });

  it('lets every published account sign in and see its home page', async () => {
    for (const { email } of publishedAccounts.accounts) {
      const jar = new Map<string, string>();
      const form = { email, password: publishedAccounts.password, retour: '/accueil' };
      const answer = await app.post('/connexion', form, { jar });
      expect([email, answer.status, answer.location]).toEqual([email, 303, '/accueil']);
      expect((await app.get('/accueil', { jar })).body).toContain('Bonjour');
    }
  });

  it('shows every role, two agents of each kind', async () => {
    const { rows: roles } = await sql<{ role: string }>`
      select distinct role from membership where state = 'active' order by role`.execute(app.database.owner);
    expect(roles).toHaveLength(5);
    const { rows } = await sql<{ role: string; count: number }>`
      select role, count(*)::integer as count from agent_role group by role`.execute(app.database.owner);
    expect(rows.map(({ count }) => count)).toEqual([2, 2, 2, 2, 2]);
  });

  it('shows every state of requests, accounts, memberships, companies and establishments', async () => {
    expect(Object.keys(await countBy('access_request')).sort()).toEqual([
      'approved',
      'cancelled',
      'expired',
      'pending',
      'refused',
      'to_confirm',
    ]);
    expect(Object.keys(await countBy('account')).sort()).toEqual([
      'active',
      'blocked',
      'closed',
      'migrated',
      'to_activate',
    ]);
    expect(Object.keys(await countBy('membership')).sort()).toEqual([
      'active',
      'ended',
      'pending',
      'suspended',
    ]);
    const declared = sql`declared_at is not null`;
    expect(await countBy('company', declared)).toEqual({ refused: 1, to_validate: 1, valid: 1 });
    expect(Object.keys(await countBy('establishment', declared)).sort()).toEqual([
      'refused',
      'to_validate',
      'valid',
    ]);
  });

  it('has a request for each story, and a live link in the mailbox for whoever must confirm or activate', async () => {
    const counts = await countBy('access_request');
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(stories.length);
    const mails = await app.mails();
    const lucas = mails.filter((mail) => mail.to === 'lucas.perrin@ge-support.example').at(-1);
    expect((await app.get(app.linkIn(lucas, '/demande-de-compte/confirmer'))).status).toBe(200);
    const elodie = mails.filter((mail) => mail.to === 'elodie.marchand@ge-support.example').at(-1);
    expect((await app.get(app.linkIn(elodie, '/activation'))).status).toBe(200);
  });

  it('keeps a proof document that agents download', async () => {
    const { rows } = await sql<{ id: string; accountId: string }>`
      select request.document_id as id, account.id as "accountId" from access_request as request, account
      where request.document_id is not null and account.email = ${sophie.person.email}`.execute(
      app.database.owner,
    );
    const session = await app.sessionOf(rows[0]?.accountId ?? '');
    const answer = await app.get(`/agents/documents/${rows[0]?.id}`, { session });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toContain('attachment');
    expect(answer.body.startsWith('%PDF-1.4')).toBe(true);
  });

  it('shows the agents a refused mail and a failed job, which they start again', async () => {
    const { rows } = await sql<{ id: string }>`
      select account.id from account where account.email = ${sophie.person.email}`.execute(
      app.database.owner,
    );
    const session = await app.sessionOf(rows[0]?.id ?? '');
    const path = '/agents/envois-et-traitements';
    const { body } = await app.get(path, { session });
    expect(body).toContain('boîte aux lettres n');
    for (const name of ['renvoyer', 'relancer']) {
      const value = new RegExp(`name="${name}" value="([^"]+)"`).exec(body)?.[1] ?? '';
      const { location } = await app.post(path, { [name]: value }, { session });
      expect(location).toBe(`${path}?fait=${name}`);
    }
    await app.runJobs();
    expect((await app.get(path, { session })).body).toContain('Tout va bien');
  });

  it('writes one digest to the agent who chose it, of what still waits at the desk', async () => {
    const toKarim = (await app.mails()).filter(({ to }) => to === karim.person.email);
    const [digest, ...others] = toKarim.filter(({ kind }) => kind === 'access.digest');
    expect(others).toEqual([]);
    expect(digest?.text).toContain('/agents/demandes-de-compte/');
    expect(toKarim.map(({ kind }) => kind)).not.toContain('access.request-to-decide');
  });

  it('has warned whoever has not signed in for two years, or nearly', async () => {
    const warned = (await app.mails()).filter(({ kind }) => kind === 'accounts.inactivity-warning');
    expect(warned.map(({ to }) => to)).toEqual(['denise.picot@ge-support.example']);
  });

  it('has two accounts brought together, both addresses told, and two more to bring together', async () => {
    const mails = (await app.mails()).filter(({ kind }) => kind.startsWith('accounts.merged'));
    expect(mails.map(({ kind, to }) => [kind, to]).sort()).toEqual([
      ['accounts.merged', 'denis.kieffer@savoureuse.example'],
      ['accounts.merged-away', 'd.kieffer@savoureuse.example'],
    ]);
    const { rows } = await sql<{ id: string; email: string; state: string }>`
      select account.id, account.email, account.state from account
      where account.state = 'closed' or account.email in (${sophie.person.email}, 'hugo.tessier@ge-support.example')
      order by account.email`.execute(app.database.owner);
    const [closed, hugo, agent] = rows;
    const session = await app.sessionOf(agent?.id ?? '');
    const read = async (path: string) => (await app.get(path, { session })).body;
    expect(await read('/agents/comptes?etat=fermes')).toContain(`/agents/comptes/${closed?.id}`);
    expect(await read(`/agents/comptes/${closed?.id}`)).toContain('Compte réuni à un autre');
    expect(await read(`/agents/comptes/${hugo?.id}/reunir?compte=h.tessier@ge-support.example`)).toContain(
      'Réunir les deux comptes',
    );
  });

  it('is loaded once', async () => {
    const before = [await countBy('access_request'), (await app.mails()).length];
    await load();
    expect([await countBy('access_request'), (await app.mails()).length]).toEqual(before);
  });

  it('tells where to go and who to be', () => {
    const text = formatAccounts('http://localhost:3000');
    expect(text).toContain('http://localhost:3000/boite-aux-lettres');
    expect(text).toContain(publishedAccounts.password);
    for (const { email } of publishedAccounts.accounts) expect(text).toContain(email);
    expect(text).toContain(claire.email);
  });
});
