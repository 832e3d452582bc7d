import { parse } from 'csv-parse/sync';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenCompany,
  givenMembership,
  guide,
  neighbour,
  sendAndConfirm,
  sendRequest,
} from '../../tests/support/people';
import { sql } from '../platform/database';

const app = useApp();
const { siren, siret, otherSiret } = guide;
const path = `/etablissements/${siret}/historique`;
const companyPath = `/entreprises/${siren}/historique`;
let claire = '';
let count = 0;

async function member(more: { role?: 'viewer' | 'establishment_administrator'; siret?: string | null } = {}) {
  const accountId = await givenAccount(app.database.owner, {
    email: `membre${++count}@historique.example`,
    firstName: 'Odile',
  });
  await givenMembership(app.database.owner, { accountId, siren, siret, role: 'viewer', ...more });
  const { rows } = await sql<{ id: string }>`
    select membership.id from membership where membership.account_id = ${accountId}`.execute(
    app.database.owner,
  );
  return { accountId, id: rows[0]?.id ?? '' };
}

const as = async (accountId: string) => ({ session: await app.sessionOf(accountId) });
const shownBy = ({ body }: { body: string }) => body.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");
const linesOf = (body: string) => body.split('<tr').length - 2;
const recorded = (action: string, subject: string, more: Record<string, unknown> = {}) =>
  sql`insert into history_entry (at, actor_kind, action, subject_kind, subject_id, siren, siret, details)
    values (${more.at ?? '2026-11-20T10:00:00Z'}, 'system', ${action}, 'establishment', ${subject}, ${more.siren ?? siren},
      ${more.siret === undefined ? siret : more.siret}, ${JSON.stringify(more.details ?? {})})`.execute(
    app.database.owner,
  );

beforeAll(async () => {
  await givenCompany(app.database.owner, { siren, sirets: [siret, otherSiret] });
  await givenCompany(app.database.owner, {
    siren: neighbour.siren,
    sirets: [neighbour.siret],
    name: 'VOISINE',
  });
});
beforeEach(async () => {
  await sql`truncate history_entry, access_log_entry, membership cascade`.execute(app.database.owner);
  claire = await givenAccount(app.database.owner, {
    email: `claire${++count}@historique.example`,
    firstName: 'Claire',
  });
  await givenMembership(app.database.owner, {
    accountId: claire,
    siren,
    siret,
    role: 'establishment_administrator',
  });
});

