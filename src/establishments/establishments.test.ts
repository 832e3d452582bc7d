import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  mailsTo,
} from '../../tests/support/people';
import type { RoleCode } from '../access';
import { hashPassword } from '../accounts';
import { minutes } from '../platform/clock';
import { sql } from '../platform/database';

const app = useApp();
const { siren, siret, otherSiret } = guide;
const path = `/etablissements/${siret}/donnees`;
const bankPath = `${path}/coordonnees-bancaires`;
const desk = '/agents/coordonnees-bancaires';
const password = 'huit lampes et un banc';
const iban = 'FR7630006000011234567890189';
const otherIban = 'DE89370400440532013000';
let passwordHash = '';
let claire = { id: '', session: '' };
let helene = { id: '', session: '' };

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  const db = app.database.owner;
  await sql`truncate account, session, membership, outgoing_mail, history_entry, access_log_entry, throttle, link,
    place_data, bank_change, company cascade`.execute(db);
  await givenCompany(db, { siren, sirets: [siret, otherSiret] });
  claire = await member('claire@donnees.example', 'establishment_administrator');
  const id = await givenAgent(db, 'helene@opco.example', 'payment_accountant');
  helene = { id, session: await app.sessionOf(id) };
});

async function member(email: string, role: RoleCode, at: string | null = siret) {
  const id = await givenAccount(app.database.owner, { email, passwordHash });
  await givenMembership(app.database.owner, { accountId: id, siren, siret: at, role });
  return { id, session: await app.sessionOf(id) };
}

const plain = (body: string) =>
  body
    .replaceAll(/[\u00a0\u202f]/g, ' ')
    .replaceAll('’', "'")
    .replaceAll('&#39;', "'");
const write = (rubrique: string, form: Record<string, string>, who = claire) =>
  app.post(`${path}/${rubrique}`, { version: '0', ...form }, who);
const seen = async (where: string, who = claire) => plain((await app.get(where, who)).body);
const contact = {
  geste: 'enregistrer',
  nom: 'Benali',
  prenom: 'Farid',
  fonction: 'Paie',
  email: 'farid@donnees.example',
  telephone: '03 84 00 00 01',
};

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

const account = { geste: 'demander', titulaire: 'GE SUPPORT FRANCE', iban, bic: 'AGRIFRPP', vu: '' };
const ask = (form: Record<string, string> = {}, who = claire) =>
  app.post(bankPath, { ...account, ...form }, who);
const prove = (form: Record<string, string> = {}, who = claire, preuve = password) =>
  app.post(bankPath, { saisie: new URLSearchParams({ ...account, ...form }).toString(), preuve }, who);
const decide = (id: string, form: Record<string, string>, who = helene) =>
  app.post(`${desk}/${id}`, form, who);
async function changes() {
  const { rows } = await sql<{ id: string; state: string; sealed: Buffer }>`
    select bank.id, bank.state, bank.sealed from bank_change as bank order by bank.asked_at`.execute(
    app.database.owner,
  );
  return rows;
}
const states = async () => (await changes()).map(({ state }) => state);
const lastId = async () => (await changes()).at(-1)?.id ?? '';

