import { describe, expect, it } from 'vitest';
import { useEstablishmentData } from '../../tests/support/establishment-data';
import { givenMandate } from '../../tests/support/mandates';
import { givenAccount, givenCompany, givenMembership, guide, neighbour } from '../../tests/support/people';
import { sql } from '../platform/database';

const { app, ask, claire, contact, member, otherSiret, path, plain, prove, seen, siret, write } =
  useEstablishmentData();

it('shows who acts by mandate the pages of their client alone, and the way to their other clients', async () => {
  const { owner } = app.database;
  const { siren, sirets } = { siren: neighbour.siren, sirets: [neighbour.siret] };
  await givenCompany(owner, { siren, sirets, name: 'CABINET' });
  const accountId = await givenAccount(owner, { email: 'solene@cabinet.example' });
  await givenMembership(owner, { accountId, siren, siret: neighbour.siret });
  const { rows } = await sql<{ id: string }>`
    select membership.id from membership where membership.account_id = ${accountId}`.execute(owner);
  await givenMandate(owner, {
    partner: { siren, siret: neighbour.siret },
    client: { siren: guide.siren, siret },
    askedBy: accountId,
    permissions: ['establishment.read', 'establishment.write'],
    members: [rows[0]?.id ?? ''],
  });
  const solene = { id: accountId, session: await app.sessionOf(accountId) };
  for (const page of [path, `${path}/contact-formation`]) {
    const body = await seen(page, solene);
    expect(body).toContain('par mandat');
    expect(body).toContain('<a href="/mandats">Changer de client</a>');
    for (const kept of ['utilisateurs', 'historique']) expect(body).not.toContain(`${siret}/${kept}`);
    const own = await seen(page);
    expect(own).toContain(`${siret}/historique`);
    expect(own).toContain('<a href="/mes-etablissements">Changer d\'établissement</a>');
  }
});

it('says in words what the registry says by codes, and the code where no list has it', async () => {
  const { owner } = app.database;
  await sql`update company set legal_category = '5710' where siren = ${guide.siren}`.execute(owner);
  const naf = (code: string, band: string | null) =>
    sql`update establishment set naf = ${code}, naf_2025 = '25.62Y', headcount_band = ${band} where siret = ${siret}`.execute(
      owner,
    );
  await naf('25.62B', '12');
  const body = await seen(path);
  expect(body).toContain('25.62B – Mécanique industrielle');
  expect(body).toContain('25.62Y');
  expect(body).toContain('SAS, société par actions simplifiée');
  expect(body).toContain('20 à 49 salariés');
  await naf('99.99X', null);
  const unknown = await seen(path);
  expect(unknown).toContain('99.99X');
  expect(unknown).not.toContain("Effectif connu de l'INSEE");
});

