import {
  electronicFormatIBAN,
  friendlyFormatIBAN,
  isSEPACountry,
  isValidBIC,
  ValidationErrorsIBAN,
  validateIBAN,
} from 'ibantools';
import { z } from 'zod';
import { InvalidInput } from '../../platform/errors';
import { type Form, line, readForm } from '../../platform/forms';
import type { Seal } from '../../platform/seal';

/** Bank details: the IBAN without spaces. */
export interface BankAccount {
  readonly iban: string;
  readonly bic: string;
  readonly holder: string;
}

const { NoIBANProvided, NoIBANCountry, WrongBBANLength } = ValidationErrorsIBAN;

/** What is wrong with an IBAN, in French; null when it holds. */
function faultOf(iban: string): string | null {
  const { valid, errorCodes } = validateIBAN(iban);
  if (errorCodes.includes(NoIBANProvided))
    return "Saisissez l'IBAN : il est sur votre relevé d'identité bancaire.";
  if (errorCodes.includes(NoIBANCountry))
    return "L'IBAN commence par les deux lettres d'un pays, par exemple FR : vérifiez le début.";
  if (errorCodes.includes(WrongBBANLength) && iban.startsWith('FR'))
    return `Un IBAN français compte 27 caractères : vous en avez saisi ${iban.length}.`;
  if (!valid)
    return 'Cet IBAN contient une erreur (sa clé de contrôle est fausse) : vérifiez chaque caractère.';
  if (!isSEPACountry(iban.slice(0, 2)))
    return "Ce compte est hors de la zone SEPA : l'OPCO ne peut pas y faire de virement.";
  return null;
}

/**
 * Countries of a BIC that go with an IBAN of another one. Source: EPC, list of SEPA countries (overseas France and the
 * Crown dependencies have no IBAN of their own), and the pairs its schemes accept; Monaco is in the French clearing.
 */
const bicCountries: Readonly<Record<string, readonly string[]>> = {
  FR: ['BL', 'GF', 'GP', 'MF', 'MQ', 'NC', 'PF', 'PM', 'RE', 'TF', 'WF', 'YT', 'MC'],
  MC: ['FR'],
  GB: ['GG', 'IM', 'JE'],
  IE: ['GB'],
  DK: ['FO', 'GL'],
  FI: ['AX'],
};

const countryNames = new Intl.DisplayNames('fr', { type: 'region' });

/** Why a valid IBAN and a valid BIC cannot be of one account; null when they can. */
function faultOfBoth({ iban, bic }: Pick<BankAccount, 'iban' | 'bic'>): string | null {
  const [ofIban, ofBic] = [iban.slice(0, 2), bic.slice(4, 6)];
  if (ofIban === ofBic || bicCountries[ofIban]?.includes(ofBic)) return null;
  return `Ce BIC et cet IBAN ne sont pas du même pays (${countryNames.of(ofBic)} pour le BIC, ${countryNames.of(ofIban)} pour l'IBAN) : recopiez les deux du même relevé d'identité bancaire.`;
}

const fields = z.object({
  titulaire: line({ ask: 'le titulaire du compte', subject: 'Le titulaire', max: 70 }),
  iban: z.string({ error: "Saisissez l'IBAN." }).transform((typed, context) => {
    const iban = electronicFormatIBAN(typed.slice(0, 100)) ?? '';
    const fault = faultOf(iban);
    if (fault === null) return iban;
    context.addIssue({ code: 'custom', message: fault });
    return z.NEVER;
  }),
  bic: z
    .string({ error: 'Saisissez le BIC.' })
    .transform((typed) => typed.replace(/\s/gu, '').toUpperCase())
    .pipe(
      z
        .string()
        .min(1, "Saisissez le BIC : il est à côté de l'IBAN sur votre relevé d'identité bancaire.")
        .refine(isValidBIC, {
          error: 'Le BIC compte 8 ou 11 caractères, par exemple AGRIFRPP : vérifiez votre saisie.',
          abort: true,
        }),
    ),
});

export const accountSchema = fields.superRefine((account, context) => {
  const message = faultOfBoth(account);
  if (message !== null) context.addIssue({ code: 'custom', path: ['bic'], message });
});

/** "FR76 3000 …": in groups of four. */
export const writtenIban = (iban: string): string => friendlyFormatIBAN(iban) ?? iban;

/** "FR76 •••• 189": the first four characters and the last three. */
export const maskedIban = (iban: string): string => `${iban.slice(0, 4)} •••• ${iban.slice(-3)}`;

const ownerOf = (id: string) => `bank-change ${id}`;
const sealedSchema = z.object({ iban: z.string(), bic: z.string(), holder: z.string() });

export const closeAccount = (seal: Seal, id: string, account: BankAccount): Buffer =>
  seal.close(Buffer.from(JSON.stringify(account)), ownerOf(id));
export const openAccount = (seal: Seal, id: string, sealed: Buffer): BankAccount =>
  sealedSchema.parse(JSON.parse(seal.open(sealed, ownerOf(id)).toString()));

/** Throws InvalidInput for what a form says of an account. */
export function checkAccount(form: Form): void {
  const read = readForm(accountSchema, form);
  if (!read.ok) throw new InvalidInput(read.errors);
}
