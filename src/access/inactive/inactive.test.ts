import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
} from '../../../tests/support/people';
import { hashPassword } from '../../accounts';
import { sql } from '../../platform/database';
import type { AgentRole } from '../../platform/who-may';
import type { RoleCode } from '../rules';

// The day somebody was last seen; the months of the tests are counted from it.
const lastSeen = '2024-12-10T09:00:00Z';
const app = useApp({ now: lastSeen });
const { siren, siret, otherSiret } = guide;
const password = 'huit lampes et un banc';
const email = 'odile@oubli.example';
let passwordHash = '';

const goTo = (instant: string) => app.clock.advance(new Date(instant).getTime() - app.clock.now().getTime());
const chore = async (name: string) => {
  const found = app.chores.find((one) => one.name === name);
  if (!found) throw new Error(`no chore ${name}`);
  await found.run(app.kernel);
};
/** What the clock does, a minute after an hour of a day. */
const wake = async (instant: string) => {
  goTo(instant);
  await chore('access.warn-inactive');
  await chore('access.close-inactive');
};
const months = {
  22: '2026-10-10T09:01:00Z',
  23: '2026-11-10T09:01:00Z',
  24: '2026-12-10T09:05:00Z',
  25: '2027-01-10T09:05:00Z',
} as const;

interface Given {
  readonly role?: RoleCode;
  readonly state?: string;
  readonly at?: string | null;
  readonly seen?: string;
}

async function member(address: string, { role = 'viewer', state = 'active', at = siret, seen }: Given = {}) {
  const id = await givenAccount(app.database.owner, {
    ...{ email: address, state, passwordHash, firstName: address.split('@')[0] ?? '' },
  });
  await givenMembership(app.database.owner, { accountId: id, siren, siret: at, role });
  await seenAt(id, seen ?? lastSeen, state === 'active');
  return id;
}
const seenAt = (id: string, at: string, signedIn = true) =>
  sql`update account set created_at = ${at}, last_sign_in_at = ${signedIn ? at : null} where id = ${id}`.execute(
    app.database.owner,
  );
async function agent(name: string, role: AgentRole, seen = lastSeen) {
  const id = await givenAgent(app.database.owner, `${name}@agents.example`, role);
  await seenAt(id, seen);
  return id;
}
const kindsTo = async (to: string) => (await mailsTo(app, to)).map(({ kind }) => kind);
const stateOf = async (id: string) => {
  const { rows } = await sql<{ state: string }>`select state from account where id = ${id}`.execute(
    app.database.owner,
  );
  return rows[0]?.state;
};
const signIn = () => app.post('/connexion', { email, password, retour: '/accueil' }, { jar: new Map() });
const historyAt = async (session: string) =>
  (await app.get(`/etablissements/${siret}/historique`, { session })).body
    .replaceAll('’', "'")
    .replaceAll(/[\u00a0\u202f]/g, ' ');

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  const { owner } = app.database;
  await sql`truncate account, session, throttle, outgoing_mail, link, company, history_entry cascade`.execute(
    owner,
  );
  await givenCompany(owner, { siren, sirets: [siret, otherSiret] });
  goTo(lastSeen);
});

