import { formatDate } from '../../ui';
import type { RoleCode } from '../rules';
import { type MembershipChange, roleFact } from './facts';
import { write } from './write';

interface Facts {
  readonly role: RoleCode;
  /** Its last day, or null. */
  readonly endsOn: string | null;
  readonly publicUrl: string;
}

/** To the person whose role or last day an administrator changes: once for each change. */
export const membershipChangedMail = (
  { id, to, place }: MembershipChange,
  { role, endsOn, publicUrl }: Facts,
) =>
  write(
    {
      kind: 'access.membership-changed',
      to,
      subject: 'Vos droits dans un établissement sont modifiés',
      deduplicationKey: `access.membership-changed:${id}`,
    },
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
