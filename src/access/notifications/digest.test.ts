import { beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
  sendAndConfirm,
} from '../../../tests/support/people';
import { historyOf } from '../../journal';
import { sql } from '../../platform/database';

// Monday 23 November 2026, 10:00 in Paris.
const app = useApp({ now: '2026-11-23T09:00:00Z' });
const { siren, siret, otherSiret } = guide;
const email = 'claire@resume.example';
const path = '/mon-profil/notifications';
let claire: string;

const goTo = (instant: string) => app.clock.advance(new Date(instant).getTime() - app.clock.now().getTime());
const chore = async (name: string) => {
  const found = app.chores.find((one) => one.name === name);
  if (!found) throw new Error(`no chore ${name}`);
  await found.run(app.kernel);
};
const writeDigests = () => chore('access.write-digests');
const kindsTo = async (to: string) => (await mailsTo(app, to)).map(({ kind }) => kind);
const choose = async (id: string, choices: Record<string, string>) =>
  app.post(path, choices, { session: await app.sessionOf(id) });
const page = async (id: string) =>
  (await app.get(path, { session: await app.sessionOf(id) })).body.replace(/[\u00a0\u202f]/g, ' ');
const digestOf = async (to: string) =>
  (await mailsTo(app, to)).filter(({ kind }) => kind === 'access.digest');

beforeEach(async () => {
  const { owner } = app.database;
  await sql`truncate account, session, throttle, outgoing_mail, link, company cascade`.execute(owner);
  await givenCompany(owner, { siren, sirets: [siret, otherSiret] });
  claire = await givenAccount(owner, { email });
  await givenMembership(owner, { accountId: claire, siren, siret });
  goTo('2026-11-23T09:00:00Z');
});

describe('when one is told', () => {
  it('is at once, unless the digest was chosen for that place', async () => {
    await givenMembership(app.database.owner, { accountId: claire, siren, siret: otherSiret });
    expect((await choose(claire, { [`request-${otherSiret}`]: 'digest' })).location).toBe(`${path}?fait=1`);
    await sendAndConfirm(app, { email: 'un@resume.example' });
    expect(await kindsTo(email)).toEqual(['access.request-to-decide']);
    await sendAndConfirm(app, { email: 'deux@resume.example', siret: otherSiret });
    expect(await kindsTo(email)).toEqual(['access.request-to-decide']);
  });

  it('is said by the establishment before the whole company', async () => {
    await givenMembership(app.database.owner, { accountId: claire, siren, siret: null });
    await choose(claire, { [`request-${siren}`]: 'digest', [`request-${siret}`]: 'digest' });
    await choose(claire, { [`request-${siret}`]: 'now' });
    await sendAndConfirm(app, { email: 'un@resume.example' });
    expect(await kindsTo(email)).toEqual(['access.request-to-decide']);
    await sendAndConfirm(app, { email: 'deux@resume.example', siret: otherSiret });
    expect(await kindsTo(email)).toEqual(['access.request-to-decide']);
  });

  it('is in the history, once, even when the same choice is sent twice at once', async () => {
    await Promise.all([1, 2, 3].map(() => choose(claire, { [`reminder-${siret}`]: 'digest' })));
    const lines = (await historyOf(app.database.app, 'account', claire)).filter(
      ({ action }) => action === 'access.notifications-chosen',
    );
    expect(lines).toMatchObject([
      { actorId: claire, details: { kind: 'reminder', siren, siret, before: 'now', after: 'digest' } },
    ]);
  });

  it('cannot be never for what somebody waits for, and the page keeps what was asked', async () => {
    const form = { [`request-${siret}`]: 'none', [`reminder-${siret}`]: 'digest' };
    const { status, body } = await choose(claire, form);
    expect(status).toBe(422);
    expect(body).toContain('Choisissez une des réponses proposées.');
    expect(body).toMatch(new RegExp(`name="reminder-${siret}" value="digest" checked`));
    expect(await page(claire)).toMatch(new RegExp(`name="reminder-${siret}" value="now" checked`));
  });

  it('is asked of what one receives alone: an agent of the desk, a colleague, nobody', async () => {
    const { owner } = app.database;
    const agent = await givenAgent(owner, 'agent@opco.example', 'account_manager');
    expect(await page(agent)).toContain('name="takeover_to_decide-conseillers"');
    const colleague = await givenAccount(owner, { email: 'odile@resume.example' });
    await givenMembership(owner, { accountId: colleague, siren, siret, role: 'viewer' });
    const shown = await page(colleague);
    expect(shown).toContain('Aucun message');
    expect(shown).not.toContain(`name="request-${siret}"`);
    const nobody = await givenAccount(owner, { email: 'neuf@resume.example' });
    expect(await page(nobody)).toContain('Rien à choisir pour le moment');
    expect((await choose(nobody, { [`request-${siret}`]: 'digest' })).status).toBe(303);
    expect(await page(claire)).toMatch(new RegExp(`name="request-${siret}" value="now" checked`));
  });
});

