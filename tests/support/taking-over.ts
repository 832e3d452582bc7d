import { beforeAll, beforeEach, expect } from 'vitest';
import { accessChores, takeoverChores } from '../../src/access';
import { sql } from '../../src/platform/database';
import { useApp } from './app';
import { givenAccount, givenAgent, givenCompany, givenMembership, guide, mailsTo, neighbour } from './people';

const { siren, siret, otherSiret } = guide;
const path = '/reprise-administration';
const reason = 'Mme Vasseur a quitté l’entreprise en octobre.';
const monday = '2026-11-23T09:00:00Z';
const pdf = Buffer.from('%PDF-1.7\nx\nstartxref\n9\n%%EOF\n');
type Somebody = { readonly accountId: string; readonly email: string };

/** The guide's company on a Monday morning, whose administrators have until Wednesday 8:00 to answer. */
export function useTakeovers() {
  const app = useApp({ now: monday, demo: true });
  let count = 0;
  let agent = '';

  beforeAll(async () => {
    await givenCompany(app.database.owner, { siren, sirets: [siret, otherSiret] });
    await givenCompany(app.database.owner, { siren: neighbour.siren, sirets: [neighbour.siret] });
    agent = await givenAgent(app.database.owner, 'agente@reprise.example', 'account_manager');
  });
  beforeEach(async () => {
    await sql`truncate takeover, membership, throttle, stored_file cascade`.execute(app.database.owner);
    app.clock.advance(Date.parse(monday) - app.clock.now().getTime());
  });

  /** Somebody attached since January. */
  async function member(more: Partial<Parameters<typeof givenMembership>[1]> = {}): Promise<Somebody> {
    const email = `personne${++count}@reprise.example`;
    const accountId = await givenAccount(app.database.owner, { email });
    await givenMembership(app.database.owner, { accountId, siren, siret, role: 'viewer', ...more });
    await sql`
      update membership set created_at = '2026-01-05', updated_at = '2026-01-05'
      where account_id = ${accountId}`.execute(app.database.owner);
    return { accountId, email };
  }
  const as = async ({ accountId }: Somebody) => ({ session: await app.sessionOf(accountId) });

  return {
    ...{ app, path, reason, siret, otherSiret, member, as },
    hour: 3_600_000,
    administrator: () => member({ role: 'establishment_administrator' }),
    agentDoes: async () => ({ session: await app.sessionOf(agent) }),
    async ask(by: Somebody): Promise<string> {
      const answer = await app.post(path, { etablissement: siret, raison: reason }, await as(by));
      expect(answer.status, answer.body).toBe(303);
      return /administration\/([0-9a-f-]+)/.exec(answer.location ?? '')?.[1] ?? '';
    },
    act: async (id: string, by: Somebody, geste: string, more = {}) =>
      app.post(`${path}/${id}`, { geste, ...more }, await as(by)),
    statusFor: async (id: string, by: Somebody) => (await app.get(`${path}/${id}`, await as(by))).status,
    async roleOf({ accountId }: Somebody) {
      const { rows } = await sql<{ role: string }>`
        select membership.role from membership
        where membership.account_id = ${accountId} and membership.siret = ${siret}
          and membership.state = 'active'`.execute(app.database.owner);
      return rows[0]?.role;
    },
    kindsTo: async ({ email }: Somebody) => (await mailsTo(app, email)).map(({ kind }) => kind),
    async runChores() {
      for (const chore of [...takeoverChores, ...accessChores]) await chore.run(app.kernel);
    },
    async handOver(id: string, by: Somebody, content: Buffer | null = pdf) {
      const data = new FormData();
      data.set('geste', 'transmettre');
      if (content) data.set('justificatif', new Blob([Uint8Array.from(content)]), 'kbis.pdf');
      const request = new Request(`${app.origin}${path}/${id}`, { method: 'POST', body: data });
      const response = await app.server.inject({
        method: 'POST',
        url: `${path}/${id}`,
        cookies: { mc2i: (await as(by)).session },
        headers: { origin: app.origin, 'content-type': request.headers.get('content-type') ?? '' },
        payload: Buffer.from(await request.arrayBuffer()),
      });
      return { status: response.statusCode, body: response.body.replace(/[\u00a0\u202f]/g, ' ') };
    },
  };
}
