import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
  sendAndConfirm,
  sendRequest,
} from '../../tests/support/people';
import { sql } from '../platform/database';

const app = useApp();
const declared = { siren: '732829320', siret: '73282932000074' };
const words = 'Vous avez gagné : https://ailleurs.example';
let claire: string;

beforeAll(async () => {
  const { owner } = app.database;
  await givenCompany(owner, { siren: guide.siren, sirets: [guide.siret, guide.otherSiret] });
  await givenCompany(owner, { ...declared, sirets: [declared.siret], name: words, state: 'to_validate' });
  claire = await givenAccount(owner, { email: 'claire@ge.example' });
  await givenMembership(owner, { accountId: claire, siren: guide.siren, siret: guide.siret });
});

const requestsOf = async (email: string) => {
  const { rows } = await sql<{ id: string; state: string }>`
    select request.id, request.state from access_request as request
    where request.email = ${email} order by request.sent_at`.execute(app.database.owner);
  return rows;
};
const confirmOwn = async (accountId: string, email: string) => {
  const demande = (await requestsOf(email)).at(-1)?.id ?? '';
  return app.post('/mes-etablissements', { demande }, { session: await app.sessionOf(accountId) });
};
const recover = async (email: string) => {
  await app.post('/mot-de-passe-oublie', { email });
  await app.runJobs();
};
const decide = async (id: string, form: Record<string, string>) =>
  app.post(`/etablissements/${guide.siret}/utilisateurs/demandes/${id}`, form, {
    session: await app.sessionOf(claire),
  });

describe('an address blocked for an establishment', () => {
  it('gets no request through, even when the mail that says so is held back', async () => {
    const email = 'bloque@ge.example';
    const account = await givenAccount(app.database.owner, { email });
    await sendRequest(app, { email });
    await confirmOwn(account, email);
    const [first] = await requestsOf(email);
    await decide(first?.id ?? '', { decision: 'bloquer', motif: 'Personne inconnue du site.' });
    for (let asked = 0; asked < 6; asked++) await recover(email);
    await sendRequest(app, { email });
    expect((await requestsOf(email)).at(-1)?.state).toBe('to_confirm');

    expect((await confirmOwn(account, email)).location).toBe('/mes-etablissements?confirmee=dead');
    expect((await requestsOf(email)).map(({ state }) => state)).toEqual(['refused', 'cancelled']);
    expect((await mailsTo(app, email)).at(-1)?.subject).toContain("n'est pas acceptée".replace("'", '’'));
  });

  it('gets none through by a link that was mailed before the block', async () => {
    const email = 'lien@ge.example';
    await sendRequest(app, { email });
    const link = app.linkIn((await mailsTo(app, email)).at(-1), '/demande-de-compte/confirmer');
    const [request] = await requestsOf(email);
    await sql`insert into address_block (email, siret, request_id, blocked_at)
      values (${email}, ${guide.siret}, ${request?.id}, now())`.execute(app.database.owner);
    const jeton = new URLSearchParams(link.split('?')[1]).get('jeton') ?? '';
    expect((await app.post('/demande-de-compte/confirmer', { jeton })).status).toBe(410);
    expect((await requestsOf(email)).map(({ state }) => state)).toEqual(['cancelled']);
  });
});

describe('whoever is already attached', () => {
  it.each([
    ['suspended', undefined, 'dead', 'cancelled'],
    ['active', '2026-01-31', 'administrators', 'pending'],
  ] as const)('confirms nothing impossible: %s, until %s', async (state, endsOn, outcome, then) => {
    const email = `${state}@ge.example`;
    const accountId = await givenAccount(app.database.owner, { email });
    const membership = { accountId, siren: guide.siren, siret: guide.siret, role: 'viewer' as const, state };
    await givenMembership(app.database.owner, { ...membership, ...(endsOn && { endsOn }) });
    await sendRequest(app, { email });
    const request = (await requestsOf(email)).at(-1);
    if (request?.state === 'cancelled') {
      // Told at once that there is nothing to ask; one left from before meets the same at the button.
      await sql`update access_request set state = 'to_confirm' where id = ${request.id}`.execute(
        app.database.owner,
      );
    }
    expect((await confirmOwn(accountId, email)).location).toBe(`/mes-etablissements?confirmee=${outcome}`);
    expect((await requestsOf(email)).at(-1)?.state).toBe(then);
  });

  it('is told the same by a second press of the button', async () => {
    const email = 'deux-fois@ge.example';
    const account = await givenAccount(app.database.owner, { email });
    await sendRequest(app, { email, siret: guide.otherSiret });
    const first = await confirmOwn(account, email);
    expect((await confirmOwn(account, email)).location).toBe(first.location);
  });
});

