import { formatDate } from '../../ui';
import type { RoleCode } from '../rules';
import { roleFact } from './facts';
import { write } from './write';

interface Facts {
  /** Where: "Établissement" or "Entreprise", and which. */
  readonly place: readonly [string, string];
  readonly role: RoleCode;
  /** Its last day, or null. */
  readonly endsOn: string | null;
  readonly publicUrl: string;
}

/** To the person whose role or last day an administrator changes: each time. */
export const membershipChangedMail = (to: string, { place, role, endsOn, publicUrl }: Facts) =>
  write(
    { kind: 'access.membership-changed', to, subject: 'Vos droits dans un établissement sont modifiés' },
    {
      preview: 'Un administrateur a modifié ce que vous pouvez faire.',
      paragraphs: [
        'Bonjour,',
        "Un administrateur a modifié vos droits. Voici ceux qui s'appliquent maintenant.",
      ],
      facts: [
        place,
        roleFact(role, 'Rôle'),
        ["Jusqu'au", endsOn === null ? 'sans date de fin' : formatDate(endsOn)],
      ],
      action: { label: 'Voir mes établissements', url: `${publicUrl}/mes-etablissements` },
      closing: ["Si cela vous étonne, parlez-en à un administrateur de l'établissement."],
      footer: 'Vous recevez ce message parce que vous avez un compte sur mon compte 2i.',
    },
  );
