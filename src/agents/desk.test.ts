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
} from '../../tests/support/people';
import { sql } from '../platform/database';

const app = useApp();
const newcomer = { siren: '999000102', siret: '99900010200015' };
const desk = '/agents/demandes-de-compte';
let agent: string;
let colleague: string;
let supervisor: string;

// A session of its own each time: the clock moves further than sessions live.
const open = async (path: string, accountId = agent) =>
  app.get(path, { session: await app.sessionOf(accountId) });
const send = async (path: string, form: Readonly<Record<string, string>>, accountId = agent) =>
  app.post(path, form, { session: await app.sessionOf(accountId) });

/** A company and its site, as somebody declared them. */
const textOf = (html: string) => html.replace(/<[^>]*>/g, '');

async function givenDeclared(siren: string, siret: string, name: string) {
  const db = app.database.owner;
  await givenCompany(db, { siren, sirets: [siret], name, state: 'to_validate' });
  await sql`update company set declared_at = ${app.clock.now()}, declared = ${JSON.stringify({
    name,
    activity: 'Chaudronnerie',
    agreement: '3248',
    headcount: 18,
  })}::jsonb where siren = ${siren}`.execute(db);
  await sql`update establishment set declared_at = ${app.clock.now()},
    declared = '{"activity": "Chaudronnerie"}' where siret = ${siret}`.execute(db);
}

async function stateOf(table: 'company' | 'establishment', number: string) {
  const key = table === 'company' ? 'siren' : 'siret';
  const { rows } = await sql<{ state: string }>`
    select state from ${sql.table(table)} where ${sql.ref(key)} = ${number}`.execute(app.database.owner);
  return rows[0]?.state;
}

