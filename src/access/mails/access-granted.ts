import type { RoleCode } from '../rules';
import type { RequestRow } from '../store';
import { roleFact, type SiteFacts, siteFact } from './facts';
import { write } from './write';

/** To a person who already has an account, when the request is approved. Once per request. */
export const accessGrantedMail = (
  request: RequestRow,
  facts: { site: SiteFacts; role: RoleCode; publicUrl: string },
) =>
  write(
    {
      kind: 'access.granted',
      to: request.email,
      subject: 'Un établissement est ajouté à votre périmètre',
      deduplicationKey: `access.granted:${request.id}`,
    },
    {
      preview: 'Votre demande est validée.',
      paragraphs: [
        'Bonjour,',
        'Votre demande est validée : cet établissement fait maintenant partie de votre périmètre.',
      ],
      facts: [siteFact(facts.site), roleFact(facts.role, 'Rôle accordé')],
      action: { label: 'Voir mes établissements', url: `${facts.publicUrl}/mes-etablissements` },
      footer: 'Vous recevez ce message parce que vous avez un compte sur mon compte 2i.',
    },
  );
