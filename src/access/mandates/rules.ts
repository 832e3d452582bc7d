import { z } from 'zod';
import { type Permission, permissions } from '../../platform/who-may';

export interface MandateLevel {
  readonly value: string;
  readonly label: string;
  /** Said beside it where there is room. */
  readonly detail?: string;
  readonly permissions: readonly Permission[];
}

export interface MandateArea {
  /** Name of its field. */
  readonly field: 'etablissement' | 'salaries' | 'demandes' | 'reglements';
  readonly name: string;
  /** From the least to the most. */
  readonly levels: readonly MandateLevel[];
}

const none: MandateLevel = { value: 'aucun', label: 'Aucun accès', permissions: [] };
const readEmployees = ['employees.read'] as const;
const writeEmployees = [...readEmployees, 'employees.write'] as const;

/**
 * What a mandate may hold, in the order of the screens. Never the users of the client, its bank details nor its
 * history: those who administer it keep them.
 */
export const mandateAreas: readonly MandateArea[] = [
  {
    field: 'etablissement',
    name: "Données de l'établissement",
    levels: [
      { value: 'consultation', label: 'Consultation', permissions: ['establishment.read'] },
      {
        value: 'gestion',
        label: 'Modification',
        detail: 'sauf les coordonnées bancaires',
        permissions: ['establishment.read', 'establishment.write'],
      },
    ],
  },
  {
    field: 'salaries',
    name: 'Salariés',
    levels: [
      none,
      { value: 'consultation', label: 'Consultation', permissions: readEmployees },
      { value: 'gestion', label: 'Gestion', detail: 'dont import par fichier', permissions: writeEmployees },
      {
        value: 'restreint',
        label: 'Gestion complète',
        detail: 'salaire et handicap compris',
        permissions: [...writeEmployees, 'employees.restricted.read', 'employees.restricted.write'],
      },
    ],
  },
  {
    field: 'demandes',
    name: 'Demandes',
    levels: [
      none,
      { value: 'consultation', label: 'Consultation', permissions: ['funding.read'] },
      { value: 'gestion', label: 'Création et suivi', permissions: ['funding.read', 'funding.write'] },
    ],
  },
  {
    field: 'reglements',
    name: 'Règlements',
    levels: [
      none,
      { value: 'consultation', label: 'Consultation', permissions: ['payments.read'] },
      { value: 'gestion', label: 'Création et suivi', permissions: ['payments.read', 'payments.write'] },
    ],
  },
];

/** The rights of a mandate: those of one level of each area, in the order of the screens. */
export const mandatePermissions = z.array(z.enum(permissions)).transform((asked, context) => {
  const levels = mandateAreas.map((area) => levelIn(area, asked));
  const held = levels.flatMap((level) => level?.permissions ?? []);
  if (!levels.includes(undefined) && asked.every((one) => held.includes(one))) return held;
  context.addIssue({ code: 'custom', message: 'Choisissez un droit dans chaque liste.' });
  return z.NEVER;
});

/** The highest level of an area that some rights fill; undefined when they fill none. */
export const levelIn = ({ levels }: MandateArea, held: readonly string[]): MandateLevel | undefined =>
  levels.findLast((level) => level.permissions.every((permission) => held.includes(permission)));

/** The rights that the lists of a form name; what is not in a list gives none. */
export const permissionsTyped = (form: Readonly<Record<string, string>>): Permission[] =>
  mandateAreas.flatMap(({ field, levels }) => [
    ...(levels.find(({ value }) => value === form[field])?.permissions ?? []),
  ]);

/** "Salariés : Gestion, dont import par fichier", area by area, without those that give nothing. */
export const rightsInWords = (held: readonly string[]): string[] =>
  mandateAreas.flatMap((area) => {
    const level = levelIn(area, held);
    if (!level || level.permissions.length === 0) return [];
    return [`${area.name} : ${[level.label, level.detail].filter(Boolean).join(', ')}`];
  });
