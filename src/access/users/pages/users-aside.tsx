import { Button, Card, Email, formatDate, Line, Lines, typo } from '../../../ui';
import type { Place } from '../../place';
import { roleOf } from '../../rules';
import type { OpenInvitation } from '../queries/invitations';
import type { BlockedAddress } from '../queries/users';

interface InvitationsProps {
  readonly invitations: readonly OpenInvitation[];
  readonly place: Place;
  readonly now: Date;
}

/** Who was invited and has not answered. */
export function Invitations({ invitations, place, now }: InvitationsProps) {
  return (
    <Card id="t-invitations" title="Invitations sans réponse">
      <Lines>
        {invitations.map((one) => (
          <Line
            key={one.id}
            icon="mail"
            title={<Email address={one.email} />}
            details={[
              typo(
                `${roleOf(one.role).name}${one.siret === null ? ", toute l'entreprise" : ''}${
                  place.siret === null && one.siret ? `, ${one.siteName} (${one.siret})` : ''
                }`,
              ),
              typo(
                `Envoyée le ${formatDate(one.sentAt)} par ${one.by}, ${
                  one.expiresAt > now
                    ? `son lien sert jusqu'au ${formatDate(one.expiresAt)}`
                    : `son lien ne sert plus depuis le ${formatDate(one.expiresAt)}`
                }`,
              ),
            ]}
            action={
              <form class="boutons" method="post" action={place.usersPath}>
                <input type="hidden" name="invitation" value={one.id} />
                <Button
                  variant="trait"
                  name="geste"
                  value="renvoyer"
                  hiddenText={`l'invitation de ${one.email}`}
                >
                  Renvoyer
                </Button>
                <Button variant="nu" name="geste" value="annuler" hiddenText={`l'invitation de ${one.email}`}>
                  Annuler
                </Button>
              </form>
            }
          />
        ))}
      </Lines>
    </Card>
  );
}

interface BlockedProps {
  readonly addresses: readonly BlockedAddress[];
  readonly place: Place;
}

/** Whose requests were refused with "bloquer". */
export function Blocked({ addresses, place }: BlockedProps) {
  return (
    <Card id="t-bloquees" title="Adresses bloquées">
      <Lines>
        {addresses.map((block) => (
          <Line
            key={block.id}
            icon="x"
            title={<Email address={block.email} />}
            details={[
              typo(
                `Bloquée le ${formatDate(block.blockedAt)}${block.blockedBy ? ` par ${block.blockedBy}` : ''} : ne peut plus rien demander pour ${
                  place.siret === null ? `l'établissement ${block.siret}` : 'cet établissement'
                }.`,
              ),
              block.reason,
            ]}
            action={
              <form method="post" action={place.usersPath}>
                <input type="hidden" name="blocage" value={block.id} />
                <Button variant="trait" name="geste" value="debloquer" hiddenText={`de ${block.email}`}>
                  Lever le blocage
                </Button>
              </form>
            }
          />
        ))}
      </Lines>
    </Card>
  );
}
