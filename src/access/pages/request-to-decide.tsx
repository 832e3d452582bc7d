import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import type { Person } from '../../platform/who-may';
import { AppPage, ButtonLink, formatDate, Note, ofName, Status, typo } from '../../ui';
import { stateWords } from '../lifecycle';
import { frameOf } from '../navigation';
import type { RequestView } from '../queries/request-view';
import type { RoleCode } from '../rules';
import { DecisionFacts, DecisionForm, DecisionTaken } from './decision';

export interface RequestToDecideProps {
  readonly person: Person;
  readonly view: RequestView;
  readonly grantable: readonly RoleCode[];
  readonly correcting: boolean;
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly justDecided: boolean;
}

/** /etablissements/:siret/utilisateurs/demandes/:id: an administrator decides. */
export function RequestToDecidePage(props: RequestToDecideProps) {
  const { person, view, correcting, errors, justDecided } = props;
  const address = `/etablissements/${view.siret}/utilisateurs/demandes/${view.id}`;
  const pending = view.state === 'pending';
  const name = `${view.firstName} ${view.lastName}`;
  return (
    <AppPage
      title={`Demande de compte ${ofName(name)}`}
      error={Object.keys(errors).length > 0}
      {...frameOf(person)}
      establishment={{ name: view.siteName, detail: view.siteAddress, siret: view.siret }}
    >
      <div class="cadre corps pile-5">
        <p class="retour">
          <ButtonLink variant="nu" href="/accueil" icon="arrow-left">
            Accueil
          </ButtonLink>
        </p>
        {justDecided && (
          <Note kind="fait" announced>
            {view.state === 'approved'
              ? 'La demande est validée : un message vient de partir vers la personne.'
              : 'La demande est refusée : un message avec votre motif vient de partir vers la personne.'}
          </Note>
        )}
        <RequestHeading view={view} name={name} />
        <div class="deux deux--inverse">
          <DecisionFacts
            view={view}
            correctHref={pending && !view.hasAccount && !correcting ? `${address}?corriger=oui` : undefined}
          />
          {pending ? <DecisionForm action={address} {...props} /> : <DecisionTaken view={view} />}
        </div>
      </div>
    </AppPage>
  );
}

/** Title of a request, when it came, and the state of the attachment. */
export function RequestHeading({ view, name }: { readonly view: RequestView; readonly name: string }) {
  const sent = formatDate(view.sentAt);
  const confirmed = view.confirmedAt ? formatDate(view.confirmedAt) : null;
  const proved = confirmed === sent ? 'le même jour' : `le ${confirmed}`;
  return (
    <div class="tetiere">
      <div>
        <h1>Demande de compte {ofName(name)}</h1>
        <p>{typo(`Reçue le ${sent} ; adresse email confirmée ${proved}.`)}</p>
      </div>
      {view.state === 'pending' ? (
        <Status kind="attente">Rattachement à valider</Status>
      ) : (
        <Status kind={view.state === 'approved' ? 'actif' : 'refus'}>{stateWords[view.state]}</Status>
      )}
    </div>
  );
}
