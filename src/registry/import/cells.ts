import { parseSiren, parseSiret } from '../rules';

/** Longest cell kept (characters): INSEE's longest names have 120. */
const longestCell = 500;

/** Why a row can't be read, in French. */
export class Malformed extends Error {}

/** The cell under a heading, trimmed, spaces folded; null when empty, absent or masked ("[ND]"). */
export type Cell = (row: readonly string[]) => string | null;

const untidy = /^\s|\s$|\s\s|[^\S ]/;

export const cellAt =
  (index: number): Cell =>
  (row) => {
    const cell = row[index];
    if (cell === undefined || cell === '' || cell === '[ND]') return null;
    if (cell.length > longestCell) throw new Malformed(`une colonne de plus de ${longestCell} caractères`);
    return untidy.test(cell) ? cell.trim().replace(/\s+/g, ' ') || null : cell;
  };

export const firstOf = (cells: readonly Cell[], row: readonly string[]) => {
  for (const read of cells) {
    const cell = read(row);
    if (cell !== null) return cell;
  }
  return null;
};

export const joined =
  (cells: readonly Cell[]): Cell =>
  (row) => {
    let text = '';
    for (const read of cells) {
      const cell = read(row);
      if (cell !== null) text += text === '' ? cell : ` ${cell}`;
    }
    return text || null;
  };

export const sirenOf = (cell: string | null) =>
  cell !== null && cell.length === 9 && keyHolds(cell) ? cell : checked(cell, 'SIREN', parseSiren);

export const siretOf = (cell: string | null) =>
  cell !== null && cell.length === 14 && keyHolds(cell) && keyHolds(cell.slice(0, 9))
    ? cell
    : checked(cell, 'SIRET', parseSiret);

/** Luhn's key, for the tens of millions that are right; what it refuses is looked at by `parseSiren`, `parseSiret`. */
function keyHolds(digits: string): boolean {
  let sum = 0;
  let any = 0;
  const odd = digits.length % 2;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9) return false;
    any |= digit;
    sum += index % 2 === odd ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit;
  }
  return sum % 10 === 0 && any !== 0;
}

function checked(cell: string | null, label: string, parse: typeof parseSiren): string {
  if (cell === null) throw new Malformed(`${label} absent`);
  const read = parse(cell);
  if (!read.ok) throw new Malformed(`${label} ${shown(cell)} : ${read.reason}`);
  if (read.value !== cell) {
    throw new Malformed(`${label} ${shown(cell)} écrit avec autre chose que des chiffres`);
  }
  return cell;
}

export function oneOf(cell: Cell, heading: string, values: Readonly<Record<string, boolean>>) {
  return (row: readonly string[]): boolean => {
    const read = cell(row);
    const value = read === null ? undefined : values[read];
    if (value === undefined) {
      throw new Malformed(`${heading} ${shown(read)} au lieu de ${Object.keys(values).join(' ou ')}`);
    }
    return value;
  };
}

/** ISO date; INSEE writes 1900-01-01 where it does not know. The days of a century are soon all known. */
export function date(cell: Cell, heading: string): Cell {
  const known = new Map<string, boolean>();
  return (row) => {
    const read = cell(row);
    if (read === null || read === '1900-01-01') return null;
    const real = known.get(read) ?? isDate(read);
    if (!real) throw new Malformed(`${heading} ${shown(read)} n'est pas une date`);
    known.set(read, true);
    return read;
  };
}

const isDate = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().slice(0, 10) === text;

export const shown = (cell: string | null) => `« ${(cell ?? '').slice(0, 40)} »`;
