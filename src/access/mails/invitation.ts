import type { RoleCode } from '../rules';
import { roleFact } from './facts';
import { write } from './write';

interface Facts {
  /** Where: "Établissement" or "Entreprise", and which. */
  readonly place: readonly [string, string];
  readonly role: RoleCode;
  /** Who invites, by name. */
  readonly by: string;
  /** With its secret. */
  readonly url: string;
  /** Which sending of which invitation; null when whoever holds a dead link has asked for it. */
  readonly sending: string | null;
}

/** To an address that an administrator invites: when they do, and each time they or a dead link send it again. */
export const invitationMail = (to: string, { place, role, by, url, sending }: Facts) =>
  write(
    {
      kind: 'access.invitation',
      to,
      subject: 'Vous êtes invité à rejoindre un établissement',
      ...(sending === null ? {} : { deduplicationKey: `access.invitation:${sending}` }),
    },
    {
      preview: 'Acceptez, et vous y avez accès.',
      paragraphs: ['Bonjour,', `${by} vous invite à le rejoindre sur mon compte 2i, le portail d'OPCO 2i.`],
      facts: [place, roleFact(role, 'Rôle')],
      action: { label: "Voir l'invitation", url },
      closing: [
        'Ce lien vous est personnel et sert pendant 7 jours. Si vous ne connaissez ni cette personne ni cette entreprise, ne faites rien.',
      ],
      footer: 'Vous recevez ce message parce que quelqu’un vous invite sur mon compte 2i.',
    },
  );
