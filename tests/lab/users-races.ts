// Races on the users of an establishment: inviting, joining, and two administrators who remove each other.
import { randomUUID } from 'node:crypto';
import { sql } from '../../src/platform/database';
import { ground } from './journey';
import type { Town } from './town';

/** What is released, by the number of the one who asks, and what must be there afterwards. */
export interface UsersRound {
  readonly shot: (way: number) => {
    path: string;
    form: Readonly<Record<string, string>>;
    cookies?: Readonly<Record<string, string>>;
  };
  readonly expected: Readonly<Record<string, number>>;
  readonly found: string;
  readonly values: readonly unknown[];
}

const users = (siret: string) => `/etablissements/${siret}/utilisateurs`;
const identity = { civilite: 'M', fonction: 'Paie', nom: 'Benali', prenom: 'Farid', telephone: '0600000000' };

export const usersRaces: Readonly<Record<string, (town: Town, round: number) => Promise<UsersRound>>> = {
  async invite(town, round) {
    const email = `appel${round}@courses.example`;
    // Others each time: who invites too often is stopped.
    const place = { siren: ground.siret.slice(0, 9), siret: ground.siret };
    const pair = await Promise.all([0, 1].map((side) => administrator(town, place, `appel${round}.${side}`)));
    return {
      shot: (way) => ({
        path: `${users(ground.siret)}/inviter`,
        form: { email, role: 'viewer', fin: '' },
        cookies: { mc2i: pair[way % 2]?.session ?? '' },
      }),
      expected: { invitations: 1, mails: 1, links: 1 },
      found: `select count(*)::int as invitations,
        (select count(*)::int from outgoing_mail where recipient = $1) as mails,
        (select count(*)::int from link join invitation on invitation.id = link.subject_id
          where invitation.email = $1 and link.used_at is null) as links from invitation where email = $1`,
      values: [email],
    };
  },
  async join(town, round) {
    const email = `invite${round}@courses.example`;
    const id = randomUUID();
    await sql`
      insert into invitation (id, email, siren, siret, role, state, invited_by, sent_at, expires_at)
      values (${id}, ${email}, ${ground.siret.slice(0, 9)}, ${ground.siret}, 'viewer', 'sent', ${town.deciders[0]},
        now(), now() + interval '7 days')`.execute(town.db);
    const jeton = await town.link('access.invitation', id);
    return {
      shot: () => ({ path: '/invitation', form: { jeton, ...identity } }),
      expected: { accounts: 1, memberships: 1, told: 1 },
      found: `select (select count(*)::int from account where email = $1) as accounts,
        (select count(*)::int from membership join account on account.id = membership.account_id
          where account.email = $1 and membership.state = 'active') as memberships,
        (select count(*)::int from history_entry where action = 'access.invitation-accepted'
          and details ->> 'invitation' = $2) as told`,
      values: [email, id],
    };
  },
  async 'remove each other'(town, round) {
    const { siren, siret } = await company(town, 810_000_000 + round);
    const pair = await Promise.all(
      [0, 1].map((side) => administrator(town, { siren, siret }, `${round}.${side}`)),
    );
    return {
      shot(way) {
        const [by, other] = way % 2 === 0 ? pair : [...pair].reverse();
        return {
          path: `${users(siret)}/${other?.membership}`,
          form: { geste: 'retirer', version: '1', motif: 'Ne travaille plus ici.' },
          cookies: { mc2i: by?.session ?? '' },
        };
      },
      expected: { left: 1, ended: 1, told: 1, mails: 1 },
      found: `select count(*) filter (where state = 'active')::int as left, count(*) filter (where state = 'ended')::int as ended,
        (select count(*)::int from history_entry where siret = $1 and action = 'access.membership-ended') as told,
        (select count(*)::int from outgoing_mail where kind = 'access.membership-ended' and recipient like $2)
          as mails from membership where siret = $1`,
      values: [siret, `chef${round}.%`],
    };
  },
  /** Two administrators, one for and one against, and a colleague who confirms. */
  async 'take over'(town, round) {
    const place = await company(town, 820_000_000 + round);
    const [yes, no] = await Promise.all(
      ['pour', 'contre'].map((side) => administrator(town, place, `${side}${round}`)),
    );
    const colleague = await attached(town, place, `collegue${round}`, 'viewer');
    const asker = await attached(town, place, `reprise${round}`, 'viewer');
    const id = randomUUID();
    await sql`
      insert into takeover (id, account_id, siren, siret, reason, state, asked_at, administrators_told, confirmable_at)
      values (${id}, ${asker.accountId}, ${place.siren}, ${place.siret}, 'Partie.', 'open',
        now() + interval '1 second', 2, now() - interval '1 hour')`.execute(town.db);
    const answers = [
      { by: yes, form: { geste: 'accepter' } },
      { by: no, form: { geste: 'refuser', motif: 'Je suis là.' } },
      { by: colleague, form: { geste: 'confirmer' } },
    ];
    return {
      shot(way) {
        const { by, form } = answers[way % answers.length] ?? { by: undefined, form: { geste: '' } };
        return { path: `/reprise-administration/${id}`, form, cookies: { mc2i: by?.session ?? '' } };
      },
      expected: { settled: 1, told: 1, mails: 1, disagreeing: 0 },
      found: `select count(*) filter (where takeover.state in ('granted', 'refused'))::int as settled,
        (select count(*)::int from history_entry where subject_id = $1
          and action in ('access.takeover-granted', 'access.takeover-refused')) as told,
        (select count(*)::int from outgoing_mail where recipient = $2
          and kind in ('access.takeover-granted', 'access.takeover-refused')) as mails,
        count(*) filter (where (takeover.state = 'granted') <> (membership.role = 'establishment_administrator'))::int
          as disagreeing
        from takeover join membership on membership.account_id = takeover.account_id where takeover.id::text = $1`,
      values: [id, `reprise${round}@courses.example`],
    };
  },
  /** Two administrators of a client, one for and one against, while the partner takes its question back. */
  async mandate(town, round) {
    const [client, partner] = [
      await company(town, 870_000_000 + round),
      await company(town, 880_000_000 + round),
    ];
    const [yes, no] = await Promise.all(
      ['donne', 'refuse'].map((side) => administrator(town, client, `${side}${round}`)),
    );
    const asker = await administrator(town, partner, `cabinet${round}`);
    const id = randomUUID();
    await sql`
      insert into mandate (id, partner_siren, partner_siret, siren, siret, permissions, starts_on, state, asked_by, asked_at)
      values (${id}, ${partner.siren}, ${partner.siret}, ${client.siren}, ${client.siret},
        array['establishment.read'], current_date, 'asked', ${asker.accountId}, now())`.execute(town.db);
    await sql`insert into mandate_member values (${id}, ${asker.membership})`.execute(town.db);
    const answers = [
      { by: yes, form: { geste: 'accepter', etablissement: 'consultation' } },
      { by: no, form: { geste: 'refuser', motif: 'Inconnu.' } },
      { by: asker, form: { geste: 'annuler' } },
    ];
    return {
      shot(way) {
        const { by, form } = answers[way % answers.length] ?? { by: undefined, form: { geste: '' } };
        const cookies = { mc2i: by?.session ?? '' };
        return { path: `/mandats/${id}`, form: { ...form, version: '1' }, cookies };
      },
      expected: { settled: 1, told: 2, unmatched: 0 },
      found: `select count(*) filter (where mandate.state in ('accepted', 'refused', 'cancelled'))::int as settled,
        (select count(*)::int from history_entry where subject_id = $1) as told,
        count(*) filter (where (mandate.state = 'cancelled') = exists (
          select from outgoing_mail where recipient = $2))::int as unmatched
        from mandate where mandate.id::text = $1`,
      values: [id, `chefcabinet${round}@courses.example`],
    };
  },
};

export async function company(town: Town, number: number): Promise<{ siren: string; siret: string }> {
  const siren = String(number);
  const siret = `${siren}00017`;
  await sql`insert into company (siren, name, state) values (${siren}, 'COURSES', 'valid')`.execute(town.db);
  await sql`
    insert into establishment (siret, siren, state) values (${siret}, ${siren}, 'valid')`.execute(town.db);
  return { siren, siret };
}

export const administrator = (town: Town, place: { siren: string; siret: string }, name: string) =>
  attached(town, place, `chef${name}`, 'establishment_administrator');

async function attached(
  town: Town,
  { siren, siret }: { siren: string; siret: string },
  name: string,
  role: 'establishment_administrator' | 'viewer',
) {
  const accountId = await town.account(`${name}@courses.example`, 'active');
  const membership = randomUUID();
  await sql`
    insert into membership (id, account_id, siren, siret, role, state, created_at, updated_at)
    values (${membership}, ${accountId}, ${siren}, ${siret}, ${role}, 'active', now(), now())
  `.execute(town.db);
  return { accountId, membership, session: await town.session(accountId) };
}
