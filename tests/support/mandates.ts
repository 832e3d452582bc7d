import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, expect } from 'vitest';
import { mandateChores } from '../../src/access';
import { type Database, sql } from '../../src/platform/database';
import { useApp } from './app';
import { givenAccount, givenCompany, givenMembership, guide, mailsTo } from './people';

const { siren, siret, otherSiret } = guide;
export const firm = { siren: '999000409', siret: '99900040900014' };
const path = '/mandats';
const monday = '2026-11-23T09:00:00Z';

export interface Somebody {
  readonly accountId: string;
  readonly email: string;
  readonly membershipId: string;
}

/** A mandate written as it would be found, and who acts by it. */
export async function givenMandate(
  db: Database,
  mandate: {
    partner: { siren: string; siret: string | null };
    client: { siren: string; siret: string | null };
    askedBy: string;
    state?: string;
    startsOn?: string;
    endsOn?: string;
    permissions?: readonly string[];
    members?: readonly string[];
  },
): Promise<string> {
  const id = randomUUID();
  const { partner, client, askedBy, state = 'accepted', permissions = ['establishment.read'] } = mandate;
  const { rows } = await sql<{ id: string }>`
    insert into account (email, state, password_hash, created_at)
    values (${`${id}@donne.example`}, 'active', 'unusable', now()) returning account.id`.execute(db);
  const accepted = state === 'accepted' || state === 'ended' ? new Date() : null;
  await sql`
    insert into mandate (id, partner_siren, partner_siret, siren, siret, permissions, starts_on, ends_on, state,
      asked_by, asked_at, accepted_at, accepted_by, closed_at, reason)
    values (${id}, ${partner.siren}, ${partner.siret}, ${client.siren}, ${client.siret}, ${[...permissions]},
      ${mandate.startsOn ?? '2026-01-01'}, ${mandate.endsOn ?? null}, ${state}, ${askedBy}, now(), ${accepted},
      ${accepted && rows[0]?.id}, ${state === 'asked' || state === 'accepted' ? null : new Date()},
      ${state === 'refused' ? 'Inconnu.' : null})`.execute(db);
  for (const membership of mandate.members ?? []) {
    await sql`insert into mandate_member (mandate_id, membership_id) values (${id}, ${membership})`.execute(
      db,
    );
  }
  return id;
}

/** The guide's company, and a firm that acts for it, on a Monday morning. */
export function useMandates() {
  const app = useApp({ now: monday, demo: true });
  const db = () => app.database.owner;
  let count = 0;

  beforeAll(async () => {
    await givenCompany(db(), { siren, sirets: [siret, otherSiret] });
    await givenCompany(db(), { siren: firm.siren, sirets: [firm.siret], name: 'CABINET MORVAN' });
  });
  beforeEach(async () => {
    await sql`truncate mandate_member, mandate, membership, throttle cascade`.execute(db());
    app.clock.advance(Date.parse(monday) - app.clock.now().getTime());
  });

  async function member(more: Partial<Parameters<typeof givenMembership>[1]> = {}): Promise<Somebody> {
    const email = `personne${++count}@mandats.example`;
    const accountId = await givenAccount(db(), { email, firstName: `Alix${count}` });
    await givenMembership(db(), { accountId, siren, siret, role: 'viewer', ...more });
    const { rows } = await sql<{ id: string }>`
      select membership.id from membership where membership.account_id = ${accountId}`.execute(db());
    return { accountId, email, membershipId: rows[0]?.id ?? '' };
  }
  const as = async ({ accountId }: { accountId: string }) => ({ session: await app.sessionOf(accountId) });
  const versionOf = async (id: string) => {
    const { rows } = await sql<{ version: number }>`
      select mandate.version from mandate where mandate.id = ${id}`.execute(db());
    return String(rows[0]?.version);
  };
  const payroll = {
    etablissement: 'consultation',
    salaries: 'gestion',
    demandes: 'aucun',
    reglements: 'aucun',
  };

  return {
    ...{ app, path, siren, siret, otherSiret, member, as, payroll, versionOf },
    administrator: (more = {}) => member({ role: 'establishment_administrator', ...more }),
    partner: (more = {}) => member({ ...firm, role: 'establishment_administrator', ...more }),
    colleague: (more = {}) => member({ ...firm, ...more }),
    send: async (by: Somebody, more = {}) =>
      app.post(
        `${path}/demander`,
        { partenaire: firm.siret, client: siret, ...payroll, ...more },
        await as(by),
      ),
    async ask(by: Somebody, more = {}): Promise<string> {
      const form = { partenaire: firm.siret, client: siret, ...payroll, ...more };
      const answer = await app.post(`${path}/demander`, form, await as(by));
      expect(answer.status, answer.body).toBe(303);
      return /mandats\/([0-9a-f-]+)/.exec(answer.location ?? '')?.[1] ?? '';
    },
    /** As the page shows it now, unless `version` is told. */
    act: async (id: string, by: Somebody, geste: string, more = {}) =>
      app.post(`${path}/${id}`, { geste, version: await versionOf(id), ...payroll, ...more }, await as(by)),
    statusFor: async (id: string, by: Somebody) => (await app.get(`${path}/${id}`, await as(by))).status,
    may: async (by: Somebody, place = siret) =>
      [...(await app.kernel.rights.permissionsOn(app.kernel.db, by.accountId, place))].sort(),
    kindsTo: async ({ email }: Somebody) => (await mailsTo(app, email)).map(({ kind }) => kind),
    stateOf: async (id: string) => {
      const { rows } = await sql<{ state: string }>`
        select mandate.state from mandate where mandate.id = ${id}`.execute(db());
      return rows[0]?.state;
    },
    async runChores() {
      for (const chore of mandateChores) await chore.run(app.kernel);
    },
  };
}
