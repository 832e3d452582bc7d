import { formatDate } from '../../ui';
import { write } from './write';

/** To each person of an establishment, or of a company, that Sirene says is closed. Once. */
export const placeClosedMail = (facts: {
  /** Of the change in the registry. */
  changeId: string;
  accountId: string;
  to: string;
  firstName: string | null;
  place: readonly [string, string];
  /** ISO date. */
  closedOn: string | null;
  /** The establishment that it moved to, and how it is called. */
  successor: readonly [string, string] | null;
  publicUrl: string;
}) =>
  write(
    {
      kind: 'access.place-closed',
      to: facts.to,
      subject: `${facts.place[0] === 'Entreprise' ? 'Votre entreprise' : 'Votre établissement'} est fermé${
        facts.place[0] === 'Entreprise' ? 'e' : ''
      } au répertoire Sirene`,
      deduplicationKey: `access.place-closed:${facts.changeId}:${facts.accountId}`,
    },
    {
      preview: 'Ce que vous y avez fait reste lisible.',
      paragraphs: [
        facts.firstName ? `Bonjour ${facts.firstName},` : 'Bonjour,',
        facts.closedOn
          ? `L'INSEE nous l'apprend : cette fermeture date du ${formatDate(facts.closedOn)}.`
          : "L'INSEE nous l'apprend, sans dire de quand date cette fermeture.",
        'Tout ce qui y a été fait reste lisible, et ce qui est en cours va à son terme. De nouvelles demandes ne peuvent plus y être faites.',
        ...(facts.successor
          ? [
              "L'activité a été transférée : demandez des droits sur le nouvel établissement par « Ajouter un établissement à mon périmètre ».",
            ]
          : []),
      ],
      facts: [
        facts.place,
        ...(facts.successor ? [['Nouvel établissement', facts.successor[1]] as const] : []),
      ],
      action: { label: 'Voir mes établissements', url: `${facts.publicUrl}/mes-etablissements` },
      closing: [
        "Si c'est une erreur, l'entreprise la fait corriger auprès du guichet unique des formalités ; notre répertoire suivra.",
      ],
      footer: 'Vous recevez ce message parce que vous êtes rattaché à cet établissement.',
    },
  );
