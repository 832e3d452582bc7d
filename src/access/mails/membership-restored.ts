import type { RoleCode } from '../rules';
import { roleFact } from './facts';
import { write } from './write';

interface Facts {
  /** Where: "Établissement" or "Entreprise", and which. */
  readonly place: readonly [string, string];
  readonly role: RoleCode;
  readonly publicUrl: string;
}

/** To the person whose suspended membership an administrator restores: each time. */
export const membershipRestoredMail = (to: string, { place, role, publicUrl }: Facts) =>
  write(
    { kind: 'access.membership-restored', to, subject: 'Votre rattachement à un établissement est rétabli' },
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
