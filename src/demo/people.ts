import type { RoleCode } from '../access';
import type { AgentRole } from '../platform/who-may';

/** Every person here is invented; their companies' public records are real, but for those of the user guide. */
export interface Someone {
  readonly email: string;
  readonly civility: 'M' | 'MME';
  readonly firstName: string;
  readonly lastName: string;
  readonly jobTitle: string;
}

export const someone = (
  email: string,
  civility: Someone['civility'],
  name: readonly [first: string, last: string],
  jobTitle: string,
): Someone => ({ email: `${email}.example`, civility, firstName: name[0], lastName: name[1], jobTitle });

export const belfort = '42421043300019';
export const paris = '42421043300027';
const formerBelfort = '42421043300035';
const redNeedles = '83951732300011';
const besoinDeToit = '84370107900017';

export const morvan = '99900040900014';
export const savoureuse = '99900050800013';

/** For how many days rights have been held there; a year and more: they are reviewed. */
export const heldDays: Readonly<Record<string, number>> = {
  ...{ [belfort]: 380, [paris]: 410, [morvan]: 410, [besoinDeToit]: 410 },
};

export interface Holding {
  /** null: the whole company. */
  readonly siret: string | null;
  readonly siren: string;
  readonly role: RoleCode;
  readonly state?: 'active' | 'suspended' | 'ended';
  readonly endReason?: string;
}

const on = (siret: string, role: RoleCode, rest: Partial<Holding> = {}): Holding => ({
  siret,
  siren: siret.slice(0, 9),
  role,
  ...rest,
});

export interface Member {
  readonly person: Someone;
  readonly state: 'active' | 'migrated';
  readonly holds: readonly Holding[];
  /** For how many days nobody has signed in; absent: a few. */
  readonly idleDays?: number;
  /** What this account lets one see; absent: not published. */
  readonly label?: string;
}

export const claire = someone('claire.vasseur@ge-support', 'MME', ['Claire', 'Vasseur'], 'Responsable RH');
export const nadia = someone('nadia.ferrand@ge-support', 'MME', ['Nadia', 'Ferrand'], 'Directrice des RH');
export const maud = someone('maud.lacroix@ge-support', 'MME', ['Maud', 'Lacroix'], 'Chargée de formation');
/** Her address was mistyped: the mail server refuses what is written to it. */
export const rachel = someone('rachel.azoulay@ge-support', 'MME', ['Rachel', 'Azoulay'], 'Acheteuse');
export const hugo = someone('hugo.tessier@ge-support', 'M', ['Hugo', 'Tessier'], 'Contrôleur de gestion');
export const farid = someone('farid.benali@ge-support', 'M', ['Farid', 'Benali'], 'Gestionnaire de paie');
export const leila = someone('leila.brahimi@ge-support', 'MME', ['Leïla', 'Brahimi'], 'Assistante RH');
export const sarah = someone('sarah.collin@ge-support', 'MME', ['Sarah', 'Collin'], 'Apprentie RH');

export const solene = someone(
  'solene.morvan@cabinet-morvan',
  'MME',
  ['Solène', 'Morvan'],
  'Expert-comptable',
);
export const ludovic = someone(
  'ludovic.jacquet@cabinet-morvan',
  'M',
  ['Ludovic', 'Jacquet'],
  'Collaborateur',
);
export const denis = someone('denis.kieffer@savoureuse', 'M', ['Denis', 'Kieffer'], 'Directeur');
export const kevin = someone(
  'kevin.muller@besoin-de-toit',
  'M',
  ['Kévin', 'Muller'],
  'Assistant administratif',
);

export const odile = someone('odile.marchetti@ge-support', 'MME', ['Odile', 'Marchetti'], 'Comptable');

/** Denis too, under the address that he had on the former platform: brought together with his own, see `workOnAccounts`. */
export const formerDenis: Member = {
  person: someone('d.kieffer@savoureuse', 'M', ['D.', 'Kieffer'], 'Gérant'),
  state: 'migrated',
  holds: [on(savoureuse, 'viewer')],
};

