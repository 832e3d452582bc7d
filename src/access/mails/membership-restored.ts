import type { RoleCode } from '../rules';
import { type MembershipChange, roleFact } from './facts';
import { write } from './write';

/** To the person whose suspended membership an administrator restores: once for each change. */
export const membershipRestoredMail = (
  { id, to, place }: MembershipChange,
  { role, publicUrl }: { role: RoleCode; publicUrl: string },
) =>
  write(
    {
      kind: 'access.membership-restored',
      to,
      subject: 'Votre rattachement à un établissement est rétabli',
      deduplicationKey: `access.membership-restored:${id}`,
    },
    {
      preview: 'Vous avez de nouveau accès à cet établissement.',
      paragraphs: [
        'Bonjour,',
        'Un administrateur a rétabli votre rattachement : vous y avez de nouveau accès.',
      ],
      facts: [place, roleFact(role, 'Rôle')],
      action: { label: 'Voir mes établissements', url: `${publicUrl}/mes-etablissements` },
      footer: 'Vous recevez ce message parce que vous avez un compte sur mon compte 2i.',
    },
  );