describe('what a company adds', () => {
  it('is kept by versions, said on the page and in the history', async () => {
    expect((await write('contact-formation', contact)).location).toBe(`${path}?fait=enregistre`);
    const again = { ...contact, version: '1', fonction: 'Formation' };
    expect((await write('contact-formation', again)).status).toBe(303);
    const page = await seen(path);
    expect(page).toContain('Farid Benali');
    expect(page).toContain('Formation');
    const versions = await seen(`${path}/contact-formation`);
    expect(versions).toContain('Fonction : Paie');
    expect(versions).toContain('Fonction : Formation');
    const history = await seen(`/etablissements/${siret}/historique`);
    expect(history).toContain('Contact formation modifié');
    expect(history).not.toContain('farid@donnees.example');
    expect((await write('contact-formation', { geste: 'retirer', version: '2' })).status).toBe(303);
    expect(await seen(path)).not.toContain('Farid Benali');
    expect(await seen(`/etablissements/${siret}/historique`)).toContain('Contact formation retiré');
  });

  it('says what is wrong beside each field, and keeps what was typed', async () => {
    const answer = await write('contact-formation', { ...contact, email: 'farid', telephone: '12' });
    expect(answer.status).toBe(422);
    const body = plain(answer.body);
    expect(body).toContain('value="Benali"');
    expect(body).toContain('Il manque 8 chiffres');
    const address = { geste: 'enregistrer', destinataire: 'Service RH', voie: '3 rue A', ville: 'BELFORT' };
    const wrong = await write('adresse-de-correspondance', { ...address, codePostal: '900' });
    expect(plain(wrong.body)).toContain('Le code postal compte 5 chiffres');
    const right = await write('adresse-de-correspondance', { ...address, codePostal: '90 000' });
    expect(right.status).toBe(303);
    expect(await seen(path)).toContain('3 rue A, 90000 BELFORT');
  });

  it('shows both versions to who writes over a newer one, who keeps what they typed', async () => {
    await write('contact-formation', contact);
    const stale = await write('contact-formation', { ...contact, prenom: 'Nadia' });
    expect(stale.status).toBe(409);
    const body = plain(stale.body);
    expect(body).toContain("Quelqu'un a modifié cette information");
    expect(body).toContain('Farid Benali');
    expect(body).toContain('value="Nadia"');
    expect(body).toContain('name="version" value="1"');
  });

  it('takes one of two who write at the same instant', async () => {
    const both = await Promise.all(
      ['Nadia', 'Odile'].map((prenom) => write('contact-formation', { ...contact, prenom })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
  });

  it('follows one collective agreement after another, never two on one day', async () => {
    const add = (version: number, idcc: string, du: string, au = '') =>
      write('convention-collective', { geste: 'ajouter', version: String(version), idcc, du, au });
    expect(plain((await add(0, '0650', '01/03/2015')).body)).toContain("s'est terminée le 31 décembre 2023");
    expect((await add(0, '0650', '01/03/2015', '31/12/2023')).status).toBe(303);
    expect(plain((await add(1, '3248', '01/06/2023')).body)).toContain("qu'à partir du 1er janvier 2024");
    expect(plain((await add(1, '0018', '01/06/2023')).body)).toContain("s'applique déjà");
    expect(plain((await add(1, '1234', '32/01/2024')).body)).toContain(
      'Choisissez la convention dans la liste',
    );
    expect((await add(1, '3248', '01/01/2024')).status).toBe(303);
    expect(await seen(path)).toContain('3248, Métallurgie');
    expect(await seen(`/etablissements/${siret}/historique`)).toContain(
      '0650 du 1er mars 2015 au 31 décembre 2023 → 0650 du 1er mars 2015 au 31 décembre 2023, 3248 depuis le 1er janvier 2024',
    );
    const removed = await write('convention-collective', { retirer: '2015-03-01', version: '2' });
    expect(removed.status).toBe(303);
  });

  it('says which agreement took the place of one that is said to apply still', async () => {
    const written = await write('convention-collective', {
      ...{ geste: 'ajouter', version: '0', idcc: '0087', du: '01/01/2020', au: '' },
    });
    expect(written.status).toBe(303);
    expect(await seen(path)).toContain(
      '0087, Carrières et matériaux, ouvriers : remplacée par la 3249, Carrières et matériaux de construction',
    );
    expect(await seen(`${path}/convention-collective`)).toContain(
      "0650 – Métallurgie, ingénieurs et cadres (jusqu'au 31 décembre 2023)",
    );
  });

  it('keeps one headcount a year for the whole company, told on each of its establishments', async () => {
    const tell = (version: string, effectif: string, source = 'urssaf') =>
      write('effectif', { geste: 'ajouter', version, annee: '2025', effectif, source });
    expect(plain((await tell('0', 'beaucoup')).body)).toContain("L'effectif est un nombre de salariés");
    expect(plain((await tell('0', '12', '')).body)).toContain("Dites d'où vient ce nombre");
    expect((await tell('0', '48,5')).status).toBe(303);
    expect((await tell('1', '52')).status).toBe(303);
    const nadia = await member('nadia@donnees.example', 'establishment_administrator', otherSiret);
    expect(await seen(`/etablissements/${otherSiret}/donnees`, nadia)).toContain(
      "52 (effectif notifié par l'Urssaf)",
    );
    for (const [place, who] of [
      [siret, claire],
      [otherSiret, nadia],
    ] as const) {
      expect(await seen(`/etablissements/${place}/historique`, who)).toContain('2025 : 48,50 → 2025 : 52');
    }
  });

  it('names nobody of other sites to who administers one, in the data, the versions and the history', async () => {
    const named = async (email: string, name: string, at: string | null) => {
      const who = await member(email, 'establishment_administrator', at);
      await sql`update account set last_name = ${name} where id = ${who.id}`.execute(app.database.owner);
      return who;
    };
    const nadia = await named('nadia@donnees.example', 'Ailleurs', otherSiret);
    const odile = await named('odile@donnees.example', 'Entreprise', null);
    const tell = (version: string, annee: string, who: typeof nadia, at: string) => {
      const form = { geste: 'ajouter', version, annee, effectif: '48,5', source: 'urssaf' };
      return app.post(`/etablissements/${at}/donnees/effectif`, form, who);
    };
    expect((await tell('0', '2024', odile, siret)).status).toBe(303);
    expect((await tell('1', '2025', nadia, otherSiret)).status).toBe(303);
    const pages = (at: string) =>
      ['donnees', 'donnees/effectif', 'historique'].map((one) => `/etablissements/${at}/${one}`);
    for (const page of pages(siret)) {
      const here = await seen(page, claire);
      expect([page, here.includes('Ailleurs')]).toEqual([page, false]);
      expect(here.toLowerCase()).toContain("un administrateur de l'entreprise");
      expect(await seen(page, odile)).toContain('Ailleurs');
    }
    expect(await seen(`/etablissements/${siret}/donnees/effectif`)).toContain('Claire Entreprise');
    // A name that is not told is not found either.
    const found = (who: typeof nadia) => seen(`/etablissements/${siret}/historique?q=ailleurs`, who);
    expect(await found(claire)).not.toContain('Effectif');
    expect(await found(odile)).toContain('Effectif');
    const exported = await app.get(`/etablissements/${siret}/historique/export`, claire);
    expect(exported.body).not.toContain('Ailleurs');
    for (const page of pages(otherSiret)) expect(await seen(page, nadia)).toContain('Ailleurs');
  });

  it('is a draft until the OPCO validates the establishment; money and headcount wait', async () => {
    await sql`update establishment set state = 'to_validate' where siret = ${siret}`.execute(
      app.database.owner,
    );
    expect(await seen(path)).toContain('ce que vous saisissez est un brouillon');
    expect((await write('contact-formation', contact)).status).toBe(303);
    const headcount = { geste: 'ajouter', annee: '2025', effectif: '3', source: 'dsn' };
    expect(plain((await write('effectif', headcount)).body)).toContain("n'a pas encore validé");
    await ask();
    const answer = await prove();
    expect([answer.status, plain(answer.body).includes("n'a pas encore validé")]).toEqual([409, true]);
  });

  it('is read by every role, written by administrators, and logged', async () => {
    const viewer = await member('lecteur@donnees.example', 'viewer');
    expect((await app.get(path, viewer)).status).toBe(200);
    expect((await app.get(`${path}/effectif`, viewer)).status).toBe(403);
    expect((await write('contact-formation', contact, viewer)).status).toBe(403);
    expect((await app.get(`${path}/inconnue`, claire)).status).toBe(404);
    const { rows } = await sql<{ action: string }>`
      select entry.action from access_log_entry as entry where entry.actor_id = ${viewer.id}
        and entry.outcome = 'done'`.execute(app.database.owner);
    expect(rows).toEqual([{ action: 'read-establishment-data' }]);
  });
});
