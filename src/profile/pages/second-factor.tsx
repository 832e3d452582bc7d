import { secondFactorPath } from '../../platform/http';
import { ButtonLink, Card, formatDate, Status, typo } from '../../ui';

interface SecondFactorProps {
  readonly active: boolean;
  /** Until when it must be set up; null: nothing demands it. */
  readonly demandedBy: Date | null;
}

/** Whether something is asked beside the password, and the way to its page. */
export function SecondFactor({ active, demandedBy }: SecondFactorProps) {
  return (
    <Card
      id="t-double"
      title="Double authentification"
      aside={active ? <Status kind="actif">Active</Status> : <Status kind="attente">Inactive</Status>}
    >
      <div class="pile-5">
        <p>
          {typo(
            active
              ? 'Chaque connexion demande, après votre mot de passe, un code ou une clé.'
              : 'Un code ou une clé en plus du mot de passe : un mot de passe volé ne suffit plus.',
          )}
        </p>
        {demandedBy && (
          <p>
            <strong>{typo(`À activer avant le ${formatDate(demandedBy)}.`)}</strong>
          </p>
        )}
        <ButtonLink href={secondFactorPath} icon="key">
          {active ? 'Gérer mes moyens' : 'Activer la double authentification'}
        </ButtonLink>
      </div>
    </Card>
  );
}
