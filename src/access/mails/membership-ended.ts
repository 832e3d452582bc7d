import type { MembershipChange } from './facts';
import { write } from './write';

/** To the person whose membership an administrator ends; not to who leaves by themselves. Once. */
export const membershipEndedMail = ({ id, to, place }: MembershipChange, reason: string) =>
  write(
    {
      kind: 'access.membership-ended',
      to,
      subject: 'Votre rattachement à un établissement est terminé',
      deduplicationKey: `access.membership-ended:${id}`,
    },
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
