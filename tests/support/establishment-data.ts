import { beforeAll, beforeEach } from 'vitest';
import type { RoleCode } from '../../src/access';
import { hashPassword } from '../../src/accounts';
import { sql } from '../../src/platform/database';
import { noteProof } from '../../src/platform/sessions';
import { useApp } from './app';
import { givenAccount, givenAgent, givenCompany, givenMembership, guide } from './people';

/** Claire administers the guide's establishment, Hélène validates bank details for the OPCO. */
export function useEstablishmentData() {
  const app = useApp();
  const { siren, siret, otherSiret } = guide;
  const path = `/etablissements/${siret}/donnees`;
  const bankPath = `${path}/coordonnees-bancaires`;
  const desk = '/agents/coordonnees-bancaires';
  const password = 'huit lampes et un banc';
  const iban = 'FR7630006000011234567890189';
  const otherIban = 'DE89370400440532013000';
  let passwordHash = '';
  const claire = { id: '', session: '' };
  const helene = { id: '', session: '' };

  beforeAll(async () => {
    passwordHash = await hashPassword(password);
  });
  beforeEach(async () => {
    const db = app.database.owner;
    await sql`truncate account, session, membership, outgoing_mail, history_entry, access_log_entry, throttle, link,
    place_data, bank_change, company cascade`.execute(db);
    await givenCompany(db, { siren, sirets: [siret, otherSiret] });
    Object.assign(claire, await member('claire@donnees.example', 'establishment_administrator'));
    const id = await givenAgent(db, 'helene@opco.example', 'payment_accountant');
    Object.assign(helene, { id, session: await app.sessionOf(id) });
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

  const account = { geste: 'demander', titulaire: 'GE SUPPORT FRANCE', iban, bic: 'AGRIFRPP', vu: '' };
  const ask = (form: Record<string, string> = {}, who = claire) =>
    app.post(bankPath, { ...account, ...form }, who);
  const prove = (form: Record<string, string> = {}, who = claire, preuve = password) =>
    app.post(bankPath, { saisie: new URLSearchParams({ ...account, ...form }).toString(), preuve }, who);
  /** With a proof just given. */
  const decide = async (id: string, form: Record<string, string>, who = helene) => {
    await noteProof(app.kernel.db, who.session, app.clock.now());
    return app.post(`${desk}/${id}`, form, who);
  };
  async function changes() {
    const { rows } = await sql<{ id: string; state: string; sealed: Buffer }>`
    select bank.id, bank.state, bank.sealed from bank_change as bank order by bank.asked_at`.execute(
      app.database.owner,
    );
    return rows;
  }
  const states = async () => (await changes()).map(({ state }) => state);
  const lastId = async () => (await changes()).at(-1)?.id ?? '';

  return {
    app,
    ask,
    bankPath,
    claire,
    contact,
    decide,
    desk,
    helene,
    iban,
    lastId,
    changes,
    member,
    otherIban,
    otherSiret,
    password,
    path,
    plain,
    prove,
    seen,
    siret,
    states,
    write,
  };
}
