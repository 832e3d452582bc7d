import { Card, formatDate, formatDateTime, typo } from '../../../ui';
import { type RoleCode, roleCodes, roleOf } from '../../rules';
import type { MembershipEvent } from '../queries/user';

/** What was done to a membership, latest first. */
export function Events({ events }: { readonly events: readonly MembershipEvent[] }) {
  if (events.length === 0) return null;
  return (
    <Card id="t-historique" title="Historique">
      <ul class="pile petit">
        {events.map((event) => (
          <li key={event.at.toISOString() + event.action}>
            <p>
              <strong>{typo(sentence(event))}</strong>
            </p>
            <p class="discret">{typo(`${formatDateTime(event.at)}${event.by ? `, ${event.by}` : ''}`)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

interface Rights {
  readonly role?: unknown;
  readonly endsOn?: unknown;
}

const isRole = (value: unknown): value is RoleCode => roleCodes.some((code) => code === value);
const rightsOf = (value: unknown): Rights => (typeof value === 'object' && value !== null ? value : {});
const inWords = ({ role, endsOn }: Rights) =>
  `${isRole(role) ? roleOf(role).name : ''}${typeof endsOn === 'string' ? ` jusqu'au ${formatDate(endsOn)}` : ''}`;

function sentence({ action, details }: MembershipEvent): string {
  const reason = typeof details.reason === 'string' ? ` : ${details.reason}` : '';
  switch (action) {
    case 'access.membership-changed':
      return `Droits modifiés : ${inWords(rightsOf(details.before))} → ${inWords(rightsOf(details.after))}`;
    case 'access.membership-suspended':
      return `Suspendu${reason}`;
    case 'access.membership-restored':
      return 'Rétabli';
    case 'access.membership-ended':
      return `Retiré${reason}`;
    default:
      return 'Rattaché';
  }
}
