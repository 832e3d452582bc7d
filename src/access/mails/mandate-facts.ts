import { formatDate, typo } from '../../ui';
import { rightsInWords } from '../mandates/rules';

/** What every mail of a mandate says. */
export interface MandateFacts {
  readonly id: string;
  readonly version: number;
  /** Who acts, by name and number. */
  readonly partner: string;
  /** "Établissement" or "Entreprise", and which: the client. */
  readonly client: readonly [string, string];
  readonly permissions: readonly string[];
  /** YYYY-MM-DD. */
  readonly startsOn: string;
  readonly endsOn: string | null;
  readonly asker: string;
  readonly askerEmail: string;
  readonly publicUrl: string;
}

export type MandateReader = { readonly accountId: string; readonly email: string };

/** Between whom. */
export const sidesOf = ({ partner, client }: MandateFacts): [string, string][] => [
  ['Partenaire', partner],
  [...client],
];

/** What is given, and between which days. */
export const givenIn = ({ permissions, startsOn, endsOn }: MandateFacts): [string, string][] => [
  ['Droits', typo(rightsInWords(permissions).join(' ; '))],
  ['Début', formatDate(startsOn)],
  ['Fin', endsOn === null ? 'sans date de fin' : formatDate(endsOn)],
];

export const mandateUrl = ({ publicUrl, id }: MandateFacts) => `${publicUrl}/mandats/${id}`;

/** Once for each reader and each state of the mandate. */
export const mandateKey = (kind: string, { id, version }: MandateFacts, { accountId }: MandateReader) =>
  `${kind}:${id}:${version}:${accountId}`;

export const partnerFooter = 'Vous recevez ce message parce que vous avez un compte sur mon compte 2i.';
