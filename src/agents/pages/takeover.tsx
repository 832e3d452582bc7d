import {
  type Administrator,
  ProofDocument,
  RefusalReason,
  TakeoverFacts,
  TakeoverHeading,
  TakeoverOutcome,
  type TakeoverView,
} from '../../access';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import type { Person } from '../../platform/who-may';
import { Card, Decisions, ErrorSummary, Facts, Note, typo } from '../../ui';
import { DeskPage, Done } from './frame';

export interface TakeoverDecisionProps {
  readonly person: Person;
  readonly view: TakeoverView;
  /** Those who administer the establishment now. */
  readonly administrators: readonly Administrator[];
  /** False for those who only read the desk. */
  readonly mayDecide: boolean;
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly done: string | undefined;
  readonly meanwhile: string | null;
}

/** A takeover of an administration, with its proof: an agent decides. */
export function TakeoverDecisionPage(props: TakeoverDecisionProps) {
  const { person, view, administrators, mayDecide, errors, done, meanwhile } = props;
  return (
    <DeskPage
      title="Reprise de l'administration"
      person={person}
      error={Object.keys(errors).length > 0 || meanwhile !== null}
    >
      <Done code={done} />
      {meanwhile !== null && (
        <Note kind="attente" announced>
          {meanwhile}
        </Note>
      )}
      <TakeoverHeading view={view} />
      <ErrorSummary errors={errors} />
      <div class="deux deux--inverse">
        <div class="pile-5">
          <TakeoverFacts view={view} />
          <Card id="t-administrateurs" title="Administrateurs actuels">
            {administrators.length === 0 ? (
              <p>{typo("Personne n'administre cet établissement.")}</p>
            ) : (
              <Facts
                items={administrators.map(
                  ({ name, activated }) =>
                    [name, activated ? 'Compte actif' : 'Compte pas encore activé'] as const,
                )}
              />
            )}
          </Card>
          <ProofDocument view={view} mayOpen={mayDecide} />
        </div>
        <div class="pile-5">
          <TakeoverOutcome view={view} />
          {view.state === 'with_agents' && mayDecide && <Decision {...props} />}
        </div>
      </div>
    </DeskPage>
  );
}

function Decision({ view, errors, typed }: TakeoverDecisionProps) {
  return (
    <form
      class="carte"
      action={`/agents/reprises/${view.id}`}
      method="post"
      aria-labelledby="t-decision"
      novalidate
    >
      <div class="pile-5">
        <h2 id="t-decision">Votre décision</h2>
        <RefusalReason value={typed.motif} errors={errors} />
      </div>
      <Decisions
        choices={[
          {
            value: 'accepter',
            label: "Confier l'administration",
            variant: 'plein',
            consequence:
              "Le justificatif prouve que cette personne agit pour l'entreprise. Les administrateurs actuels gardent leurs droits et sont prévenus.",
          },
          {
            value: 'refuser',
            label: 'Refuser',
            variant: 'trait',
            consequence: 'La personne lit votre motif. Ses droits ne changent pas.',
          },
        ]}
      />
    </form>
  );
}
