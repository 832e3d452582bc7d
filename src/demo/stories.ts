import type { RoleCode } from '../access';
import {
  belfort,
  claire,
  hugo,
  karim,
  maud,
  nadia,
  paris,
  rachel,
  type Someone,
  someone,
  sophie,
} from './people';

/** What a person declares of a company or a site, typed as in the form. */
type Typed = Readonly<Record<string, string>>;

export type Step =
  | { readonly do: 'receive-answer' | 'confirm' | 'cancel'; readonly daysAgo: number }
  | { readonly do: 'approve'; readonly daysAgo: number; readonly by: Someone; readonly role?: RoleCode }
  | {
      readonly do: 'refuse';
      readonly daysAgo: number;
      readonly by: Someone;
      readonly reason: string;
      readonly block?: true;
    }
  | {
      readonly do: 'company' | 'establishment';
      readonly daysAgo: number;
      readonly by: Someone;
      readonly decision: 'accept' | 'refuse';
      readonly reason?: string;
    };

/** One access request, from its sending to where the demonstration leaves it. */
export interface Story {
  readonly person: Someone;
  readonly siret: string;
  readonly role: RoleCode;
  readonly sentDaysAgo: number;
  readonly steps: readonly Step[];
  readonly newCompany?: Typed;
  readonly newEstablishment?: Typed;
  /** Comes with a proof document. */
  readonly proof?: true;
}

const confirmed = (daysAgo: number): Step => ({ do: 'confirm', daysAgo });

function newCompany(
  name: string,
  siret: string,
  rest: Omit<Typed, 'name'>,
): Pick<Story, 'siret' | 'newCompany'> {
  return {
    siret,
    newCompany: { name, siren: siret.slice(0, 9), siret, kind: 'company', agreement: '3248', ...rest },
  };
}

function newSite(siret: string, rest: Typed): Pick<Story, 'siret' | 'newEstablishment'> {
  return { siret, newEstablishment: { siren: siret.slice(0, 9), siret, ...rest } };
}

