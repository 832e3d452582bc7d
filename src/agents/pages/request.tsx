import {
  DecisionFacts,
  DecisionForm,
  DecisionTaken,
  ProofDocument,
  RequestHeading,
  type RequestView,
  type RoleCode,
  recordPathOf,
} from '../../access';
import type { Person } from '../../platform/who-may';
import { Card, ErrorSummary, Note, ofName, typo } from '../../ui';
import type { DeclaredCompanyFile, DeclaredEstablishmentFile } from '../queries/declared';
import { DeskPage, Done, queuePath } from './frame';
import { CompanyDecision, EstablishmentDecision, type FormState } from './registry-decision';

export interface RequestPageProps {
  readonly person: Person;
  readonly view: RequestView;
  /** What was declared for this request, if anything. */
  readonly company: DeclaredCompanyFile | null;
  readonly establishment: DeclaredEstablishmentFile | null;
  /** The access itself is the agents' to decide now. */
  readonly accessIsOurs: boolean;
  /** False for those who only read the desk. */
  readonly mayDecide: boolean;
  readonly grantable: readonly RoleCode[];
  readonly correcting: boolean;
  /** Which form came back with errors; the others start afresh. */
  readonly failed: {
    readonly form: 'acces' | 'entreprise' | 'etablissement';
    readonly state: FormState;
  } | null;
  readonly done?: string | undefined;
  readonly meanwhile?: string | undefined;
}

const fresh: FormState = { errors: {}, typed: {} };

/** A request with all that is the agents' to decide about it: the company, the site, the access. */
export function RequestPage(props: RequestPageProps) {
  const { person, view, company, establishment, mayDecide, failed, done, meanwhile } = props;
  const name = `${view.firstName} ${view.lastName}`;
  const action = `${queuePath}/${view.id}`;
  const stateOf = (form: 'acces' | 'entreprise' | 'etablissement') =>
    failed?.form === form ? failed.state : fresh;
  return (
    <DeskPage title={`Demande de compte ${ofName(name)}`} person={person} error={failed !== null}>
      <Done code={done} />
      {meanwhile && (
        <Note kind="attente" announced>
          {meanwhile}
        </Note>
      )}
      <RequestHeading view={view} name={name} />
      {failed && failed.form !== 'acces' && <ErrorSummary errors={failed.state.errors} />}
      <div class="deux deux--inverse">
        <DecisionFacts
          view={view}
          correctHref={
            isOpen(props) && !view.hasAccount && !props.correcting ? `${action}?corriger=oui` : undefined
          }
          recordHref={recordPathOf(view)}
          extra={<ProofDocument view={view} mayOpen={mayDecide} />}
        />
        <div class="pile-5">
          {countOpen(props) > 1 && (
            <Note>
              Entreprise, établissement et accès se décident séparément, dans l'ordre que vous voulez.
            </Note>
          )}
          {company && (
            <CompanyDecision file={company} action={mayDecide ? action : null} form={stateOf('entreprise')} />
          )}
          {establishment && (
            <EstablishmentDecision
              file={establishment}
              action={mayDecide ? action : null}
              form={stateOf('etablissement')}
            />
          )}
          <Access {...props} action={action} form={stateOf('acces')} />
        </div>
      </div>
    </DeskPage>
  );
}

const isOpen = ({ view, accessIsOurs, mayDecide }: RequestPageProps) =>
  view.state === 'pending' && accessIsOurs && mayDecide;

/** How many decisions this page asks for now. */
const countOpen = (props: RequestPageProps) =>
  props.mayDecide
    ? [
        props.company?.company.state === 'to_validate',
        props.establishment?.establishment.state === 'to_validate',
        isOpen(props),
      ].filter(Boolean).length
    : 0;

function Access(props: RequestPageProps & { readonly action: string; readonly form: FormState }) {
  const { view, accessIsOurs, grantable, correcting, action, form } = props;
  if (view.state !== 'pending') return <DecisionTaken view={view} />;
  if (isOpen(props)) {
    return (
      <DecisionForm action={action} view={view} grantable={grantable} correcting={correcting} {...form} />
    );
  }
  return (
    <Card id="t-acces" title="L'accès">
      <p>
        {typo(
          accessIsOurs
            ? 'Les gestionnaires des comptes décident de cet accès. Vous pouvez consulter la demande.'
            : "Un administrateur de l'établissement décide de cet accès. Nos conseillers prennent le relais après 10 jours ouvrés sans réponse.",
        )}
      </p>
    </Card>
  );
}