/** The company side: what no screen of the product does yet is written as it would be found after a migration. */
export const members: readonly Member[] = [
  {
    person: claire,
    state: 'active',
    holds: [on(belfort, 'establishment_administrator')],
    label: "Administratrice de l'établissement de Belfort : trois demandes à décider",
  },
  {
    person: nadia,
    state: 'active',
    holds: [{ siret: null, siren: '424210433', role: 'establishment_administrator' }],
    label: "Administratrice de toute l'entreprise GE SUPPORT FRANCE",
  },
  {
    person: farid,
    state: 'active',
    holds: [on(belfort, 'employee_manager')],
    label: 'Gestionnaire des salariés',
  },
  {
    person: maud,
    state: 'active',
    holds: [on(belfort, 'funding_manager')],
    label: 'Gestionnaire des demandes, et une demande à confirmer par un bouton',
  },
  {
    person: odile,
    state: 'active',
    holds: [
      on(belfort, 'accountant'),
      on(paris, 'accountant'),
      on(formerBelfort, 'accountant', { state: 'ended', endReason: "L'établissement a fermé." }),
    ],
    label: "Comptable de deux établissements, et une demande de reprise de l'administration",
  },
  {
    person: hugo,
    state: 'active',
    holds: [on(paris, 'viewer')],
    label: 'Consultation, et un rattachement en attente',
  },
  {
    // The same person as Hugo, under the address that he had on the former platform: for agents to merge.
    person: someone('h.tessier@ge-support', 'M', ['H.', 'Tessier'], 'Contrôleur de gestion'),
    state: 'migrated',
    holds: [on(paris, 'accountant')],
  },
  {
    person: leila,
    state: 'active',
    holds: [on(belfort, 'viewer')],
    label: 'Rattachement suspendu, et une invitation à accepter',
  },
  {
    person: sarah,
    state: 'active',
    holds: [on(belfort, 'viewer')],
  },
  {
    person: solene,
    state: 'active',
    holds: [on(morvan, 'establishment_administrator')],
    label: 'Cabinet comptable : ses clients, par mandat',
  },
  { person: ludovic, state: 'active', holds: [on(morvan, 'viewer')], idleDays: 200 },
  {
    person: denis,
    state: 'active',
    holds: [on(savoureuse, 'establishment_administrator')],
  },
  {
    // Warned that her account will be closed.
    person: someone('denise.picot@ge-support', 'MME', ['Denise', 'Picot'], 'Secrétaire'),
    state: 'active',
    holds: [on(paris, 'viewer')],
    idleDays: 705,
  },
  {
    person: someone('paul.renard@red-needles', 'M', ['Paul', 'Renard'], 'Gérant'),
    state: 'migrated',
    holds: [on(redNeedles, 'establishment_administrator')],
  },
  {
    // Blocked by an agent: see `workOnAccounts`.
    person: kevin,
    state: 'active',
    holds: [on(besoinDeToit, 'viewer')],
  },
];

export interface Agent {
  readonly person: Someone;
  readonly role: AgentRole;
  readonly label: string;
}

const agent = (
  address: string,
  civility: Someone['civility'],
  name: readonly [string, string],
  role: AgentRole,
  label: string,
): Agent => ({ person: someone(`${address}@agents-2i`, civility, name, label), role, label });

export const sophie = agent(
  'sophie.lemaire',
  'MME',
  ['Sophie', 'Lemaire'],
  'account_manager',
  'Gestionnaire des comptes',
);
export const karim = agent(
  'karim.haddad',
  'M',
  ['Karim', 'Haddad'],
  'account_manager',
  'Gestionnaire des comptes',
);

const accountant = (address: string, civility: Someone['civility'], name: readonly [string, string]) =>
  agent(address, civility, name, 'payment_accountant', 'Comptable OPCO');
const heleneRoyer = accountant('helene.royer', 'MME', ['Hélène', 'Royer']);
const thomasGirard = accountant('thomas.girard', 'M', ['Thomas', 'Girard']);
export const helene = heleneRoyer.person;
export const thomas = thomasGirard.person;

/** The OPCO's side, two of each. */
export const agents: readonly Agent[] = [
  sophie,
  karim,
  agent('julien.moreau', 'M', ['Julien', 'Moreau'], 'case_officer', 'Instructeur'),
  agent('ines.caron', 'MME', ['Inès', 'Caron'], 'case_officer', 'Instructrice'),
  agent('bruno.vidal', 'M', ['Bruno', 'Vidal'], 'controller', 'Contrôleur'),
  agent('aicha.traore', 'MME', ['Aïcha', 'Traoré'], 'controller', 'Contrôleuse'),
  heleneRoyer,
  thomasGirard,
  agent('marc.delattre', 'M', ['Marc', 'Delattre'], 'supervisor', 'Superviseur'),
  agent('valerie.blanc', 'MME', ['Valérie', 'Blanc'], 'supervisor', 'Superviseuse'),
];