describe('the history of an establishment', () => {
  it('tells what happened, to whom, by whom and when, the last first', async () => {
    const { id } = await member();
    const session = await as(claire);
    await app.post(
      `/etablissements/${siret}/utilisateurs/${id}`,
      { geste: 'suspendre', version: '1', motif: 'Congé parental' },
      session,
    );
    await app.post(
      `/etablissements/${siret}/utilisateurs/${id}`,
      { geste: 'retablir', version: '2' },
      session,
    );
    const answer = await app.get(path, session);
    const page = shownBy(answer);
    expect(answer.status).toBe(200);
    expect(page).toContain('2 événements');
    expect(page).toContain('Suspendu : Congé parental');
    expect(page.indexOf('Rétabli')).toBeLessThan(page.indexOf('Congé parental'));
    expect(page).toContain('Odile Vasseur');
    expect(page).toContain('Claire Vasseur');
  });

  it('says nothing of a request before its address is confirmed, and everything from then on', async () => {
    const session = await as(claire);
    await sendRequest(app, { email: 'jamais@historique.example' });
    expect(shownBy(await app.get(path, session))).not.toContain('jamais@');
    const id = await sendAndConfirm(app, { email: 'isabelle@historique.example' });
    await app.post(
      `/etablissements/${siret}/utilisateurs/demandes/${id}`,
      { decision: 'valider', role: 'viewer' },
      session,
    );
    const page = shownBy(await app.get(path, session));
    expect(page).toContain('2 événements');
    expect(page).toContain('Demande de compte reçue');
    expect(page).toContain('La personne elle-même');
    expect(page).toMatch(/Demande validée : Consultation/);
  });

  it('holds what happened to the whole company too, and nothing of another establishment or company', async () => {
    await recorded('registry.company-accepted', siren, { siret: null });
    await recorded('registry.establishment-refused', otherSiret, { siret: otherSiret });
    await recorded('registry.establishment-accepted', neighbour.siret, {
      siren: neighbour.siren,
      siret: neighbour.siret,
    });
    await recorded('demo.something', 'x');
    await sql`insert into history_entry (at, actor_kind, action, subject_kind, subject_id, siren)
      values ('2026-11-20T10:00:00Z', 'system', 'access.invited', 'invitation', gen_random_uuid(), ${siren})`.execute(
      app.database.owner,
    );
    const session = await as(claire);
    const page = shownBy(await app.get(path, session));
    expect(page).toContain('1 événement');
    expect(page).toContain("Toute l'entreprise");
    const company = await member({ role: 'establishment_administrator', siret: null });
    const whole = shownBy(await app.get(companyPath, await as(company.accountId)));
    expect(whole).toContain('3 événements');
    expect(whole).toContain(`SIRET ${otherSiret}`);
    expect((await app.get(companyPath, session)).status).toBe(404);
  });

  it('filters by section, person and days, and keeps them from page to page', async () => {
    for (let day = 1; day <= 28; day++) {
      const at = `2026-10-${String(day).padStart(2, '0')}T10:00:00Z`;
      await recorded('registry.establishment-accepted', siret, { at });
    }
    const { id } = await member();
    const session = await as(claire);
    await app.post(
      `/etablissements/${siret}/utilisateurs/${id}`,
      { geste: 'suspendre', version: '1', motif: 'x' },
      session,
    );
    const shown = async (query: string) => shownBy(await app.get(`${path}?${query}`, session));
    expect(await shown('rubrique=droits')).toContain('1 événement<');
    expect(await shown('rubrique=inconnue')).toContain('29 événements');
    expect(await shown('q=odile')).toContain('1 événement<');
    expect(await shown('q=CLAIRE+vasseur')).toContain('1 événement<');
    expect(await shown('q=personne-de-ce-nom')).toContain('Aucun événement');
    const october = await shown('rubrique=fiche&du=2/10/2026&au=2026-10-28');
    expect(october).toContain('27 événements');
    expect(linesOf(october)).toBe(25);
    const next = /href="([^"]*page=2)"/.exec(october)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(linesOf((await app.get(next, session)).body)).toBe(2);
  });

  it('says which date is not one, keeps what was typed, and lists nothing meanwhile', async () => {
    const answer = await app.get(`${path}?du=31/02/2026&q=odile`, await as(claire));
    expect(answer.status).toBe(422);
    expect(answer.body).toContain('value="31/02/2026"');
    expect(answer.body).toContain('value="odile"');
    expect(answer.body).toContain('href="#du"');
    expect(answer.body).not.toContain('<table');
  });

  it('is for whoever may read it, and each reading is in the access log', async () => {
    const { accountId } = await member();
    expect((await app.get(path, await as(accountId))).status).toBe(403);
    expect((await app.get(`${path}/export`, await as(accountId))).status).toBe(403);
    await sql`truncate access_log_entry`.execute(app.database.owner);
    await recorded('registry.company-accepted', siren, { siret: null });
    await app.get(path, await as(claire));
    await app.get(`${path}/export`, await as(claire));
    const { rows } = await sql<{ action: string; subject_id: string }>`
      select entry.action, entry.subject_id from access_log_entry as entry order by entry.id`.execute(
      app.database.owner,
    );
    expect(rows).toEqual([
      { action: 'read-history', subject_id: siret },
      { action: 'read-history', subject_id: siren },
      { action: 'exported-history', subject_id: siret },
      { action: 'exported-history', subject_id: siren },
    ]);
  });
});

describe('the file of a history', () => {
  it('holds what the filters show, for a French spreadsheet, and no formula', async () => {
    const { id } = await member();
    const session = await as(claire);
    const motif = '=HYPERLINK("http://x.example";"Cliquez")';
    await app.post(
      `/etablissements/${siret}/utilisateurs/${id}`,
      { geste: 'suspendre', version: '1', motif },
      session,
    );
    await sql`update account set first_name = '=1+1' where id = (
      select membership.account_id from membership where membership.id = ${id})`.execute(app.database.owner);
    await recorded('registry.company-accepted', siren, { siret: null, at: '2026-01-31T23:30:00Z' });
    const answer = await app.get(`${path}/export?rubrique=droits`, session);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toContain(`historique-${siret}-`);
    expect(answer.body.startsWith('\ufeff')).toBe(true);
    const [line, ...others] = parse(answer.body, { bom: true, delimiter: ';', columns: true }) as Record<
      string,
      string
    >[];
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      Établissement: '424 210 433 00019',
      Rubrique: 'Utilisateurs et droits',
      Événement: `Suspendu : ${motif}`,
      'Personne concernée': "'=1+1 Vasseur",
      Par: 'Claire Vasseur',
    });
    const whole = await app.get(`${path}/export`, session);
    expect(whole.body).toContain(
      "01/02/2026 00:30:00;Toute l'entreprise;Entreprise et établissement;Entreprise validée",
    );
  });

  it('is refused with a way on where there are more lines than one file takes', async () => {
    await sql`insert into history_entry (at, actor_kind, action, subject_kind, subject_id, siren, siret)
      select '2026-11-20T10:00:00Z'::timestamptz - n * interval '1 hour', 'system', 'registry.establishment-accepted',
        'establishment', ${siret}, ${siren}, ${siret} from generate_series(1, 20001) as n`.execute(
      app.database.owner,
    );
    const session = await as(claire);
    const answer = await app.get(`${path}/export`, session);
    expect(answer.status).toBe(422);
    expect(shownBy(answer)).toContain('choisissez une période plus courte');
    expect((await app.get(`${path}/export?du=01/11/2026`, session)).status).toBe(200);
  });
});