describe('an account that nobody uses', () => {
  it('is left alone for 23 months, then warned once, and closed a month later', async () => {
    const odile = await member(email);
    await wake(months[22]);
    expect(await kindsTo(email)).toEqual([]);
    await wake(months[23]);
    await wake('2026-11-24T09:00:00Z');
    const [warning, ...others] = await mailsTo(app, email);
    expect([warning?.kind, others]).toEqual(['accounts.inactivity-warning', []]);
    expect(warning?.subject.replaceAll(/[\u00a0\u202f]/g, ' ')).toBe(
      'Votre compte sera fermé le 10 décembre 2026',
    );
    expect((await app.get(app.linkIn(warning, '/connexion'), { jar: new Map() })).status).toBe(200);
    await wake('2026-12-10T08:00:00Z');
    expect(await stateOf(odile)).toBe('active');
    await wake(months[24]);
    await wake(months[25]);
    expect(await stateOf(odile)).toBe('closed');
    expect(await kindsTo(email)).toEqual(['accounts.inactivity-warning', 'accounts.closed']);
    const { rows } = await sql<{ everything: string }>`
      select account::text || (select string_agg(membership.end_reason, '') from membership) as everything
      from account where id = ${odile}`.execute(app.database.owner);
    expect(rows[0]?.everything).toContain('Compte fermé : aucune connexion depuis deux ans');
    expect(rows[0]?.everything).not.toMatch(/odile|Vasseur|argon2/);
  });

  it('is kept by a sign-in after the warning, and warned again 23 months later', async () => {
    const odile = await member(email);
    await wake(months[23]);
    expect((await signIn()).location).toBe('/accueil');
    await wake(months[25]);
    expect(await stateOf(odile)).toBe('active');
    await wake('2028-10-10T09:30:00Z');
    expect(await kindsTo(email)).toEqual(['accounts.inactivity-warning', 'accounts.inactivity-warning']);
    expect(await stateOf(odile)).toBe('active');
  });

  it('that is warned late is closed a month after the warning, not before', async () => {
    const odile = await member(email);
    await wake(months[25]);
    expect((await mailsTo(app, email)).at(0)?.subject).toMatch(/le 10.février.2027/);
    await wake('2027-02-10T09:00:00Z');
    expect(await stateOf(odile)).toBe('active');
    await wake('2027-02-10T09:10:00Z');
    expect(await stateOf(odile)).toBe('closed');
  });

  it('without password counts from its creation, and is told how to get one; a blocked one is left', async () => {
    const migrated = await member('migree@oubli.example', { state: 'migrated' });
    const toActivate = await member('nouvelle@oubli.example', { state: 'to_activate' });
    const blocked = await member('bloquee@oubli.example', { state: 'blocked' });
    await wake(months[23]);
    await wake(months[24]);
    expect(await Promise.all([migrated, toActivate, blocked].map(stateOf))).toEqual([
      'closed',
      'closed',
      'blocked',
    ]);
    const [warning] = await mailsTo(app, 'migree@oubli.example');
    expect(app.linkIn(warning, '/mot-de-passe-oublie')).toBe('/mot-de-passe-oublie');
    expect(await kindsTo('bloquee@oubli.example')).toEqual([]);
  });

  it('is warned and closed once by two servers at the same instant', async () => {
    const odile = await member(email);
    goTo(months[23]);
    await Promise.all([chore('access.warn-inactive'), chore('access.warn-inactive')]);
    goTo(months[24]);
    await Promise.all([chore('access.close-inactive'), chore('access.close-inactive')]);
    expect(await stateOf(odile)).toBe('closed');
    expect(await kindsTo(email)).toEqual(['accounts.inactivity-warning', 'accounts.closed']);
    const { rows } = await sql<{ action: string }>`
      select entry.action from history_entry as entry where entry.actor_kind = 'system' order by entry.id`.execute(
      app.database.owner,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'accounts.inactivity-warned',
      'access.membership-ended',
      'accounts.closed',
    ]);
  });

  it('is either signed in to or closed, never both', async () => {
    for (let round = 0; round < 5; round++) {
      await sql`truncate account, session, throttle, outgoing_mail cascade`.execute(app.database.owner);
      goTo(lastSeen);
      const odile = await member(email);
      await wake(months[23]);
      goTo(months[24]);
      const [, answer] = await Promise.all([chore('access.close-inactive'), signIn()]);
      expect([answer.status, await stateOf(odile)]).toEqual(
        answer.status === 303 ? [303, 'active'] : [422, 'closed'],
      );
    }
  });
});

