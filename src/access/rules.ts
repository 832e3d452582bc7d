import { z } from 'zod';
import type { Permission } from '../platform/who-may';

export const roleCodes = [
  'establishment_administrator',
  'employee_manager',
  'funding_manager',
  'accountant',
  'viewer',
] as const;
export type RoleCode = (typeof roleCodes)[number];

export interface Role {
  readonly code: RoleCode;
  /** As on screen. */
  readonly name: string;
  /** Said after the name and " : ". The administrator's is the user guide's sentence, word for word. */
  readonly description: string;
  readonly permissions: ReadonlySet<Permission>;
}

const allOf = (...list: Permission[]) => new Set(list);

/** The five roles of the company side, in the order of the screens. */
export const roles: readonly Role[] = [
  {
    code: 'establishment_administrator',
    name: "Administrateur de l'établissement",
    description:
      'Accès à toutes les fonctionnalités standards du portail pour cet établissement : gestion des utilisateurs MC2i, des salariés (dont import par fichier), des données de cet établissement, création et suivi des demandes et des règlements.',
    permissions: allOf(
      'users.manage',
      'employees.read',
      'employees.write',
      'employees.restricted.read',
      'employees.restricted.write',
      'establishment.read',
      'establishment.write',
      'bank.read',
      'bank.write',
      'funding.read',
      'funding.write',
      'payments.read',
      'payments.write',
      'history.read',
    ),
  },
  {
    code: 'employee_manager',
    name: 'Gestionnaire des salariés',
    description:
      "Gestion des salariés de cet établissement (dont import par fichier et données à accès restreint), consultation des données de l'établissement.",
    permissions: allOf(
      'employees.read',
      'employees.write',
      'employees.restricted.read',
      'employees.restricted.write',
      'establishment.read',
    ),
  },
  {
    code: 'funding_manager',
    name: 'Gestionnaire des demandes',
    description:
      "Création et suivi des demandes de cet établissement, consultation des salariés, des données de l'établissement et des règlements.",
    permissions: allOf(
      'employees.read',
      'establishment.read',
      'funding.read',
      'funding.write',
      'payments.read',
    ),
  },
  {
    code: 'accountant',
    name: 'Comptable',
    description:
      "Création et suivi des règlements de cet établissement, consultation des demandes, des données de l'établissement et de ses coordonnées bancaires.",
    permissions: allOf('establishment.read', 'bank.read', 'funding.read', 'payments.read', 'payments.write'),
  },
  {
    code: 'viewer',
    name: 'Consultation',
    description:
      'Consultation des salariés, des données de cet établissement, des demandes et des règlements, sans rien modifier.',
    permissions: allOf('employees.read', 'establishment.read', 'funding.read', 'payments.read'),
  },
];

export const roleSchema = z.enum(roleCodes, { error: 'Choisissez un rôle.' });
/** The same, of a field of a form. */
export const typedRole = z.string().pipe(roleSchema);

export function roleOf(code: RoleCode): Role {
  const role = roles.find((one) => one.code === code);
  if (!role) throw new Error(`unknown role ${code}`);
  return role;
}

/** Nobody grants more than they hold. */
export const mayGrant = (held: ReadonlySet<Permission>, role: RoleCode): boolean =>
  [...roleOf(role).permissions].every((permission) => held.has(permission));
