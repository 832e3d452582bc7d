import { describe, expect, it } from 'vitest';
import { useEstablishmentData } from '../../tests/support/establishment-data';
import { mailsTo } from '../../tests/support/people';
import { minutes } from '../platform/clock';
import { sql } from '../platform/database';

const {
  app,
  ask,
  bankPath,
  claire,
  decide,
  desk,
  helene,
  iban,
  lastId,
  changes,
  member,
  otherIban,
  otherSiret,
  path,
  plain,
  prove,
  seen,
  siret,
  states,
} = useEstablishmentData();

const german = { iban: otherIban, bic: 'COBADEFF' };

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
    expect((await ask({ ...german, vu: await lastId() })).status).toBe(303);
    expect(await states()).toEqual(['replaced', 'pending']);
    app.clock.advance(minutes(16));
    expect((await ask({ vu: await lastId() })).status).toBe(200);
  });

  it('are validated by who has just proved who they are, once the asker is still there to want it', async () => {
    await prove();
    const id = await lastId();
    const unproved = await app.post(`${desk}/${id}`, { decision: 'valider' }, helene);
    expect([unproved.status, plain(unproved.body).includes("Confirmez que c'est vous")]).toEqual([200, true]);
    await member('autre@donnees.example', 'establishment_administrator', null);
    const state = (to: string) =>
      sql`update membership set state = ${to}
      from account where account.id = membership.account_id and account.email = 'claire@donnees.example'`.execute(
        app.database.owner,
      );
    await state('suspended');
    const gone = await decide(id, { decision: 'valider' });
    expect([gone.status, plain(gone.body).includes('ne peut plus le faire')]).toEqual([409, true]);
    expect(await states()).toEqual(['pending']);
    await state('active');
    expect((await decide(id, { decision: 'valider' })).status).toBe(303);
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
    [{ bic: 'COBADEFF' }, "(Allemagne pour le BIC, France pour l'IBAN)"],
    [{ iban: otherIban }, "(France pour le BIC, Allemagne pour l'IBAN)"],
    [{ iban: otherIban, bic: 'AGRIREPP' }, "(La Réunion pour le BIC, Allemagne pour l'IBAN)"],
  ])('refuse %o before any proof', async (form, sentence) => {
    const answer = await ask(form);
    expect([answer.status, plain(answer.body).includes(sentence)]).toEqual([422, true]);
    expect(await states()).toEqual([]);
  });

  it.each([
    ['overseas France', iban, 'AGRIREPP'],
    ['Monaco, by a bank of France', 'MC5811222000010123456789030', 'AGRIFRPP'],
    ['Jersey', 'GB29NWBK60161331926819', 'NWBKJEHX'],
    ['another country, for both', otherIban, 'COBADEFFXXX'],
  ])('are taken from %s', async (_name, of, bic) => {
    expect((await prove({ iban: of, bic })).location).toBe(`${bankPath}?fait=demandees`);
  });

  it('come in force when an agent validates them; those before stay until then', async () => {
    await prove();
    expect(plain((await app.get('/accueil', helene)).body)).toContain('1 compte bancaire à valider');
    expect(await seen(desk, helene)).toContain('FR76 •••• 189');
    expect(await seen(`${desk}/${await lastId()}`, helene)).toContain('FR76 3000 6000 0112 3456 7890 189');
    expect((await decide(await lastId(), { decision: 'valider' })).status).toBe(303);
    expect((await ask({ iban })).status).toBe(422);
    await ask(german);
    expect(await states()).toEqual(['in_force', 'pending']);
    expect((await decide(await lastId(), { decision: 'refuser', motif: '' })).status).toBe(422);
    await decide(await lastId(), { decision: 'refuser', motif: 'Titulaire inconnu.' });
    expect(await states()).toEqual(['in_force', 'refused']);
    expect((await decide(await lastId(), { decision: 'valider' })).status).toBe(409);
    await ask(german);
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
    const both = await Promise.all([ask(german), ask({ ...german, bic: 'DEUTDEFF' })]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect((await states()).filter((state) => state === 'pending')).toHaveLength(1);
  });

  it('are asked for ten times an hour by one person, who can still withdraw, and loses nothing typed', async () => {
    const turns = [german, {}];
    await prove();
    for (let times = 1; times < 10; times++)
      expect((await ask({ ...turns[times % 2], vu: await lastId() })).status).toBe(303);
    const id = await lastId();
    const mails = (await app.mails()).length;
    const more = await ask({ titulaire: 'AUTRE TITULAIRE', vu: id });
    expect([more.status, more.body.includes('value="AUTRE TITULAIRE"')]).toEqual([429, true]);
    expect((await app.mails()).length).toBe(mails);
    expect((await app.post(bankPath, { geste: 'retirer', demande: id }, claire)).status).toBe(303);
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