async function accessLogOf(subjectId: string): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    select action from access_log_entry where subject_id = ${subjectId} order by id`.execute(
    app.database.owner,
  );
  return rows.map(({ action }) => action);
}

beforeAll(async () => {
  const db = app.database.owner;
  agent = await givenAgent(db, 'sophie@opco.example', 'account_manager');
  colleague = await givenAgent(db, 'karim@opco.example', 'account_manager');
  supervisor = await givenAgent(db, 'marc@opco.example', 'supervisor');
  await givenCompany(db, { siren: guide.siren, sirets: [guide.siret, guide.otherSiret] });
  await givenCompany(db, { siren: neighbour.siren, sirets: [neighbour.siret], name: 'FONDERIE VOISINE' });
  const administrator = await givenAccount(db, { email: 'claire@guide.example' });
  await givenMembership(db, { accountId: administrator, siren: guide.siren, siret: guide.siret });
});

describe('the queue', () => {
  it('says so when nothing waits', async () => {
    expect((await open(desk)).body).toContain('Rien à décider pour le moment');
  });

  it('holds the requests without administrator and not the others, oldest first', async () => {
    await sendAndConfirm(app, { email: 'jeanne@voisine.example', ...neighbour });
    app.clock.advance(86_400_000);
    await sendAndConfirm(app, { email: 'paul@guide.example', siret: guide.otherSiret });
    await sendAndConfirm(app, { email: 'isabelle@guide.example' });
    const { body } = await open(desk);
    expect(body).toContain('2 dossiers');
    const shown = textOf(body);
    expect(shown).toMatch(/jeanne@voisine\.example.*paul@guide\.example/s);
    expect(shown).not.toContain('isabelle@guide.example');
    expect(body).toContain('hier');
  });

  it('is searched by address, company and number', async () => {
    for (const search of [
      'JEANNE@voisine',
      'fonderie',
      'Fondérie  voisine',
      '732 829 320',
      '73282932000074',
    ]) {
      const { body } = await open(`${desk}?q=${encodeURIComponent(search)}`);
      expect([search, body.includes('1 dossier<')]).toEqual([search, true]);
    }
    expect((await open(`${desk}?q=${encodeURIComponent("%' or 1=1")}`)).body).toContain('Aucun dossier');
  });

  it('is read by supervisors, refused to other agents, unknown to everybody else', async () => {
    const db = app.database.owner;
    const officer = await givenAgent(db, 'ines@opco.example', 'case_officer');
    const person = await givenAccount(db, { email: 'hugo@guide.example' });
    expect((await open(desk, supervisor)).status).toBe(200);
    expect((await open(desk, officer)).status).toBe(403);
    expect((await open(desk, person)).status).toBe(404);
  });
});

describe('a request', () => {
  it('of an establishment that has an administrator is shown with who decides, and cannot be decided', async () => {
    const id = await sendAndConfirm(app, { email: 'mehdi@guide.example' });
    const { body } = await open(`${desk}/${id}`);
    expect(body).toContain('Un administrateur de l’établissement décide de cet accès');
    expect(body).not.toContain('name="decision"');
    expect(await accessLogOf(id)).toContain('read-request');
    const form = { decision: 'valider', role: 'viewer' };
    expect((await send(`${desk}/${id}`, form)).status).toBe(403);
  });

  it('becomes the agents’ when its administrator goes', async () => {
    const db = app.database.owner;
    const email = 'odile@guide.example';
    const id = await sendAndConfirm(app, { email });
    const put = (state: string) =>
      sql`
      update account set state = ${state} from membership
      where membership.account_id = account.id and membership.siret = ${guide.siret}`.execute(db);
    await put('blocked');
    expect((await open(`${desk}/${id}`)).body).toContain('name="decision"');
    expect((await open(`${desk}?q=odile`)).body).toContain('1 dossier<');
    await put('active');
    expect((await open(`${desk}/${id}`)).body).not.toContain('name="decision"');
  });

  it('is approved once: the second agent is told who decided', async () => {
    const email = 'lucie@voisine.example';
    const id = await sendAndConfirm(app, { email, ...neighbour });
    const form = { decision: 'valider', role: 'accountant' };
    const answer = await send(`${desk}/${id}`, form);
    expect([answer.status, answer.location]).toEqual([303, `${desk}/${id}?fait=valider`]);
    expect((await open(`${desk}/${id}?fait=valider`)).body).toContain('Demande validée');
    expect((await mailsTo(app, email)).at(-1)?.kind).toBe('accounts.activation');
    const second = await send(`${desk}/${id}`, { decision: 'refuser', motif: 'Inconnue' }, colleague);
    expect(second.status).toBe(409);
    expect(second.body).toContain('par Agent Vasseur');
    expect((await open(`${desk}?etat=decidees&q=lucie`)).body).toContain('Accès validé');
  });

  it('is not refused without a reason, and what was typed is kept', async () => {
    const id = await sendAndConfirm(app, { email: 'noe@voisine.example', ...neighbour });
    const answer = await send(`${desk}/${id}`, { decision: 'refuser', role: 'viewer', motif: ' ' });
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('<title>Erreur');
    expect(answer.body).toContain('Saisissez le motif');
    expect(answer.body).toMatch(/value="viewer" selected/);
  });

  it('is read and never decided by supervisors', async () => {
    const id = await sendAndConfirm(app, { email: 'lea@voisine.example', ...neighbour });
    const { body } = await open(`${desk}/${id}`, supervisor);
    expect(textOf(body)).toContain('lea@voisine.example');
    expect(body).not.toContain('name="decision"');
    expect((await send(`${desk}/${id}`, { decision: 'valider', role: 'viewer' }, supervisor)).status).toBe(
      403,
    );
  });

  it('that does not exist is not found', async () => {
    expect((await open(`${desk}/00000000-0000-4000-8000-000000000000`)).status).toBe(404);
    expect((await open(`${desk}/n-importe-quoi`)).status).toBe(404);
  });
});

describe('a company and a site to validate', () => {
  it('are decided on the page of their request, each apart, in any order', async () => {
    await givenDeclared(newcomer.siren, newcomer.siret, 'ATELIERS DU GOUËT');
    const id = await sendAndConfirm(app, { email: 'yann@gouet.example', ...newcomer });
    const queue = (await open(`${desk}?q=gouet`)).body;
    expect(queue).toContain('1 dossier<');
    const { body } = await open(`${desk}/${id}`);
    for (const form of ['name="entreprise"', 'name="etablissement"', 'name="decision"'])
      expect(body).toContain(form);
    expect(body).toContain('18 salariés');

    await send(`${desk}/${id}`, { etablissement: 'accepter' });
    expect(await stateOf('establishment', newcomer.siret)).toBe('valid');
    expect(await stateOf('company', newcomer.siren)).toBe('to_validate');
    await send(`${desk}/${id}`, { decision: 'valider', role: 'viewer' });
    const left = (await open(`${desk}?q=gouet`)).body;
    expect(left).toContain(`/agents/entreprises-a-valider/${newcomer.siren}`);
    const answer = await send(`${desk}/${id}`, { entreprise: 'accepter' });
    expect(answer.location).toBe(`${desk}/${id}?fait=entreprise-accepter`);
    expect(await stateOf('company', newcomer.siren)).toBe('valid');
    expect((await open(`${desk}?q=gouet`)).body).toContain('Aucun dossier');
  });

  it('refusing the company asks for a reason, refuses its requests with it and tells the person', async () => {
    const other = { siren: '999000201', siret: '99900020100015' };
    await givenDeclared(other.siren, other.siret, 'MECA EXPRESS');
    const email = 'regis@meca.example';
    const id = await sendAndConfirm(app, { email, ...other });
    const page = `/agents/entreprises-a-valider/${other.siren}`;
    expect((await open(page)).body).toContain(`${desk}/${id}`);
    const missing = await send(page, { entreprise: 'refuser', 'motif-entreprise': '' });
    expect(missing.status).toBe(422);
    expect(missing.body).toContain('href="#motif-entreprise"');
    const reason = 'Ce SIREN n’est pas attribué.';
    await send(page, { entreprise: 'refuser', 'motif-entreprise': reason });
    expect(await stateOf('company', other.siren)).toBe('refused');
    expect((await mailsTo(app, email)).at(-1)?.text).toContain(reason);
    const again = await send(page, { entreprise: 'accepter' }, colleague);
    expect(again.status).toBe(409);
    expect(again.body).toContain('par Agent Vasseur');
    // Its site waits for nothing any more.
    expect((await open(`${desk}?q=meca`)).body).toContain('Aucun dossier');
  });

  it('have a page of their own, which nobody else opens', async () => {
    const other = { siren: '999000300', siret: '99900030000015' };
    await givenDeclared(other.siren, other.siret, 'SITE SEUL');
    const page = `/agents/etablissements-a-valider/${other.siret}`;
    expect((await open(page)).body).toContain('Aucune demande de compte n’attend');
    expect(await accessLogOf(other.siret)).toEqual(['read-declared-establishment']);
    expect((await open(page, supervisor)).body).not.toContain('name="etablissement"');
    expect((await send(page, { etablissement: 'accepter' }, supervisor)).status).toBe(403);
    await send(page, { etablissement: 'accepter' });
    expect(await stateOf('establishment', other.siret)).toBe('valid');
    expect((await open(`/agents/etablissements-a-valider/${guide.siret}`)).status).toBe(404);
    expect((await open('/agents/entreprises-a-valider/1')).status).toBe(404);
  });
});

describe('a long queue', () => {
  it('is cut in pages of 25', async () => {
    const db = app.database.owner;
    await sql`
      insert into company (siren, name, state, declared_at, declared)
      select lpad((200000000 + n)::text, 9, '0'), 'LONGUE FILE ' || n, 'to_validate', ${app.clock.now()},
        '{"name": "x", "activity": "y", "agreement": null, "headcount": 1}'
      from generate_series(1, 30) as n`.execute(db);
    const first = (await open(`${desk}?q=longue`)).body;
    expect(first).toContain('30 dossiers');
    expect(first.match(/>Étudier/g)).toHaveLength(25);
    expect(first).toContain('Page 1 sur 2');
    expect((await open(`${desk}?q=longue&page=2`)).body.match(/>Étudier/g)).toHaveLength(5);
    expect((await open(`${desk}?q=longue&page=99`)).body).toContain('Page 2 sur 2');
    expect((await open(`${desk}?q=longue&page=-1`)).body).toContain('Page 1 sur 2');
  });
});
