import { write } from './write';

interface Facts {
  /** Where: "Établissement" or "Entreprise", and which. */
  readonly place: readonly [string, string];
  readonly reason: string;
}

/** To the person whose membership an administrator suspends: each time. */
export const membershipSuspendedMail = (to: string, { place, reason }: Facts) =>
  write(
    {
      kind: 'access.membership-suspended',
      to,
      subject: 'Votre rattachement à un établissement est suspendu',
    },
    {
      preview: "Vous n'avez plus accès à cet établissement pour le moment.",
      paragraphs: [
        'Bonjour,',
        "Un administrateur a suspendu votre rattachement : vous n'y avez plus accès, jusqu'à ce qu'il le rétablisse. Vos autres établissements et votre compte ne changent pas.",
      ],
      facts: [place, ['Motif', reason]],
      closing: ["Pour toute question, adressez-vous à un administrateur de l'établissement."],
      footer: 'Vous recevez ce message parce que vous avez un compte sur mon compte 2i.',
    },
  );
