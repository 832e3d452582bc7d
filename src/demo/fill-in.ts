import { askBankChange, bankChangesOf, changeData, decideBankChange } from '../establishments';
import { type Kernel, perform } from '../platform/behaviour';
import { sql } from '../platform/database';
import { closeSession, noteProof, openSession } from '../platform/sessions';
import type { Person } from '../platform/who-may';
import { dayInParis } from '../platform/working-days';
import { fictionalPhone } from './first-accounts';
import { belfort, claire, helene, nadia, paris, type Someone, thomas } from './people';
import { kernelAt, personOf } from './tell-stories';

interface Entry {
  readonly siret: string;
  readonly section: string;
  readonly daysAgo: number;
  /** Versions that stood before. */
  readonly version: number;
  readonly form: Readonly<Record<string, string>>;
}

const entries = (thisYear: number): readonly Entry[] => {
  const on = (section: string, daysAgo: number, version: number, form: Entry['form']): Entry => ({
    ...{ siret: belfort, section, daysAgo, version, form },
  });
  const contact = { geste: 'enregistrer', telephone: fictionalPhone };
  const headcount = (daysAgo: number, version: number, annee: number, effectif: string, source: string) =>
    on('effectif', daysAgo, version, { geste: 'ajouter', annee: String(annee), effectif, source });
  return [
    on('contact-formation', 60.2, 0, {
      ...{ ...contact, nom: 'Collin', prenom: 'Sarah', fonction: 'Apprentie RH' },
      email: 'sarah.collin@ge-support.example',
    }),
    on('contact-formation', 6.1, 1, {
      ...{ ...contact, nom: 'Lacroix', prenom: 'Maud', fonction: 'Chargée de formation' },
      email: 'maud.lacroix@ge-support.example',
    }),
    on('contact-comptabilite', 59.4, 0, {
      ...{ ...contact, nom: 'Marchetti', prenom: 'Odile', fonction: 'Comptable' },
      email: 'odile.marchetti@ge-support.example',
    }),
    on('adresse-de-correspondance', 58.3, 0, {
      ...{ geste: 'enregistrer', destinataire: 'GE SUPPORT FRANCE, service formation' },
      ...{ voie: '12 rue des Ateliers', codePostal: '90000', ville: 'BELFORT' },
    }),
    on('convention-collective', 57.2, 0, {
      ...{ geste: 'ajouter', idcc: '0650', du: '01/03/2015', au: '31/12/2023' },
    }),
    on('convention-collective', 57.1, 1, { geste: 'ajouter', idcc: '3248', du: '01/01/2024', au: '' }),
    headcount(56.3, 0, thisYear - 2, '46,25', 'urssaf'),
    headcount(56.2, 1, thisYear - 1, '48,50', 'dsn'),
  ];
};

interface BankEntry {
  readonly siret: string;
  readonly by: Someone;
  readonly daysAgo: number;
  readonly iban: string;
  readonly decided?: { readonly by: Someone; readonly daysAgo: number; readonly reason: string | null };
}

/** In force and waiting for another in Belfort; refused in Paris. Made-up accounts, with valid keys. */
const bankEntries: readonly BankEntry[] = [
  {
    ...{ siret: belfort, by: claire, daysAgo: 55.3, iban: 'FR7630006000011234567890189' },
    decided: { by: helene, daysAgo: 54.2, reason: null },
  },
  {
    ...{ siret: paris, by: nadia, daysAgo: 12.2, iban: 'FR1420041010050500013M02606' },
    decided: {
      ...{ by: thomas, daysAgo: 11.3 },
      reason: "Le titulaire de ce compte est un particulier : donnez le compte de l'entreprise.",
    },
  },
  { siret: belfort, by: claire, daysAgo: 1.4, iban: 'FR7630001007941234567890185' },
];

/** What the company adds to Belfort and Paris, through the product's own rules. What is already done is passed over. */
export async function fillIn(today: Kernel): Promise<void> {
  for (const { daysAgo, ...entry } of entries(Number(dayInParis(today.clock()).slice(0, 4)))) {
    if (await isWritten(today, entry)) continue;
    const kernel = kernelAt(today, daysAgo);
    await perform(kernel, changeData, await personOf(kernel, claire), { ...entry, form: { ...entry.form } });
  }
  for (const entry of bankEntries) await giveAccount(today, entry);
}

async function isWritten(
  { db }: Kernel,
  { siret, section, version }: Pick<Entry, 'siret' | 'section' | 'version'>,
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from place_data as data
    where data.place in (${siret}, ${siret.slice(0, 9)}) and data.section = ${section}
      and data.version > ${version}`.execute(db);
  return rows.length > 0;
}

async function giveAccount(today: Kernel, { siret, by, daysAgo, iban, decided }: BankEntry): Promise<void> {
  const found = async () =>
    (await bankChangesOf(today.db, today.seal, siret)).find(({ account }) => account.iban === iban);
  if (!(await found())) {
    const kernel = kernelAt(today, daysAgo);
    const person = await personOf(kernel, by);
    const session = await provedSession(kernel, person);
    const asked = { siret, titulaire: 'GE SUPPORT FRANCE', iban, bic: 'AGRIFRPP', seen: null, session };
    await perform(kernel, askBankChange, person, asked);
    await closeSession(kernel.db, session);
  }
  const change = await found();
  if (!decided || change?.state !== 'pending') return;
  const later = kernelAt(today, decided.daysAgo);
  const agent = await personOf(later, decided.by);
  const session = await provedSession(later, agent);
  await perform(later, decideBankChange, agent, { id: change.id, reason: decided.reason, session });
  await closeSession(later.db, session);
}

/** A session of somebody who has just proved who they are. */
async function provedSession({ db, clock }: Kernel, { accountId }: Person): Promise<string> {
  const session = await openSession(db, accountId, clock());
  await noteProof(db, session, clock());
  return session;
}
