import { formatDateTime } from '../../ui';

/** What every mail about bank details says; the IBAN masked. */
export interface BankMailFacts {
  readonly id: string;
  readonly siret: string;
  /** "Établissement", and which. */
  readonly place: readonly [string, string];
  readonly holder: string;
  readonly iban: string;
  readonly at: Date;
  readonly publicUrl: string;
}

export interface Recipient {
  readonly accountId: string;
  readonly email: string;
}

export const bankFacts = ({ place, holder, iban, at }: BankMailFacts, when: string) =>
  [place, ['Titulaire', holder], ['IBAN', iban], [when, formatDateTime(at)]] as const;

export const bankPageUrl = ({ publicUrl, siret }: BankMailFacts) =>
  `${publicUrl}/etablissements/${siret}/donnees/coordonnees-bancaires`;

export const administratorFooter = 'Vous recevez ce message parce que vous administrez cet établissement.';
