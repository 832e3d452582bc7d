import type { z } from 'zod';
import { emailSchema, identitySchema } from '../../accounts';
import { parseSiret } from '../../registry';
import { type RoleCode, roles } from '../rules';
import { type Cells, type Column, plain } from './columns';

export type ImportedIdentity = z.output<typeof identitySchema>;

/** A row whose cells are all well written; whether its establishment exists is not yet known. */
export interface CheckedRow {
  readonly line: number;
  readonly email: string;
  readonly identity: ImportedIdentity;
  readonly siret: string;
  readonly role: RoleCode;
}

export interface Fault {
  readonly column: Column;
  readonly reason: string;
}

export type RowReading = { ok: true; row: CheckedRow } | { ok: false; faults: readonly Fault[] };

/** Checks the cells of a row with the schemas of the product's own forms; every fault of the row is told. */
export function readRow(line: number, cells: Cells): RowReading {
  const faults: Fault[] = [];
  const fail = (column: Column, reason: string) => {
    faults.push({ column, reason: cells[column] === '' ? 'case vide.' : reason });
  };
  const email = emailSchema.safeParse(cells.email);
  if (!email.success) fail('email', email.error.issues[0]?.message ?? '');

  const identity = identitySchema.safeParse({
    civility: civilities[plain(cells.civilite)],
    lastName: cells.nom,
    firstName: cells.prenom,
    jobTitle: cells.fonction,
    phone: phoneAsTyped(cells.telephone),
  });
  for (const { path, message } of identity.error?.issues ?? []) {
    const column = columnOf[path[0] as keyof ImportedIdentity];
    if (faults.some((fault) => fault.column === column)) continue;
    fail(column, column === 'civilite' ? `« ${shown(cells.civilite)} » au lieu de M ou MME.` : message);
  }

  const siret = parseSiret(cells.siret);
  if (!siret.ok) fail('siret', siretFault(cells.siret, siret.reason));

  const role = roleNames.get(plain(cells.role));
  if (role === undefined) {
    fail('role', `« ${shown(cells.role)} » n'est pas un rôle : ${roles.map(({ name }) => name).join(', ')}.`);
  }
  if (email.success && identity.success && siret.ok && role !== undefined) {
    return {
      ok: true,
      row: { line, email: email.data, identity: identity.data, siret: siret.value, role },
    };
  }
  return { ok: false, faults };
}

const columnOf: Readonly<Record<keyof ImportedIdentity, Column>> = {
  civility: 'civilite',
  lastName: 'nom',
  firstName: 'prenom',
  jobTitle: 'fonction',
  phone: 'telephone',
};

// « Mademoiselle » is no longer kept apart. Source: circulaire 5575/SG of 21 February 2012.
const civilities: Readonly<Record<string, 'M' | 'MME'>> = {
  m: 'M',
  mr: 'M',
  monsieur: 'M',
  mme: 'MME',
  madame: 'MME',
  mlle: 'MME',
  mademoiselle: 'MME',
};

const roleNames = new Map<string, RoleCode>(
  roles.flatMap(({ code, name }) => [
    [plain(name), code],
    [plain(code), code],
  ]),
);

/** Excel takes a phone number for a number and drops its leading zero. */
const phoneAsTyped = (cell: string) =>
  /^[1-9]\d{8}$/.test(cell.replace(/[\s.-]/g, '')) ? `0${cell.replace(/[\s.-]/g, '')}` : cell;

const siretFault = (cell: string, reason: string) =>
  /^\d([.,]\d+)?E\+?\d+$/i.test(cell)
    ? `« ${shown(cell)} » : Excel a arrondi ce SIRET. Mettez la colonne au format Texte et saisissez-le à nouveau.`
    : `« ${shown(cell)} » : ${reason}`;

/** A cell in a report for a terminal: short, and without characters that could drive it. */
const shown = (cell: string) => [...cell.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\ufffd')].slice(0, 40).join('');
