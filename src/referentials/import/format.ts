import type { Details } from '../model';
import type { Cell, Said } from './cells';
import type { Table } from './read-file';

/** A file as its publisher writes it. */
export interface Format {
  /** As a refusal names it. */
  readonly name: string;
  readonly kind: Table['kind'];
  /** What a file must have to be recognised; publishers add columns over the years, other ones are left aside. */
  readonly headings: readonly string[];
  /** Where the headings tell too little: whether its codes and their labels, the two first columns, are of this kind. */
  fits?(codes: readonly string[], labels: readonly string[]): boolean;
  /** False: it completes codes that are known, and ends none. */
  readonly complete: boolean;
  readonly source: string;
  /** What a line says; throws Malformed. */
  read(cell: Cell): readonly Said[];
  /** Of two lines on one code, what they say together; else the second is left out, unless both say the same. */
  merge?(one: Details, other: Details): Details;
}

export const licence = 'Licence Ouverte 2.0';
export const insee = 'INSEE';

/** Which kind of list has these codes: but for a faulty line here and there, all look so. */
export const mostly = (pattern: RegExp) => (codes: readonly string[]) =>
  codes.filter((code) => pattern.test(code)).length > codes.length * 0.9;
