import { Card, formatDateTime, typo } from '../../../ui';
import { historySentence } from '../../history-words';
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
              <strong>{typo(historySentence(event.action, event.details) ?? 'Rattaché')}</strong>
            </p>
            <p class="discret">{typo(`${formatDateTime(event.at)}${event.by ? `, ${event.by}` : ''}`)}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
