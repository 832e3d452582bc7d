import { z } from 'zod';
import type { FieldErrors } from './errors';

/** A form as a browser sends it: the last value of each name. */
export type Form = Readonly<Record<string, string>>;

/** First message of each field, by the field's name. */
export function fieldErrorsOf(error: z.ZodError): FieldErrors {
  const errors: Record<string, string> = {};
  for (const issue of error.issues) {
    const field = String(issue.path[0] ?? '');
    errors[field] ??= issue.message;
  }
  return errors;
}

/** The values when all are valid, else the errors by field. */
export function readForm<S extends z.ZodType>(
  schema: S,
  raw: unknown,
): { ok: true; values: z.output<S> } | { ok: false; errors: FieldErrors } {
  const parsed = schema.safeParse(raw);
  return parsed.success
    ? { ok: true, values: parsed.data }
    : { ok: false, errors: fieldErrorsOf(parsed.error) };
}

// Control characters and the invisible or direction-changing ones that make a text lie about itself.
const forbiddenCharacters = /[\p{Cc}\p{Cs}\p{Co}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/u;

export interface LineRules {
  /** "votre nom": completes « Saisissez … ». */
  readonly ask: string;
  /** "Le nom": begins « … compte trop de caractères ». */
  readonly subject: string;
  readonly max: number;
}

/**
 * One line of text: trimmed, inner spaces folded, NFC, at most `max` characters.
 * Emoji and other alphabets pass; control characters are refused by name.
 */
export function line({ ask, subject, max }: LineRules) {
  return z
    .string({ error: `Saisissez ${ask}.` })
    .transform((text) =>
      text
        .normalize('NFC')
        .trim()
        .replace(/[ \u00a0\t]+/gu, ' '),
    )
    .pipe(
      z
        .string()
        .min(1, `Saisissez ${ask}.`)
        .refine((text) => [...text].length <= max, {
          error: (issue) =>
            `${subject} est limité à ${max} caractères : vous en avez saisi ${[...String(issue.input)].length}.`,
        })
        .refine((text) => !forbiddenCharacters.test(text), {
          error: `${subject} contient un caractère invisible qui n’est pas accepté : saisissez-le au clavier.`,
        }),
    );
}

/** The same, empty allowed (gives null). */
export function optionalLine(rules: LineRules) {
  return z
    .string()
    .optional()
    .transform((text) => text?.trim() || null)
    .pipe(z.union([z.null(), line(rules)]));
}

/** Several lines (a reason, a message); line ends become \n. */
export function paragraph({ ask, subject, max }: LineRules) {
  return z
    .string({ error: `Saisissez ${ask}.` })
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .pipe(
      z
        .string()
        .min(1, `Saisissez ${ask}.`)
        .refine((text) => [...text].length <= max, {
          error: (issue) =>
            `${subject} est limité à ${max} caractères : vous en avez saisi ${[...String(issue.input)].length}.`,
        })
        .refine((text) => !forbiddenCharacters.test(text.replaceAll('\n', ' ')), {
          error: `${subject} contient un caractère invisible qui n’est pas accepté : saisissez-le au clavier.`,
        }),
    );
}
