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

/** Makes a text tidy; refused when nothing is left of it, when it is too long, or when it `lies` about itself. */
function reader(
  { ask, subject, max }: LineRules,
  tidy: (text: string) => string,
  lies: (text: string) => boolean,
) {
  const faultOf = (text: string): string | null => {
    if (text === '') return `Saisissez ${ask}.`;
    const length = text.length > max ? [...text].length : text.length;
    if (length > max) return `${subject} est limité à ${max} caractères : vous en avez saisi ${length}.`;
    if (!lies(text)) return null;
    return `${subject} contient un caractère invisible qui n’est pas accepté : saisissez-le au clavier.`;
  };
  return (typed: string, context: z.RefinementCtx): string => {
    const text = tidy(typed.normalize('NFC'));
    const message = faultOf(text);
    if (message === null) return text;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
}

const lineReader = (rules: LineRules) =>
  reader(
    rules,
    (text) => text.trim().replace(/[ \u00a0\t]+/gu, ' '),
    (text) => forbiddenCharacters.test(text),
  );

/**
 * One line of text: trimmed, inner spaces folded, NFC, at most `max` characters.
 * Emoji and other alphabets pass; control characters are refused by name.
 */
export const line = (rules: LineRules) =>
  z.string({ error: `Saisissez ${rules.ask}.` }).transform(lineReader(rules));

/** The same, empty allowed (gives null). */
export function optionalLine(rules: LineRules) {
  const read = lineReader(rules);
  return z
    .string()
    .optional()
    .transform((typed, context) => (typed?.trim() ? read(typed, context) : null));
}

/** Several lines (a reason, a message); line ends become \n. */
export const paragraph = (rules: LineRules) =>
  z.string({ error: `Saisissez ${rules.ask}.` }).transform(
    reader(
      rules,
      (text) => text.replace(/\r\n?/g, '\n').trim(),
      (text) => forbiddenCharacters.test(text.replaceAll('\n', ' ')),
    ),
  );