describe('mails that anybody can ask for', () => {
  it('are five a quarter of an hour, all doors together and at once', async () => {
    const email = 'victime@ge.example';
    await sendAndConfirm(app, { email });
    const jeton = new URLSearchParams(
      app.linkIn((await mailsTo(app, email)).at(-1), '/demande-de-compte/suivi').split('?')[1],
    ).get('jeton');
    await Promise.all([
      ...Array.from({ length: 4 }, () => sendRequest(app, { email })),
      ...Array.from({ length: 4 }, () => app.post('/mot-de-passe-oublie', { email: email.toUpperCase() })),
      ...Array.from({ length: 4 }, () =>
        app.post('/demande-de-compte/suivi', { jeton: jeton ?? '', renvoyer: 'oui' }),
      ),
    ]);
    await app.runJobs();
    expect(await mailsTo(app, email)).toHaveLength(5);
  });

  it('are five for many pending requests', async () => {
    const email = 'partenaire@cabinet.example';
    for (let count = 0; count < 7; count++) {
      const siret = `4242104330${String(count).padStart(4, '0')}`;
      await sql`
        insert into access_request (id, state, email, civility, last_name, first_name, job_title, phone, siren, siret,
          role, sent_at, confirmed_at, decided_by_agents)
        values (gen_random_uuid(), 'pending', ${email}, 'M', 'A', 'B', 'C', '+33600000000', ${guide.siren}, ${siret},
          'viewer', now(), now(), true)`.execute(app.database.owner);
    }
    await recover(email);
    expect(await mailsTo(app, email)).toHaveLength(5);
  });

  it('are not used up by requests to decide: a decider still gets a new password', async () => {
    for (let count = 0; count < 6; count++)
      await sendAndConfirm(app, { email: `flot${count}@ailleurs.example` });
    const before = await mailsTo(app, 'claire@ge.example');
    expect(before.filter(({ kind }) => kind === 'access.request-to-decide').length).toBeGreaterThanOrEqual(6);
    await recover('claire@ge.example');
    expect((await mailsTo(app, 'claire@ge.example')).at(-1)?.kind).toBe('accounts.password-reset');
  });

  it('repeat nothing that a stranger declared, until the address is proved', async () => {
    const unknown = { siren: '552032534', siret: '55203253400646' };
    for (const [email, site] of [
      ['inconnu@victime.example', declared],
      ['inconnue@victime.example', unknown],
      ['claire@ge.example', declared],
    ] as const) {
      await sendRequest(app, { email, ...site });
      const mail = (await mailsTo(app, email)).at(-1);
      expect(mail?.text.replace(/\s+/g, ' ')).toContain(`Établissement à valider – ${site.siret}`);
      expect(mail?.text).not.toContain('ailleurs.example');
    }
  });
});

it('leaves nothing typed in the draft of a request that was sent', async () => {
  await sendRequest(app, { email: 'apres@ge.example' });
  const { rows } = await sql`
    select draft.typed from access_request_draft as draft where draft.typed <> '{}'`.execute(
    app.database.owner,
  );
  expect(rows).toEqual([]);
});

it('names nobody when the decider has no name yet', async () => {
  const agent = await givenAgent(app.database.owner, 'sans-nom@agents.example', 'account_manager');
  await sql`update account set first_name = null, last_name = null where id = ${agent}`.execute(
    app.database.owner,
  );
  const id = await sendAndConfirm(app, { email: 'tard@ge.example' });
  await sql`update access_request set state = 'refused', reason = 'Non.', decided_by = ${agent}, decided_at = now()
    where id = ${id}`.execute(app.database.owner);
  const late = await decide(id, { decision: 'refuser', motif: 'Non.' });
  expect(late.status).toBe(409);
  expect(late.body).toContain('par une autre personne');
  expect(late.body).not.toContain('null');
});
