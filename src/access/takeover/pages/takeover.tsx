import type { FieldErrors } from '../../../platform/errors';
import type { Form } from '../../../platform/forms';
import type { Person } from '../../../platform/who-may';
import {
  AppPage,
  Button,
  ButtonLink,
  Card,
  Decisions,
  ErrorSummary,
  FileField,
  formatDateTime,
  Note,
  typo,
} from '../../../ui';
import { frameOf } from '../../navigation';
import { type Refused, RefusedNote } from '../../pages/refused-note';
import { documentField, documentKinds } from '../../proof/keep';
import { ProofDocument } from '../../proof/proof-document';
import type { MyTakeover, TakeoverView } from '../queries/takeover-view';
import { takeoverPath } from './ask';
import { RefusalReason, TakeoverFacts, TakeoverHeading, TakeoverOutcome } from './parts';

export interface TakeoverPageProps {
  readonly person: Person;
  readonly view: TakeoverView;
  /** What the reader is in it; null once it is settled and they may only read the outcome. */
  readonly part: MyTakeover['part'];
  /** Of who asked: a proof may be sent to the agents now. */
  readonly mayHandOver: boolean;
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly refusal: Refused | null;
  readonly done: TakeoverDone | null;
}

const doneWords = {
  demandee: 'Votre demande est partie.',
  transmise: 'Votre justificatif est chez nos conseillers, qui décideront.',
  annulee: 'Votre demande est annulée.',
  acceptee: 'La demande est acceptée : la personne en est prévenue.',
  refusee: 'La demande est refusée : la personne a reçu votre motif.',
} as const;
export type TakeoverDone = keyof typeof doneWords;
export const takeoverDone = (text: string | undefined): TakeoverDone | null =>
  text !== undefined && Object.hasOwn(doneWords, text) ? (text as TakeoverDone) : null;

/** /reprise-administration/:id: where it is, and what its reader may do about it. */
export function TakeoverPage(props: TakeoverPageProps) {
  const { person, view, errors, refusal, done } = props;
  return (
    <AppPage
      title="Reprise de l'administration"
      error={Object.keys(errors).length > 0 || refusal !== null}
      {...frameOf(person)}
      establishment={{ name: view.siteName, detail: view.siteAddress, siret: view.siret }}
    >
      <div class="cadre corps pile-5">
        <p class="retour">
          <ButtonLink variant="nu" href="/accueil" icon="arrow-left">
            Accueil
          </ButtonLink>
        </p>
        {done && (
          <Note kind="fait" announced>
            {doneWords[done]}
          </Note>
        )}
        <RefusedNote refusal={refusal} />
        <TakeoverHeading view={view} />
        <ErrorSummary errors={errors} />
        <div class="deux deux--inverse">
          <div class="pile-5">
            <TakeoverFacts view={view} />
            <ProofDocument view={view} mayOpen={false} />
          </div>
          <div class="pile-5">
            <TakeoverOutcome view={view} />
            {view.settledAt === null && <Doing {...props} />}
          </div>
        </div>
      </div>
    </AppPage>
  );
}

function Doing(props: TakeoverPageProps) {
  const action = `${takeoverPath}/${props.view.id}`;
  if (props.part === 'own') return <Own {...props} action={action} />;
  return props.part === 'answer' ? (
    <Answer {...props} action={action} />
  ) : (
    <Confirm {...props} action={action} />
  );
}

type Doable = TakeoverPageProps & { readonly action: string };

/** Whoever asked: what comes next, the proof when it is time, and the way back. */
function Own({ view, mayHandOver, errors, action }: Doable) {
  const sent = view.state === 'with_agents';
  return (
    <>
      <Card id="t-suite" title="La suite">
        <p>{typo(nextSentence(view, mayHandOver))}</p>
      </Card>
      {mayHandOver && (
        <form
          class="carte pile-5"
          action={action}
          method="post"
          enctype="multipart/form-data"
          aria-labelledby="t-transmettre"
          novalidate
        >
          <h2 id="t-transmettre">Transmettre un justificatif à nos conseillers</h2>
          <FileField
            name={documentField}
            label={sent ? 'Remplacer le justificatif' : 'Justificatif'}
            hint={`${documentKinds} : extrait Kbis à votre nom, ou lettre signée du dirigeant.`}
            required
            accept=".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"
            errors={errors}
          />
          <div class="boutons">
            <Button variant="plein" name="geste" value="transmettre">
              Transmettre
            </Button>
          </div>
        </form>
      )}
      <form action={action} method="post">
        <Button variant="trait" name="geste" value="annuler">
          Annuler ma demande
        </Button>
      </form>
    </>
  );
}

function nextSentence({ state, administratorsTold, confirmableAt }: TakeoverView, mayHandOver: boolean) {
  if (state === 'with_agents')
    return 'Nos conseillers étudient votre justificatif. Vous recevrez leur réponse par email.';
  if (administratorsTold === 0 && mayHandOver)
    return "Personne n'administre cet établissement : transmettez un justificatif, nos conseillers décideront.";
  if (mayHandOver)
    return "Les administrateurs n'ont pas répondu. Un collègue déjà rattaché peut confirmer ; sinon, transmettez un justificatif.";
  return `Les administrateurs sont prévenus et peuvent répondre. Sans réponse le ${formatDateTime(confirmableAt)}, un collègue pourra confirmer, ou vous transmettrez un justificatif à nos conseillers.`;
}

function Answer({ errors, typed, action }: Doable) {
  return (
    <form class="carte" action={action} method="post" aria-labelledby="t-reponse" novalidate>
      <div class="pile-5">
        <h2 id="t-reponse">Votre réponse</h2>
        <RefusalReason value={typed.motif} errors={errors} />
      </div>
      <Decisions
        name="geste"
        choices={[
          {
            value: 'accepter',
            label: 'Accepter',
            variant: 'plein',
            consequence: "La personne administre l'établissement avec vous. Vos droits ne changent pas.",
          },
          {
            value: 'refuser',
            label: 'Refuser',
            variant: 'trait',
            consequence: "Vous administrez toujours l'établissement : la demande s'arrête là.",
          },
        ]}
      />
    </form>
  );
}

function Confirm({ view, action }: Doable) {
  return (
    <form class="carte" action={action} method="post" aria-labelledby="t-confirmer">
      <div class="pile">
        <h2 id="t-confirmer">Confirmez-vous cette demande ?</h2>
        <p>
          {typo(
            "Les administrateurs, prévenus, n'ont pas répondu. Confirmez seulement si vous connaissez cette personne, et si c'est bien à elle de le faire.",
          )}
        </p>
      </div>
      <Decisions
        name="geste"
        choices={[
          {
            value: 'confirmer',
            label: 'Confirmer',
            variant: 'plein',
            consequence: `${view.firstName} ${view.lastName} gérera les utilisateurs de l'établissement, dont vos droits.`,
          },
        ]}
      />
      <p class="discret petit">
        {typo('Dans le doute, ne faites rien : nos conseillers demanderont un justificatif.')}
      </p>
    </form>
  );
}
