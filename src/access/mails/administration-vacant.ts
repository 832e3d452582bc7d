import { write } from './write';

/** To each person of a place whose last administrator's account was closed for want of use. Once. */
export const administrationVacantMail = (facts: {
  accountId: string;
  to: string;
  firstName: string | null;
  /** Of the administrator. */
  membershipId: string;
  place: readonly [string, string];
  publicUrl: string;
}) =>
  write(
    {
      kind: 'access.administration-vacant',
      to: facts.to,
      subject: "Votre établissement n'a plus d'administrateur",
      deduplicationKey: `access.administration-vacant:${facts.membershipId}:${facts.accountId}`,
    },
    {
      preview: "Vous pouvez en reprendre l'administration.",
      paragraphs: [
        facts.firstName ? `Bonjour ${facts.firstName},` : 'Bonjour,',
        "Le compte du dernier administrateur vient d'être fermé : il n'avait pas servi depuis deux ans. Vos propres droits ne changent pas, mais plus personne dans l'entreprise ne peut y donner accès.",
        "Vous pouvez reprendre l'administration : sur « Mes établissements », à côté de l'établissement, cliquez sur « Reprendre l'administration ». Nos conseillers vous demanderont un justificatif.",
      ],
      facts: [facts.place],
      action: { label: 'Voir mes établissements', url: `${facts.publicUrl}/mes-etablissements` },
      closing: ["D'ici là, nos conseillers répondent aux demandes de compte."],
      footer: 'Vous recevez ce message parce que vous êtes rattaché à cet établissement.',
    },
  );
