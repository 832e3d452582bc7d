import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
  neighbour,
  sendAndConfirm,
  sendRequest,
} from '../../tests/support/people';
import { sql } from '../platform/database';
import { stateWords } from './lifecycle';

const app = useApp();
const stateOf = async (email: string) => {
  const { rows } = await sql<{ state: string }>`
    select request.state from access_request as request where request.email = ${email}
    order by request.sent_at, request.id`.execute(app.database.owner);
  return rows.map((row) => row.state).sort();
};
const decision = (id: string) => `/etablissements/${guide.siret}/utilisateurs/demandes/${id}`;
let administrator: string;

beforeAll(async () => {
  await givenCompany(app.database.owner, { siren: guide.siren, sirets: [guide.siret, guide.otherSiret] });
  await givenCompany(app.database.owner, {
    siren: neighbour.siren,
    sirets: [neighbour.siret],
    name: 'VOISINE',
  });
  administrator = await givenAccount(app.database.owner, { email: 'claire@ge.example' });
  await givenMembership(app.database.owner, {
    accountId: administrator,
    siren: guide.siren,
    siret: guide.siret,
  });
  await givenAgent(app.database.owner, 'agent@opco.example', 'account_manager');
});

describe('from sending to activation', () => {
  it('confirms by POST only, tells the administrator, lets in, and activates', async () => {
    const email = 'isabelle@ge.example';
    await sendRequest(app, { email });
    const [confirmation] = await mailsTo(app, email);
    expect(confirmation?.kind).toBe('access.confirm-address');
    expect(confirmation?.text).toContain(guide.siret);
    const link = app.linkIn(confirmation, '/demande-de-compte/confirmer');
    expect((await app.get(link)).body).toContain('Confirmer mon adresse email');
    expect(await stateOf(email)).toEqual(['to_confirm']);

    const jeton = link.split('jeton=')[1] ?? '';
    const confirmed = await app.post('/demande-de-compte/confirmer', { jeton });
    expect(confirmed.body).toContain('Une notification est adressée à l’administrateur pour validation');
    const again = await app.post('/demande-de-compte/confirmer', { jeton });
    expect([again.status, again.body]).toEqual([200, confirmed.body]);

    const [notice] = await mailsTo(app, 'claire@ge.example');
    expect(notice?.subject).toBe('Une demande de compte attend votre validation');
    expect(await mailsTo(app, 'agent@opco.example')).toEqual([]);
    const session = await app.sessionOf(administrator);
    const address = app.linkIn(notice, '/etablissements/');
    const shown = await app.get(address, { session });
    expect(shown.body).toContain('Isabelle');
    expect(shown.body).toContain(guide.siret);

    const corrected = {
      decision: 'valider',
      role: 'viewer',
      corriger: 'oui',
      civilite: 'MME',
      fonction: 'Assistante RH',
      nom: 'Debuire',
      prenom: 'Isabelle',
      telephone: '06 11 22 33 44',
    };
    const decided = await app.post(address, corrected, { session });
    expect(decided.location).toBe(`${address}?fait=oui`);
    await app.runJobs();
    const activation = (await mailsTo(app, email)).at(-1);
    expect(app.linkIn(activation, '/activation')).toContain('jeton=');
    expect(activation?.text).toContain('Consultation');
    const { rows } = await sql<{ role: string; phone: string; account: string; job: string }>`
      select membership.role, account.phone, account.state as account, account.job_title as job
      from membership join account on account.id = membership.account_id where account.email = ${email}
    `.execute(app.database.owner);
    expect(rows).toEqual([
      { role: 'viewer', phone: '+33611223344', account: 'to_activate', job: 'Assistante RH' },
    ]);
    expect((await app.get(`${address}?fait=oui`, { session })).body).toContain('La demande est validée');
  });

  it('tells the second decider who decided and when', async () => {
    const id = await sendAndConfirm(app, { email: 'deux@ge.example' });
    const session = await app.sessionOf(administrator);
    const refusal = { decision: 'refuser', role: 'viewer', motif: 'Personne inconnue du site.' };
    expect((await app.post(decision(id), refusal, { session })).status).toBe(303);
    const late = await app.post(decision(id), { decision: 'valider', role: 'viewer' }, { session });
    expect(late.status).toBe(409);
    expect(late.body).toMatch(/Cette demande a déjà été traitée le 23\snovembre\s2026 par Claire Vasseur/);
    const refused = (await mailsTo(app, 'deux@ge.example')).at(-1);
    expect(refused?.text).toContain('Personne inconnue du site.');
  });

  it('asks for the reason when refusing, and keeps what was typed', async () => {
    const id = await sendAndConfirm(app, { email: 'motif@ge.example' });
    const session = await app.sessionOf(administrator);
    const answer = await app.post(
      decision(id),
      { decision: 'refuser', role: 'accountant', motif: ' ' },
      { session },
    );
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('<title>Erreur');
    expect(answer.body).toContain('Saisissez le motif');
    expect(answer.body).toMatch(/<option value="accountant" selected/);
    expect(await stateOf('motif@ge.example')).toEqual(['pending']);
  });

  it('lets one of thirty simultaneous decisions win', async () => {
    const id = await sendAndConfirm(app, { email: 'course@ge.example' });
    const session = await app.sessionOf(administrator);
    const tries = Array.from({ length: 30 }, (_, index) =>
      app.post(
        decision(id),
        index % 2
          ? { decision: 'valider', role: 'viewer' }
          : { decision: 'refuser', motif: 'Non.', role: 'viewer' },
        { session },
      ),
    );
    const statuses = (await Promise.all(tries)).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(29);
  });

  it('blocks an address for this establishment only', async () => {
    const email = 'bloquee@ge.example';
    const id = await sendAndConfirm(app, { email });
    const session = await app.sessionOf(administrator);
    await app.post(
      decision(id),
      { decision: 'bloquer', role: 'viewer', motif: 'Ancien salarié.' },
      { session },
    );
    await sendRequest(app, { email });
    const again = (await mailsTo(app, email)).at(-1);
    expect(again?.kind).toBe('access.request-refused');
    expect(again?.text).toContain('Ancien salarié.');
    app.clock.advance(16 * 60_000);
    await sendRequest(app, { email, siret: guide.otherSiret });
    expect((await mailsTo(app, email)).at(-1)?.kind).toBe('access.confirm-address');
  });
});

