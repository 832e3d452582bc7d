import { beforeAll } from 'vitest';
import { sql } from '../../src/platform/database';
import { useApp } from './app';
import { givenAccount, givenCompany, givenMembership, guide, mailsTo, neighbour } from './people';

const { siren, siret, otherSiret } = guide;
const usersPath = `/etablissements/${siret}/utilisateurs`;

/** The guide's company with Claire, who administers its establishment, and what tests of invitations do there. */
export function useInviting() {
  const app = useApp();
  let claire = '';
  let count = 0;

  beforeAll(async () => {
    await givenCompany(app.database.owner, { siren, sirets: [siret, otherSiret] });
    await givenCompany(app.database.owner, { siren: neighbour.siren, sirets: [neighbour.siret] });
    claire = await member('claire@invite.example', { role: 'establishment_administrator' });
  });

  async function member(email: string, more: Partial<Parameters<typeof givenMembership>[1]> = {}) {
    const accountId = await givenAccount(app.database.owner, { email });
    await givenMembership(app.database.owner, { accountId, siren, siret, role: 'viewer', ...more });
    return accountId;
  }
  const as = async (accountId: string) => ({ session: await app.sessionOf(accountId) });

  return {
    ...{ app, siren, siret, otherSiret, usersPath, member, as },
    companyPath: `/entreprises/${siren}/utilisateurs`,
    asClaire: () => as(claire),
    /** An address that nobody has used. */
    fresh: () => `personne${++count}@invite.example`,
    invite: async (email: string, more: Record<string, string> = {}, path = usersPath, by = claire) =>
      app.post(`${path}/inviter`, { email, role: 'viewer', fin: '', ...more }, await as(by)),
    async linkTo(email: string): Promise<{ link: string; jeton: string }> {
      const link = app.linkIn(
        (await mailsTo(app, email)).filter(({ kind }) => kind === 'access.invitation').at(-1),
        '/invitation',
      );
      return { link, jeton: link.split('jeton=')[1] ?? '' };
    },
    async membershipsOf(email: string) {
      const { rows } = await sql<{
        role: string;
        state: string;
        siret: string | null;
        endsOn: string | null;
      }>`
        select membership.role, membership.state, membership.siret, membership.ends_on::text as "endsOn"
        from membership join account on account.id = membership.account_id
        where account.email = ${email} order by membership.created_at`.execute(app.database.owner);
      return rows;
    },
    async idTo(email: string) {
      const { rows } = await sql<{ id: string }>`
        select invitation.id from invitation where invitation.email = ${email}`.execute(app.database.owner);
      return rows.at(-1)?.id ?? '';
    },
    identity: { civilite: 'M', fonction: 'Paie', nom: 'Benali', prenom: 'Farid', telephone: '0600000000' },
  };
}
