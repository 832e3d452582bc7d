import { type Place, PlaceFrame, type Refused, RefusedNote } from '../../access';
import type { ProofObstacle } from '../../accounts';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import { secondFactorPath } from '../../platform/http';
import type { Permission, Person } from '../../platform/who-may';
import {
  Button,
  ButtonLink,
  Card,
  ErrorSummary,
  Facts,
  Field,
  formatDate,
  formatDateTime,
  Line,
  Lines,
  Note,
  RequiredMention,
  Status,
  typo,
} from '../../ui';
import { maskedIban, writtenIban } from '../bank/account';
import { bankWords } from '../bank/lifecycle';
import type { BankChange } from '../bank/store';

const doneWords = {
  demandees:
    "C'est demandé : nos comptables vont vérifier ce compte. Tous les administrateurs de l'établissement en sont prévenus par email.",
  retirees: 'La demande est retirée : rien ne change.',
} as const;
export type BankDone = keyof typeof doneWords;
export const bankDone = (code: string | undefined): BankDone | null =>
  code !== undefined && Object.hasOwn(doneWords, code) ? (code as BankDone) : null;

export interface BankPageProps {
  readonly person: Person;
  readonly held: ReadonlySet<Permission>;
  readonly place: Place;
  /** The pending one and the one in force first, then the latest. */
  readonly changes: readonly BankChange[];
  readonly validated: boolean;
  /** What must come before another account is asked for. */
  readonly obstacle: ProofObstacle | null;
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly refusal: Refused | null;
  readonly done: BankDone | null;
}

/** Bank details of an establishment: in full, for who may see them. */
export function BankPage(props: BankPageProps) {
  const { person, held, place, changes, validated, obstacle, errors, refusal, done } = props;
  const path = place.dataPath ?? '';
  const inForce = changes.find(({ state }) => state === 'in_force');
  const pending = changes.find(({ state }) => state === 'pending');
  const failed = Object.keys(errors).length > 0 || refusal !== null;
  return (
    <PlaceFrame title="Coordonnées bancaires" {...{ person, place, held }} current={path} error={failed}>
      <p class="retour">
        <ButtonLink variant="nu" href={path} icon="arrow-left">
          Données de l'établissement
        </ButtonLink>
      </p>
      {done && (
        <Note kind="fait" announced>
          {doneWords[done]}
        </Note>
      )}
      <RefusedNote refusal={refusal} />
      <div class="tetiere">
        <div>
          <h1>Coordonnées bancaires</h1>
          <p>{typo("Le compte où l'OPCO rembourse cet établissement.")}</p>
        </div>
      </div>
      <ErrorSummary errors={errors} />
      <div class="deux">
        <div class="pile-5">
          <Card id="t-en-vigueur" title="Compte en vigueur">
            {inForce ? <AccountFacts change={inForce} /> : <p class="discret">{typo(noAccount)}</p>}
          </Card>
          {pending && <Pending change={pending} mayWithdraw={held.has('bank.write')} path={path} />}
          <Past changes={changes} />
        </div>
        {held.has('bank.write') &&
          validated &&
          (obstacle ? <First obstacle={obstacle} /> : <Ask {...props} pending={pending} path={path} />)}
      </div>
    </PlaceFrame>
  );
}

const noAccount = "Aucun : l'OPCO ne peut pas faire de virement à cet établissement.";

function AccountFacts({ change }: { readonly change: BankChange }) {
  const { account, settledAt, settledBy, state } = change;
  return (
    <Facts
      items={[
        ['Titulaire', account.holder],
        ['IBAN', <span class="chiffres">{writtenIban(account.iban)}</span>],
        ['BIC', account.bic],
        state === 'in_force'
          ? ['Validé', settledAt && typo(`le ${formatDate(settledAt)} par l'OPCO`)]
          : ['Demandé', typo(`le ${formatDateTime(change.askedAt)} par ${change.askedBy ?? settledBy}`)],
      ]}
    />
  );
}

interface PendingProps {
  readonly change: BankChange;
  readonly mayWithdraw: boolean;
  readonly path: string;
}

