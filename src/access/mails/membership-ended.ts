import { write } from './write';

interface Facts {
  /** Where: "Établissement" or "Entreprise", and which. */
  readonly place: readonly [string, string];
  readonly reason: string;
}

/** To the person whose membership an administrator ends; not to who leaves by themselves. */
export const membershipEndedMail = (to: string, { place, reason }: Facts) =>
  write(
    { kind: 'access.membership-ended', to, subject: 'Votre rattachement à un établissement est terminé' },
    {
      preview: "Vous n'avez plus accès à cet établissement.",
      paragraphs: [
        'Bonjour,',
        "Un administrateur a mis fin à votre rattachement : vous n'y avez plus accès. Vos autres établissements et votre compte ne changent pas.",
      ],
      facts: [place, ['Motif', reason]],
      closing: [
        'Vous pouvez demander à y revenir par « Ajouter un établissement à mon périmètre ». Pour toute question, adressez-vous à votre entreprise.',
      ],
      footer: 'Vous recevez ce message parce que vous avez un compte sur mon compte 2i.',
    },
  );