describe('a choice', () => {
  const choices = async () => {
    const { rows } = await sql<{ kind: string }>`
      select chosen.kind from notification_choice as chosen order by chosen.kind`.execute(app.database.owner);
    return rows.map(({ kind }) => kind);
  };
  const comesBack = () =>
    sql`insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
      select account_id, siren, siret, role, 'active', ${app.clock.now()}, ${app.clock.now()}
      from membership where account_id = ${claire}`.execute(app.database.owner);

  it.each([
    ['is taken away', "state = 'ended'"],
    ['comes to its last day', "ends_on = '2026-11-22', state = 'ended'"],
  ])('ends with the right that %s: who comes back receives what everybody does', async (_name, changes) => {
    const { owner } = app.database;
    const colleague = await givenAccount(owner, { email: 'odile@resume.example' });
    await givenMembership(owner, { accountId: colleague, siren, siret });
    await choose(claire, { [`request-${siret}`]: 'digest' });
    await choose(colleague, { [`reminder-${siret}`]: 'digest' });
    await sql`update membership set ${sql.raw(changes)} where account_id = ${claire}`.execute(owner);
    await comesBack();
    expect(await page(claire)).toMatch(new RegExp(`name="request-${siret}" value="now" checked`));
    await sendAndConfirm(app, { email: 'un@resume.example' });
    expect(await kindsTo(email)).toEqual(['access.request-to-decide']);
    await chore('access.forget-digests');
    expect(await choices()).toEqual(['reminder']);
  });

  it('ends with the role of an agent, and stays through a suspension', async () => {
    const { owner } = app.database;
    const agent = await givenAgent(owner, 'agent@opco.example', 'account_manager');
    const colleague = await givenAccount(owner, { email: 'odile@resume.example' });
    await givenMembership(owner, { accountId: colleague, siren, siret });
    await choose(agent, { 'request-conseillers': 'digest' });
    await choose(claire, { [`reminder-${siret}`]: 'digest' });
    await sql`update agent_role set granted_at = ${app.clock.now()} where account_id = ${agent}`.execute(
      owner,
    );
    await sql`update membership set state = 'suspended' where account_id = ${claire}`.execute(owner);
    expect(await page(agent)).toContain('name="request-conseillers" value="now" checked');
    await chore('access.forget-digests');
    expect(await choices()).toEqual(['reminder']);
  });
});

