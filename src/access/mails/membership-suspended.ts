import type { MembershipChange } from './facts';
import { write } from './write';

/** To the person whose membership an administrator suspends: once for each change. */
export const membershipSuspendedMail = ({ id, to, place }: MembershipChange, reason: string) =>
  write(
    {
      kind: 'access.membership-suspended',
      to,
      subject: 'Votre rattachement à un établissement est suspendu',
      deduplicationKey: `access.membership-suspended:${id}`,
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