describe('what each state of an address receives', () => {
  const lastKind = async (email: string) => (await mailsTo(app, email)).at(-1)?.kind;

  it('a pending one for the same establishment gets its following link, for another a confirmation', async () => {
    const email = 'attente@ge.example';
    await sendAndConfirm(app, { email });
    await sendRequest(app, { email });
    expect(await lastKind(email)).toBe('access.request-received');
    expect((await stateOf(email)).filter((state) => state === 'to_confirm')).toEqual([]);
    await sendRequest(app, { email, siret: guide.otherSiret });
    expect(await lastKind(email)).toBe('access.confirm-address');
  });

  it.each([
    ['to_activate', 'accounts.activation'],
    ['migrated', 'accounts.first-password'],
    ['active', 'access.account-exists'],
    ['blocked', 'accounts.blocked'],
  ])('%s receives %s', async (state, kind) => {
    const email = `${state}@ge.example`;
    await givenAccount(app.database.owner, { email, state });
    await sendRequest(app, { email });
    expect(await lastKind(email)).toBe(kind);
  });

  it('somebody with an account confirms by one button, and gets a pending membership', async () => {
    const email = 'compte@ge.example';
    const accountId = await givenAccount(app.database.owner, { email });
    const stranger = await app.sessionOf(administrator);
    await sendRequest(app, { email });
    const session = await app.sessionOf(accountId);
    const shown = await app.get('/mes-etablissements', { session });
    const demande = /name="demande" value="([^"]+)"/.exec(shown.body)?.[1] ?? '';
    expect((await app.post('/mes-etablissements', { demande }, { session: stranger })).status).toBe(404);
    const confirmed = await app.post('/mes-etablissements', { demande }, { session });
    expect(confirmed.location).toBe('/mes-etablissements?confirmee=administrators');
    expect((await app.get('/mes-etablissements', { session })).body).toContain('Rattachement à valider');
    await app.post(decision(demande), { decision: 'valider', role: 'accountant' }, { session: stranger });
    expect((await app.get('/mes-etablissements', { session })).body).toContain('Rattachement validé');
    expect(await lastKind(email)).toBe('access.granted');
  });

  it('writes to an address at most five times in a quarter of an hour, the last one for its recovery', async () => {
    const email = 'victime@ge.example';
    await givenAccount(app.database.owner, { email });
    for (let sending = 0; sending < 8; sending++) await sendRequest(app, { email });
    expect(await mailsTo(app, email)).toHaveLength(4);
    for (let asking = 0; asking < 3; asking++)
      await app.post('/mot-de-passe-oublie', { email }, { jar: new Map() });
    await app.runJobs();
    expect((await mailsTo(app, email)).slice(4).map(({ kind }) => kind)).toEqual(['accounts.password-reset']);
  });
});