function Pending({ change, mayWithdraw, path }: PendingProps) {
  return (
    <Card id="t-a-valider" title="Nouveau compte" aside={<Status kind="attente">{bankWords.pending}</Status>}>
      <div class="pile">
        <AccountFacts change={change} />
        <p>
          {typo(
            "Un comptable de l'OPCO vérifie ce compte, puis le valide ou le refuse. D'ici là, rien ne change.",
          )}
        </p>
        {mayWithdraw && (
          <form action={`${path}/coordonnees-bancaires`} method="post">
            <input type="hidden" name="demande" value={change.id} />
            <Button variant="trait" name="geste" value="retirer">
              Retirer cette demande
            </Button>
          </form>
        )}
      </div>
    </Card>
  );
}

function Past({ changes }: Pick<BankPageProps, 'changes'>) {
  const past = changes.filter(({ state }) => state !== 'pending' && state !== 'in_force');
  if (past.length === 0) return null;
  return (
    <Card id="t-avant" title="Demandes précédentes">
      <Lines>
        {past.map((one) => (
          <Line
            key={one.id}
            icon="clock"
            title={typo(`${maskedIban(one.account.iban)} : ${bankWords[one.state].toLowerCase()}`)}
            details={[
              typo(`Demandées le ${formatDate(one.askedAt)} par ${one.askedBy ?? 'un compte fermé'}`),
              one.refusalReason && typo(`Motif : ${one.refusalReason}`),
            ]}
          />
        ))}
      </Lines>
    </Card>
  );
}

/** Instead of the form: nothing is typed that could not be sent. */
const First = ({ obstacle: { until } }: { readonly obstacle: ProofObstacle }) => (
  <Card id="t-nouveau" title="Donner un autre compte">
    <div class="pile">
      <p>
        {typo(
          'Un changement de compte détourne des virements : il demande une double authentification, qui prouve que c’est vous.',
        )}
      </p>
      <p>
        {typo(
          until === null
            ? "Vous n'en avez pas encore. Activez-la d'abord : par sécurité, elle sert ici vingt-quatre heures plus tard."
            : `La vôtre a changé depuis moins d'un jour : par sécurité, elle servira ici à partir du ${formatDateTime(until)}.`,
        )}
      </p>
      {until === null && (
        <p>
          <ButtonLink href={secondFactorPath} icon="key">
            Activer la double authentification
          </ButtonLink>
        </p>
      )}
    </div>
  </Card>
);

type AskProps = BankPageProps & { readonly pending: BankChange | undefined; readonly path: string };

function Ask({ typed, errors, pending, path }: AskProps) {
  return (
    <form
      class="carte pile-5"
      action={`${path}/coordonnees-bancaires`}
      method="post"
      aria-labelledby="t-nouveau"
      novalidate
    >
      <h2 id="t-nouveau">{typo('Donner un autre compte')}</h2>
      <RequiredMention />
      <input type="hidden" name="vu" value={pending?.id ?? ''} />
      <Field
        name="titulaire"
        label="Titulaire du compte"
        hint="Comme sur le relevé d'identité bancaire : le nom de l'entreprise."
        required
        autocomplete="off"
        value={typed.titulaire}
        errors={errors}
      />
      <Field
        name="iban"
        label="IBAN"
        required
        autocomplete="off"
        spellcheck={false}
        maxlength={50}
        value={typed.iban}
        errors={errors}
      />
      <Field
        name="bic"
        label="BIC"
        required
        width="court"
        autocomplete="off"
        spellcheck={false}
        maxlength={20}
        value={typed.bic}
        errors={errors}
      />
      <p class="discret petit">
        {typo(
          pending
            ? "Cette demande remplacera celle qui attend. Une preuve d'identité vous sera demandée, et tous les administrateurs seront prévenus."
            : "Une preuve d'identité vous sera demandée, et tous les administrateurs de l'établissement seront prévenus.",
        )}
      </p>
      <div class="boutons">
        <Button variant="plein" name="geste" value="demander">
          Demander ce changement
        </Button>
      </div>
    </form>
  );
}
