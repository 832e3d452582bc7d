import { beforeEach } from 'vitest';
import { reviewChores } from '../../src/access';
import { sql } from '../../src/platform/database';
import { useApp } from './app';
import { givenAccount, givenCompany, givenMembership, guide } from './people';

const { siren, siret, otherSiret } = guide;
/** Two weeks more than a year before the tests' day. */
const longAgo = '2025-11-09';

/** The guide's company with Claire, who administers its establishment, and Farid, who is there too, for a year. */
export function useReviewing() {
  const app = useApp();
  const { database } = app;
  const ids = { claire: '', farid: '' };

  const member = async (email: string, more: object = {}, since = longAgo) => {
    const accountId = await givenAccount(database.owner, { email, firstName: email.split('@')[0] ?? '' });
    await givenMembership(database.owner, { accountId, siren, siret, role: 'viewer', ...more });
    await sql`update membership set created_at = ${since} where account_id = ${accountId}`.execute(
      database.owner,
    );
    return accountId;
  };

  beforeEach(async () => {
    const { owner } = database;
    await sql`truncate account, session, outgoing_mail, company, history_entry, throttle cascade`.execute(
      owner,
    );
    await givenCompany(owner, { siren, sirets: [siret, otherSiret] });
    ids.claire = await member('claire@revue.example', { role: 'establishment_administrator' });
    ids.farid = await member('farid@revue.example');
  });

  return {
    ...{ app, ids, siren, siret, otherSiret, member, place: { siren, siret } },
    path: `/etablissements/${siret}/utilisateurs/revue`,
    as: async (accountId: string) => ({ session: await app.sessionOf(accountId) }),
    async ask() {
      for (const chore of reviewChores) await chore.run(app.kernel);
    },
    /** What people hold on a place (null: the whole company), in any state. */
    async held(on: string | null = siret) {
      const { rows } = await sql<{ id: string; version: number; accountId: string; state: string }>`
        select membership.id, membership.version, membership.account_id as "accountId", membership.state
        from membership where membership.siret is not distinct from ${on} order by membership.id`.execute(
        database.owner,
      );
      return rows;
    },
    async stateOf(accountId: string) {
      const { rows } = await sql<{ state: string }>`
        select membership.state from membership where membership.account_id = ${accountId}`.execute(
        database.owner,
      );
      return rows[0]?.state;
    },
    plain: (body: string) => body.replace(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'"),
  };
}