it('lets in somebody imported from the former platform meanwhile, by the first-password link', async () => {
  const email = 'entretemps@ge.example';
  const id = await sendAndConfirm(app, { email });
  await givenAccount(app.database.owner, { email, state: 'migrated' });
  const session = await app.sessionOf(administrator);
  const answer = await app.post(decision(id), { decision: 'valider', role: 'viewer' }, { session });
  expect(answer.status).toBe(303);
  expect((await mailsTo(app, email)).at(-1)?.kind).toBe('accounts.first-password');
});

describe('following a request', () => {
  it('shows where it is without name nor address, and cancels by a button', async () => {
    const email = 'suivi@ge.example';
    await sendAndConfirm(app, { email });
    const link = app.linkIn((await mailsTo(app, email)).at(-1), '/demande-de-compte/suivi');
    const shown = await app.get(link);
    expect(shown.body).toContain(stateWords.pending);
    expect(shown.body).not.toContain(email);
    expect(shown.body).not.toContain('Debuire');
    expect(await stateOf(email)).toEqual(['pending']);
    const jeton = link.split('jeton=')[1] ?? '';
    const cancelled = await app.post('/demande-de-compte/suivi', { jeton });
    expect(cancelled.body).toContain(stateWords.cancelled);
    expect(await stateOf(email)).toEqual(['cancelled']);
  });

  it('answers dead, unknown and foreign links alike', async () => {
    const email = 'liens@ge.example';
    await sendRequest(app, { email });
    const confirm = app.linkIn((await mailsTo(app, email))[0], '/demande-de-compte/confirmer');
    const jeton = confirm.split('jeton=')[1] ?? '';
    const masked = (body: string, secret: string) => body.replaceAll(secret, 'X');
    const unknown = await app.get('/demande-de-compte/suivi?jeton=inconnu');
    const foreign = await app.get(`/demande-de-compte/suivi?jeton=${jeton}`);
    expect(foreign.status).toBe(410);
    expect(masked(foreign.body, jeton)).toBe(masked(unknown.body, 'inconnu'));
    app.clock.advance(25 * 3_600_000);
    expect((await app.get(confirm)).status).toBe(410);
    await app.post('/demande-de-compte/confirmer', { jeton, renvoyer: 'oui' });
    expect((await mailsTo(app, email)).map((mail) => mail.kind)).toEqual([
      'access.confirm-address',
      'access.confirm-address',
    ]);
  });
});

describe('who decides', () => {
  it('agents when there is no administrator, and they alone then', async () => {
    const id = await sendAndConfirm(app, {
      email: 'premiere@voisine.example',
      siren: neighbour.siren,
      siret: neighbour.siret,
    });
    const [notice] = await mailsTo(app, 'agent@opco.example');
    expect(app.linkIn(notice, '/agents/demandes-de-compte/')).toContain(id);
    const session = await app.sessionOf(administrator);
    const foreign = `/etablissements/${neighbour.siret}/utilisateurs/demandes/${id}`;
    const missing = `/etablissements/${neighbour.siret}/utilisateurs/demandes/nothing`;
    const one = await app.get(foreign, { session });
    const other = await app.get(missing, { session });
    expect(one.status).toBe(404);
    expect(one.body).toBe(other.body);
    const mine = await app.get(decision(id), { session });
    expect(mine.status).toBe(404);
  });

  it('never oneself', async () => {
    const id = await sendAndConfirm(app, { email: 'seule@ge.example' });
    await sql`update access_request set email = 'claire@ge.example' where id = ${id}`.execute(
      app.database.owner,
    );
    const session = await app.sessionOf(administrator);
    const answer = await app.post(decision(id), { decision: 'valider', role: 'viewer' }, { session });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('Vous ne pouvez pas décider de votre propre demande');
  });
});