describe('the daily digest', () => {
  beforeEach(async () => {
    await choose(claire, { [`request-${siret}`]: 'digest', [`reminder-${siret}`]: 'digest' });
  });

  it('leaves at 7:30 of the next working day, once, with a link to each request', async () => {
    const [one, two] = [
      await sendAndConfirm(app, { email: 'un@resume.example' }),
      await sendAndConfirm(app, { email: 'deux@resume.example' }),
    ];
    await writeDigests();
    goTo('2026-11-24T06:29:00Z');
    await writeDigests();
    expect(await kindsTo(email)).toEqual([]);
    goTo('2026-11-24T06:30:00Z');
    await Promise.all([writeDigests(), writeDigests(), writeDigests()]);
    await writeDigests();
    const [digest, ...others] = await mailsTo(app, email);
    expect(others).toEqual([]);
    expect(digest?.kind).toBe('access.digest');
    expect(digest?.subject).toBe('2 demandes attendent votre réponse sur mon compte 2i');
    for (const id of [one, two])
      expect(digest?.text).toContain(`/etablissements/${siret}/utilisateurs/demandes/${id}`);
    expect(digest?.text).toContain(`${app.origin}${path}`);
  });

  it('says nothing twice, and waits for the next working day, holidays and week-ends left out', async () => {
    await sendAndConfirm(app, { email: 'un@resume.example' });
    goTo('2026-11-24T06:30:00Z');
    await writeDigests();
    expect(await digestOf(email)).toHaveLength(1);
    // Friday 25 December is a holiday: what comes on Thursday evening is told on Monday.
    goTo('2026-12-24T20:00:00Z');
    await sendAndConfirm(app, { email: 'deux@resume.example' });
    goTo('2026-12-27T22:00:00Z');
    await writeDigests();
    expect(await digestOf(email)).toHaveLength(1);
    goTo('2026-12-28T06:30:00Z');
    await writeDigests();
    const digests = await digestOf(email);
    expect(digests).toHaveLength(2);
    expect(digests[1]?.subject).toBe('Une demande attend votre réponse sur mon compte 2i');
  });

  it('is not sent when nothing waits any more, and says so to who looks for it', async () => {
    const id = await sendAndConfirm(app, { email: 'un@resume.example' });
    await app.post(
      `/etablissements/${siret}/utilisateurs/demandes/${id}`,
      { decision: 'refuser', motif: 'Inconnue ici.' },
      { session: await app.sessionOf(claire) },
    );
    goTo('2026-11-24T06:30:00Z');
    await writeDigests();
    expect(await digestOf(email)).toEqual([]);
    const { rows } = await sql`select lines from notification_digest where account_id = ${claire}`.execute(
      app.database.owner,
    );
    expect(rows).toEqual([{ lines: 0 }]);
  });

  it('is not sent to who administers the place no more, nor to who is blocked', async () => {
    await sendAndConfirm(app, { email: 'un@resume.example' });
    await sql`delete from membership where account_id = ${claire}`.execute(app.database.owner);
    goTo('2026-11-24T06:30:00Z');
    await writeDigests();
    expect(await digestOf(email)).toEqual([]);
  });

  it('keeps the promise and the clock: told once, reminded once, then the agents take over', async () => {
    const agent = 'agent@opco.example';
    await givenAgent(app.database.owner, agent, 'account_manager');
    const person = 'un@resume.example';
    const id = await sendAndConfirm(app, { email: person });
    for (let day = 24; day <= 27; day++) {
      goTo(`2026-11-${day}T06:30:00Z`);
      await writeDigests();
      goTo(`2026-11-${day}T07:00:00Z`);
      await chore('access.remind-deciders');
    }
    // Told on Tuesday; the reminder falls due on Thursday at 8:00, and is in Friday's digest.
    expect(await digestOf(email)).toHaveLength(2);
    expect(await kindsTo(person)).toContain('access.deciders-reminded');
    goTo('2026-12-07T07:00:00Z');
    await chore('access.hand-over-to-agents');
    expect(await kindsTo(agent)).toEqual(['access.request-handed-over']);
    goTo('2026-12-08T06:30:00Z');
    await writeDigests();
    expect(await digestOf(email)).toHaveLength(2);
    const { rows } = await sql<{ state: string }>`
      select state from access_request where id = ${id}`.execute(app.database.owner);
    expect(rows).toEqual([{ state: 'pending' }]);
  });

  it('tells the agents of what is theirs, to their desk', async () => {
    const agent = await givenAgent(app.database.owner, 'agent@opco.example', 'account_manager');
    await choose(agent, { 'request-conseillers': 'digest' });
    const id = await sendAndConfirm(app, { email: 'un@resume.example', siret: otherSiret });
    expect(await kindsTo('agent@opco.example')).toEqual([]);
    goTo('2026-11-24T06:30:00Z');
    await writeDigests();
    const [digest] = await digestOf('agent@opco.example');
    expect(digest?.text).toContain(`/agents/demandes-de-compte/${id}`);
  });

  it('leaves out what it no longer finds, and leaves late rather than never', async () => {
    await sendAndConfirm(app, { email: 'un@resume.example' });
    await sql`
      insert into notification_waiting (account_id, kind, subject_id, noted_at)
      select ${claire}, 'takeover_to_confirm', gen_random_uuid(), ${app.clock.now()}`.execute(
      app.database.owner,
    );
    goTo('2026-11-24T09:12:00Z');
    await writeDigests();
    expect(await digestOf(email)).toHaveLength(1);
  });
});

describe('a takeover to confirm', () => {
  const colleague = 'odile@resume.example';

  async function givenTakeoverAskedBy(name: string) {
    const { owner } = app.database;
    const asker = await givenAccount(owner, { email: name });
    await givenMembership(owner, { accountId: asker, siren, siret, role: 'viewer' });
    const odile = await givenAccount(owner, { email: colleague });
    await givenMembership(owner, { accountId: odile, siren, siret, role: 'accountant' });
    await sql`update membership set updated_at = '2026-01-01'`.execute(owner);
    return { asker, odile };
  }

  it.each([
    ['now', ['access.takeover-to-confirm']],
    ['digest', ['access.digest']],
    ['none', []],
  ])('goes to a colleague who chose %s as %j', async (choice, kinds) => {
    const { asker, odile } = await givenTakeoverAskedBy('farid@resume.example');
    await choose(odile, { [`takeover_to_confirm-${siret}`]: choice });
    await app.post(
      '/reprise-administration',
      { etablissement: siret, raison: 'Partie.' },
      { session: await app.sessionOf(asker) },
    );
    goTo('2026-11-25T08:00:00Z');
    await chore('access.relay-takeovers');
    goTo('2026-11-26T06:30:00Z');
    await writeDigests();
    expect(await kindsTo(colleague)).toEqual(kinds);
    // Whose colleagues all want no message is told to send a proof: nobody waits for silence.
    const relayed = (await mailsTo(app, 'farid@resume.example')).find(
      ({ kind }) => kind === 'access.takeover-relayed',
    );
    expect(relayed?.text.includes('collègue')).toBe(choice !== 'none');
  });
});