describe('the last administrator', () => {
  const leaveClaire = async () => {
    await wake(months[23]);
    await wake(months[24]);
  };

  it('is closed too: the history says it, and colleagues learn that they may take over', async () => {
    const claire = await member('claire@oubli.example', { role: 'establishment_administrator' });
    await member('farid@oubli.example', { seen: months[22] });
    await member('ailleurs@oubli.example', { seen: months[22], at: otherSiret });
    await leaveClaire();
    expect(await stateOf(claire)).toBe('closed');
    const [told, ...others] = await mailsTo(app, 'farid@oubli.example');
    expect([told?.kind, others]).toEqual(['access.administration-vacant', []]);
    expect(told?.text).toContain(siret);
    expect(await kindsTo('ailleurs@oubli.example')).toEqual([]);
    const boss = await member('patron@oubli.example', {
      ...{ role: 'establishment_administrator', at: null, seen: months[24] },
    });
    expect(await historyAt(await app.sessionOf(boss))).toContain(
      "Plus aucun administrateur : un utilisateur peut reprendre l'administration",
    );
  });

  it('is not the last while another administers the place or the whole company', async () => {
    await member('claire@oubli.example', { role: 'establishment_administrator' });
    await member('nadia@oubli.example', {
      ...{ role: 'establishment_administrator', at: null, seen: months[22] },
    });
    await member('farid@oubli.example', { seen: months[22] });
    await leaveClaire();
    expect(await kindsTo('farid@oubli.example')).toEqual([]);
  });

  it('of a whole company is missed where no establishment has its own', async () => {
    await member('nadia@oubli.example', { role: 'establishment_administrator', at: null });
    await member('claire@oubli.example', { role: 'establishment_administrator', seen: months[22] });
    await member('farid@oubli.example', { seen: months[22] });
    await member('paris@oubli.example', { seen: months[22], at: otherSiret });
    await leaveClaire();
    expect(await kindsTo('farid@oubli.example')).toEqual([]);
    expect(await kindsTo('paris@oubli.example')).toEqual(['access.administration-vacant']);
  });

  it('is told once when two of them are closed the same day', async () => {
    await member('claire@oubli.example', { role: 'establishment_administrator' });
    await member('nadia@oubli.example', { role: 'establishment_administrator' });
    await member('farid@oubli.example', { seen: months[22] });
    await leaveClaire();
    expect(await kindsTo('farid@oubli.example')).toEqual(['access.administration-vacant']);
  });
});

describe('an agent', () => {
  it('loses roles and account, and the supervisors are told; the only supervisor is left', async () => {
    const marc = await agent('marc', 'supervisor', months[22]);
    const sophie = await agent('sophie', 'account_manager');
    await wake(months[23]);
    await wake(months[24]);
    expect(await stateOf(sophie)).toBe('closed');
    const { rows } = await sql`select from agent_role where account_id = ${sophie}`.execute(
      app.database.owner,
    );
    expect(rows).toEqual([]);
    const [told, ...others] = await mailsTo(app, 'marc@agents.example');
    expect([told?.kind, others]).toEqual(['access.agent-closed', []]);
    expect(told?.text).toContain('sophie@agents.example');
    await wake('2029-12-10T09:00:00Z');
    await wake('2030-02-10T09:00:00Z');
    expect(await stateOf(marc)).toBe('active');
    expect((await mailsTo(app, 'marc@agents.example')).map(({ kind }) => kind)).toEqual([
      'access.agent-closed',
    ]);
  });

  it('who is one of two supervisors, both unused: one stays', async () => {
    const both = [await agent('marc', 'supervisor'), await agent('valerie', 'supervisor')];
    await wake(months[23]);
    goTo(months[24]);
    await Promise.all([chore('access.close-inactive'), chore('access.close-inactive')]);
    expect((await Promise.all(both.map(stateOf))).sort()).toEqual(['active', 'closed']);
  });
});