/** Every state of an access request, of a company and of an establishment. */
export const stories: readonly Story[] = [
  // For the administrator of Belfort.
  {
    person: someone('isabelle.debuire@ge-support', 'MME', ['Isabelle', 'Debuire'], 'Project manager'),
    siret: belfort,
    role: 'establishment_administrator',
    sentDaysAgo: 4.2,
    steps: [confirmed(4.1)],
  },
  {
    person: someone('mehdi.roussel@cabinet-duval', 'M', ['Mehdi', 'Roussel'], 'Expert-comptable'),
    siret: belfort,
    role: 'accountant',
    sentDaysAgo: 1.3,
    steps: [confirmed(1.2)],
  },
  { person: hugo, siret: belfort, role: 'funding_manager', sentDaysAgo: 2.1, steps: [confirmed(2)] },
  {
    person: someone('victor.pons@ge-support', 'M', ['Victor', 'Pons'], 'Chef de projet'),
    siret: belfort,
    role: 'establishment_administrator',
    sentDaysAgo: 8,
    steps: [
      confirmed(7.9),
      {
        do: 'refuse',
        daysAgo: 7,
        by: claire,
        reason:
          'Vous ne gérez pas les formations de cet établissement. Adressez-vous à Claire Vasseur si votre poste a changé.',
      },
    ],
  },
  {
    person: someone('dylan.mercier@courrier-libre', 'M', ['Dylan', 'Mercier'], 'Consultant'),
    siret: belfort,
    role: 'establishment_administrator',
    sentDaysAgo: 12,
    steps: [
      confirmed(11.9),
      {
        do: 'refuse',
        daysAgo: 11,
        by: claire,
        reason: "Nous ne connaissons pas cette personne et elle ne travaille pas pour l'entreprise.",
        block: true,
      },
    ],
  },
  // For the administrator of the whole company.
  {
    person: someone('elodie.marchand@ge-support', 'MME', ['Élodie', 'Marchand'], 'Assistante de direction'),
    siret: paris,
    role: 'establishment_administrator',
    sentDaysAgo: 3,
    steps: [confirmed(2.9), { do: 'approve', daysAgo: 2, by: nadia, role: 'employee_manager' }],
  },
  {
    person: someone('pauline.gauthier@ge-support', 'MME', ['Pauline', 'Gauthier'], "Responsable d'atelier"),
    role: 'employee_manager',
    sentDaysAgo: 3.3,
    steps: [confirmed(3.2)],
    ...newSite('42421043300092', {
      sign: 'GE SUPPORT DIJON',
      street: '8 rue de la Manutention',
      postalCode: '21000',
      town: 'DIJON',
      activity: 'Maintenance de machines tournantes',
    }),
  },
  // To confirm, by mail and by the button of "Mes établissements"; expired; cancelled.
  {
    person: someone('lucas.perrin@ge-support', 'M', ['Lucas', 'Perrin'], 'Technicien'),
    siret: paris,
    role: 'viewer',
    sentDaysAgo: 0.1,
    steps: [],
  },
  { person: maud, siret: paris, role: 'funding_manager', sentDaysAgo: 0.05, steps: [] },
  {
    person: rachel,
    siret: paris,
    role: 'viewer',
    sentDaysAgo: 9,
    steps: [{ do: 'receive-answer', daysAgo: 9 }],
  },
  {
    person: someone('olivier.blanchet@ge-support', 'M', ['Olivier', 'Blanchet'], 'Magasinier'),
    siret: paris,
    role: 'viewer',
    sentDaysAgo: 6,
    steps: [confirmed(5.9), { do: 'cancel', daysAgo: 5 }],
  },
  // For the agents.
  {
    person: someone('jeanne.aubry@bati-serein', 'MME', ['Jeanne', 'Aubry'], 'Gérante'),
    siret: '51025277800012',
    role: 'establishment_administrator',
    sentDaysAgo: 2.4,
    steps: [confirmed(2.3)],
  },
  {
    person: someone('yann.legoff@ateliers-du-gouet', 'M', ['Yann', 'Le Goff'], 'Directeur'),
    role: 'establishment_administrator',
    sentDaysAgo: 1.1,
    steps: [confirmed(1)],
    proof: true,
    ...newCompany('ATELIERS DU GOUËT', '99900010200015', {
      activity: 'Chaudronnerie industrielle',
      headcount: '18',
      street: '4 quai du Légué',
      postalCode: '22000',
      town: 'SAINT-BRIEUC',
    }),
  },
  {
    person: someone('melanie.costa@sol-grand-sud', 'MME', ['Mélanie', 'Costa'], 'Assistante de gestion'),
    role: 'employee_manager',
    sentDaysAgo: 6.2,
    steps: [confirmed(6)],
    ...newSite('80006913000071', {
      sign: 'SOL GRAND SUD ATELIER',
      street: '31 avenue des Compagnons',
      postalCode: '34000',
      town: 'MONTPELLIER',
      activity: 'Pose de revêtements de sol',
    }),
  },
  {
    person: someone('gilles.fabre@fonderie-du-lac', 'M', ['Gilles', 'Fabre'], 'Président'),
    role: 'establishment_administrator',
    sentDaysAgo: 10,
    steps: [
      confirmed(9.9),
      { do: 'company', daysAgo: 9, by: sophie.person, decision: 'accept' },
      { do: 'establishment', daysAgo: 9, by: sophie.person, decision: 'accept' },
      { do: 'approve', daysAgo: 3, by: sophie.person },
    ],
    ...newCompany('FONDERIE DU LAC', '99900020100015', {
      activity: 'Fonderie de métaux légers',
      headcount: '64',
      street: '2 chemin de la Halle',
      postalCode: '74000',
      town: 'ANNECY',
    }),
  },
  {
    person: someone('regis.caillaud@meca-express', 'M', ['Régis', 'Caillaud'], 'Commercial'),
    role: 'establishment_administrator',
    sentDaysAgo: 7,
    steps: [
      confirmed(6.9),
      {
        do: 'company',
        daysAgo: 5,
        by: karim.person,
        decision: 'refuse',
        reason:
          "Ce SIREN n'est pas encore attribué par l'INSEE. Refaites la demande une fois l'entreprise immatriculée.",
      },
    ],
    ...newCompany('MECA EXPRESS', '99900030000015', {
      activity: 'Réparation de machines',
      headcount: '0',
      street: '19 rue du Port',
      postalCode: '33000',
      town: 'BORDEAUX',
    }),
  },
  {
    person: someone('sarah.nguyen@essor-energies', 'MME', ['Sarah', 'Nguyen'], 'Responsable administrative'),
    role: 'viewer',
    sentDaysAgo: 13,
    steps: [
      confirmed(12.9),
      {
        do: 'establishment',
        daysAgo: 12,
        by: karim.person,
        decision: 'refuse',
        reason: "Cette adresse est un chantier, pas un établissement : choisissez le site qui l'emploie.",
      },
    ],
    ...newSite('48744469700097', {
      sign: '',
      street: 'Lieu-dit Les Granges',
      postalCode: '24330',
      town: 'BASSILLAC',
      activity: 'Production solaire',
    }),
  },
];
