import type { z } from 'zod';
import { InvalidInput } from '../../platform/errors';
import { type Form, readForm } from '../../platform/forms';
import type { Agreement } from '../../referentials';

/** What a section is read and changed with. */
export interface Known {
  readonly now: Date;
  /** OPCO 2i's, by number, as they are today. */
  readonly agreements: readonly Agreement[];
}

/** One thing that a company adds to an establishment: what is kept, how a form changes it, how it is said. */
export interface Section<C> {
  /** In the address of its page, and in the database. */
  readonly slug: string;
  readonly title: string;
  /** What it serves, in one sentence. */
  readonly about: string;
  /** It belongs to the whole company: kept once, shown on each of its establishments. */
  readonly ofCompany: boolean;
  /** Its former versions are kept for a time only. */
  readonly namesPeople: boolean;
  /** May be written while the OPCO has not validated the establishment. */
  readonly inDraft: boolean;
  readonly content: z.ZodType<C>;
  /** Before anything is written. */
  readonly empty: C;
  /** What a sent form makes of what is kept. Throws InvalidInput. */
  change(content: C, form: Form, known: Known): C;
  /** What is kept, in words, as pairs; none where nothing is. */
  facts(content: C, known: Known): readonly (readonly [term: string, value: string])[];
  /** Of the history of the place; without personal data, which its versions alone keep. */
  readonly action: string;
  told(content: C): Readonly<Record<string, unknown>>;
}

/** A section whatever it keeps. */
export interface AnySection extends Omit<Section<never>, 'content' | 'empty' | 'change' | 'facts' | 'told'> {
  readonly empty: unknown;
  change(content: unknown, form: Form, known: Known): unknown;
  facts(content: unknown, known: Known): readonly (readonly [term: string, value: string])[];
  told(content: unknown): Readonly<Record<string, unknown>>;
}

export const section = <C>(of: Section<C>): AnySection => ({
  ...of,
  change: (content, form, known) => of.change(of.content.parse(content), form, known),
  facts: (content, known) => of.facts(of.content.parse(content), known),
  told: (content) => of.told(of.content.parse(content)),
});

/** The values of a form, or InvalidInput. */
export function valuesOf<S extends z.ZodType>(schema: S, form: Form): z.output<S> {
  const read = readForm(schema, form);
  if (read.ok) return read.values;
  throw new InvalidInput(read.errors);
}

export const noGesture = () => new InvalidInput({ '': 'Choisissez ce que vous voulez faire.' });
