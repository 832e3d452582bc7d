import { placeClosedMail } from '../../../src/access/mails/place-closed';
import type { OutgoingMail } from '../../../src/platform/mail';

const person = {
  ...{ changeId: 'CHANGE', accountId: 'ACCOUNT', to: 'i.debuire@testopco2i.example', firstName: 'Isabelle' },
  publicUrl: 'https://portail.example.fr',
};
const site = [
  'Établissement',
  'GE SUPPORT FRANCE – 42421043300019 – 1 rue des Ancres, 90000 BELFORT',
] as const;
const next = [
  'Établissement',
  'GE SUPPORT FRANCE – 42421043300027 – 3 rue des Ancres, 90000 BELFORT',
] as const;
const company = ['Entreprise', 'GE SUPPORT FRANCE - 424210433, tous ses établissements'] as const;

/** What a place that Sirene says is closed has us write. */
export const closedPlaces: readonly (readonly [circumstance: string, mail: OutgoingMail])[] = [
  [
    'an establishment that moved',
    placeClosedMail({ ...person, place: site, closedOn: '2026-01-15', successor: next }),
  ],
  ['a company', placeClosedMail({ ...person, place: company, closedOn: null, successor: null })],
];