describe('bank details', () => {
  it('ask for a fresh proof, carry what was typed, wait for an agent, and tell every administrator', async () => {
    await member('nadia@donnees.example', 'establishment_administrator', null);
    const asked = await ask();
    expect([asked.status, plain(asked.body).includes("Confirmez que c'est vous")]).toEqual([200, true]);
    expect(await states()).toEqual([]);
    const wrong = await prove({}, claire, 'pas le bon');
    expect([wrong.status, plain(wrong.body).includes("Ce n'est pas votre mot de passe")]).toEqual([
      422,
      true,
    ]);
    expect((await prove()).location).toBe(`${bankPath}?fait=demandees`);
    expect(await states()).toEqual(['pending']);
    for (const email of ['claire@donnees.example', 'nadia@donnees.example']) {
      const [mail] = await mailsTo(app, email);
      expect(mail?.kind).toBe('establishments.bank-change-asked');
      expect(mail?.text).toContain('FR76 •••• 189');
      expect(mail?.text).not.toContain('1234567890');
    }
    expect(await seen(bankPath)).toContain('FR76 3000 6000 0112 3456 7890 189');
    expect(await seen(path)).not.toContain('3000 6000');
    // Within a quarter of an hour the same proof still holds, and no longer.
    expect((await ask({ iban: otherIban, vu: await lastId() })).status).toBe(303);
    expect(await states()).toEqual(['replaced', 'pending']);
    app.clock.advance(minutes(16));
    expect((await ask({ vu: await lastId() })).status).toBe(200);
  });

  it('are sealed, and said in full nowhere else', async () => {
    await prove();
    const [change] = await changes();
    expect(change?.sealed.toString('latin1')).not.toContain('1234567890');
    const { rows } = await sql<{ everything: string }>`
      select concat((select string_agg(entry::text, ' ') from history_entry as entry),
        (select string_agg(entry::text, ' ') from access_log_entry as entry),
        (select string_agg(mail::text, ' ') from outgoing_mail as mail)) as everything`.execute(
      app.database.owner,
    );
    expect(rows[0]?.everything).toContain('FR76 •••• 189');
    expect(rows[0]?.everything.replaceAll(/\s/g, '')).not.toContain('1234567890');
  });

  it.each([
    [{ iban: 'FR7630006000011234567890188' }, 'sa clé de contrôle est fausse'],
    [{ iban: 'FR76300060000112' }, 'Un IBAN français compte 27 caractères'],
    [{ iban: '' }, "Saisissez l'IBAN"],
    [{ iban: 'ZZ12' }, "les deux lettres d'un pays"],
    [{ iban: 'TR330006100519786457841326' }, 'hors de la zone SEPA'],
    [{ bic: 'AGRI' }, 'Le BIC compte 8 ou 11 caractères'],
    [{ titulaire: ' ' }, 'Saisissez le titulaire'],
  ])('refuse %o before any proof', async (form, sentence) => {
    const answer = await ask(form);
    expect([answer.status, plain(answer.body).includes(sentence)]).toEqual([422, true]);
    expect(await states()).toEqual([]);
  });

  it('come in force when an agent validates them; those before stay until then', async () => {
    await prove();
    expect(plain((await app.get('/accueil', helene)).body)).toContain('1 compte bancaire à valider');
    expect(await seen(desk, helene)).toContain('FR76 •••• 189');
    expect(await seen(`${desk}/${await lastId()}`, helene)).toContain('FR76 3000 6000 0112 3456 7890 189');
    expect((await decide(await lastId(), { decision: 'valider' })).status).toBe(303);
    expect((await ask({ iban })).status).toBe(422);
    await ask({ iban: otherIban });
    expect(await states()).toEqual(['in_force', 'pending']);
    expect((await decide(await lastId(), { decision: 'refuser', motif: '' })).status).toBe(422);
    await decide(await lastId(), { decision: 'refuser', motif: 'Titulaire inconnu.' });
    expect(await states()).toEqual(['in_force', 'refused']);
    expect((await decide(await lastId(), { decision: 'valider' })).status).toBe(409);
    await ask({ iban: otherIban });
    await decide(await lastId(), { decision: 'valider' });
    expect(await states()).toEqual(['former', 'refused', 'in_force']);
    const mails = await mailsTo(app, 'claire@donnees.example');
    expect(mails.map(({ kind }) => kind.replace('establishments.bank-change-', ''))).toEqual([
      ...['asked', 'validated', 'asked', 'refused', 'asked', 'validated'],
    ]);
    expect(mails[3]?.text).toContain('Titulaire inconnu.');
    const history = await seen(`/etablissements/${siret}/historique`);
    expect(history).toContain("Coordonnées bancaires validées par l'OPCO : DE89 •••• 000");
    expect(history).toContain("Coordonnées bancaires refusées par l'OPCO : Titulaire inconnu.");
  });

  it('are never validated by who asked', async () => {
    await sql`insert into agent_role (account_id, role, granted_at) values (${claire.id}, 'payment_accountant', now())`.execute(
      app.database.owner,
    );
    await prove();
    expect((await decide(await lastId(), { decision: 'valider' }, claire)).status).toBe(403);
    expect(await states()).toEqual(['pending']);
  });

  it('are settled once: withdrawn or validated, and one asked for at a time', async () => {
    await prove();
    const id = await lastId();
    const outcomes = await Promise.all([
      app.post(bankPath, { geste: 'retirer', demande: id }, claire),
      decide(id, { decision: 'valider' }),
    ]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([303, 409]);
    const both = await Promise.all([ask({ iban: otherIban }), ask({ iban: otherIban, bic: 'DEUTDEFF' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect((await states()).filter((state) => state === 'pending')).toHaveLength(1);
  });

  it('are hidden from who may not see them, read by accountants, foreign ones absent', async () => {
    await prove();
    const viewer = await member('lecteur@donnees.example', 'viewer');
    expect(await seen(path, viewer)).not.toContain('••••');
    expect((await app.get(bankPath, viewer)).status).toBe(403);
    const accountant = await member('comptable@donnees.example', 'accountant');
    expect(await seen(bankPath, accountant)).toContain('FR76 3000 6000');
    expect((await ask({}, accountant)).status).toBe(403);
    const stranger = await member('nadia@donnees.example', 'establishment_administrator', otherSiret);
    expect((await app.get(bankPath, stranger)).status).toBe(404);
    const elsewhere = `/etablissements/${otherSiret}/donnees/coordonnees-bancaires`;
    const form = { geste: 'retirer', demande: await lastId() };
    expect((await app.post(elsewhere, form, stranger)).status).toBe(404);
    expect(await states()).toEqual(['pending']);
  });
});
