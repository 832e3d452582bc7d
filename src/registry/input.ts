import { z } from 'zod';
import { line, optionalLine } from '../platform/forms';
import { companyKinds } from './model';
import { type CheckedNumber, parseSiren, parseSiret } from './rules';

const checkedNumber = (parse: (typed: string) => CheckedNumber, missing: string) =>
  z.string({ error: missing }).transform((typed, context) => {
    const read = parse(typed);
    if (read.ok) return read.value;
    context.issues.push({ code: 'custom', message: read.reason, input: typed });
    return z.NEVER;
  });

const siren = checkedNumber(parseSiren, "Saisissez le SIREN : les 9 chiffres qui identifient l'entreprise.");
const siret = checkedNumber(
  parseSiret,
  "Saisissez le SIRET : les 14 chiffres qui identifient l'établissement.",
);

const postalCode = z
  .string({ error: 'Saisissez le code postal.' })
  .transform((typed) => typed.replace(/\s/gu, ''))
  .pipe(
    z
      .string()
      .min(1, 'Saisissez le code postal.')
      .regex(/^\d{5}$/, 'Le code postal compte 5 chiffres, par exemple 90000.'),
  );

const headcount = z
  .string({ error: "Saisissez l'effectif : 0 si vous n'avez pas de salarié." })
  .transform((typed) => typed.replace(/\s/gu, ''))
  .pipe(
    z
      .string()
      .min(1, "Saisissez l'effectif : 0 si vous n'avez pas de salarié.")
      .regex(/^\d+$/, "L'effectif est un nombre entier de salariés, par exemple 12.")
      .max(7, "L'effectif est limité à 9 999 999 salariés."),
  )
  .transform(Number);

/** A bare number is an IDCC and gets its leading zeros ("44" → "0044"); a text is the agreement's name. */
const agreement = optionalLine({
  ask: 'la convention collective',
  subject: 'Le nom de la convention collective',
  max: 200,
})
  .refine((text) => text === null || !/^\d{5,}$/.test(text), {
    error: 'Le code de la convention collective (IDCC) compte 4 chiffres, par exemple 3248.',
  })
  .transform((text) => (text !== null && /^\d{1,4}$/.test(text) ? text.padStart(4, '0') : text));

const address = {
  street: line({ ask: 'le numéro et la voie', subject: "Le texte de l'adresse", max: 200 }),
  postalCode,
  town: line({ ask: 'la ville', subject: 'Le nom de la ville', max: 100 }),
};

const activity = line({ ask: "l'activité", subject: "Le texte de l'activité", max: 200 });

// The default is to wait until every field is right; people are told both faults at once instead.
const always = { when: () => true };
const sameCompany = (values: { siren?: string; siret?: string }) =>
  typeof values.siren !== 'string' ||
  typeof values.siret !== 'string' ||
  values.siret.startsWith(values.siren);

/**
 * "Demander la création de mon entreprise", all fields as text from a form.
 * Gives { siren, name, kind, activity, agreement|null, headcount, siret (head office), street, postalCode, town }.
 */
export const newCompanySchema = z
  .object({
    siren,
    name: line({ ask: "le nom de l'entreprise", subject: 'Le nom', max: 200 }),
    kind: z.enum(companyKinds, { error: "Choisissez le type d'entreprise dans la liste." }),
    activity,
    agreement,
    headcount,
    siret,
    ...address,
  })
  .refine(sameCompany, {
    error: "Le SIRET du siège commence par le SIREN de l'entreprise : vérifiez les deux numéros.",
    path: ['siret'],
    ...always,
  });
export type NewCompany = z.output<typeof newCompanySchema>;

/**
 * "Vous pouvez le créer", all fields as text from a form; `siren` is the company already chosen.
 * Gives { siren, siret, sign|null, street, postalCode, town, activity }.
 */
export const newEstablishmentSchema = z
  .object({
    siren,
    siret,
    sign: optionalLine({ ask: "l'enseigne", subject: "Le texte de l'enseigne", max: 200 }),
    ...address,
    activity,
  })
  .refine(sameCompany, {
    error: "Ce SIRET n'est pas un site de cette entreprise : ses 9 premiers chiffres sont un autre SIREN.",
    path: ['siret'],
    ...always,
  });
export type NewEstablishment = z.output<typeof newEstablishmentSchema>;
