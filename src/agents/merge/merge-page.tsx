import { frameOf, roleOf } from '../../access';
import type { AccountSummary } from '../../accounts';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import type { Person } from '../../platform/who-may';
import {
  AppPage,
  Button,
  ButtonLink,
  Card,
  Email,
  ErrorSummary,
  Facts,
  Field,
  formatDate,
  formatPhone,
  Line,
  Lines,
  Note,
  Status,
  TextArea,
  typo,
} from '../../ui';
import { accountsPath, stateWords } from '../accounts/words';
import type { MergeSide, MergeView } from './merge-view';
import { WhatHappens } from './what-happens';

interface MergePageProps {
  readonly person: Person;
  readonly kept: AccountSummary;
  /** The address typed. */
  readonly compte: string;
  /** Null: the other account is not found, or not asked for yet. */
  readonly view: MergeView | null;
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly meanwhile: string | null;
}

const nameOf = ({ firstName, lastName, email }: AccountSummary) =>
  [firstName, lastName].filter(Boolean).join(' ') || email;

/** Two accounts of one person, side by side, and what bringing them together does. */
export function MergePage(props: MergePageProps) {
  const { person, kept, view, errors, meanwhile } = props;
  return (
    <AppPage
      title="Réunir deux comptes"
      error={Object.keys(errors).length > 0 || meanwhile !== null}
      {...frameOf(person, accountsPath)}
    >
      <div class="cadre corps pile-5">
        <p class="retour">
          <ButtonLink variant="nu" href={`${accountsPath}/${kept.id}`} icon="arrow-left">
            {nameOf(kept)}
          </ButtonLink>
        </p>
        {meanwhile !== null && (
          <Note kind="attente" announced>
            {meanwhile}
          </Note>
        )}
        <div class="tetiere">
          <div>
            <h1>Réunir deux comptes</h1>
            <p>{typo('Seulement si les deux sont à la même personne. On ne revient pas en arrière.')}</p>
          </div>
        </div>
        <ErrorSummary errors={errors} />
        {view === null ? <Asking {...props} /> : <Deciding {...props} view={view} />}
      </div>
    </AppPage>
  );
}

function Asking({ kept, compte, errors }: MergePageProps) {
  return (
    <form class="carte pile-5" action={`${accountsPath}/${kept.id}/reunir`} method="get" novalidate>
      <Field
        name="compte"
        label="Adresse email de l’autre compte"
        hint="Il sera fermé ; celui d’où vous venez reste."
        type="email"
        value={compte}
        errors={errors}
        autocomplete="off"
      />
      <div class="boutons">
        <Button variant="trait">Comparer les deux comptes</Button>
      </div>
    </form>
  );
}

function Deciding(props: MergePageProps & { readonly view: MergeView }) {
  const { kept, compte, view, errors, typed } = props;
  return (
    <>
      <div class="deux deux--egal">
        <Side id="t-reste" title="Le compte qui reste" side={view.kept} />
        <Side id="t-ferme" title="Le compte qui sera fermé" side={view.merged} />
      </div>
      {view.refusal ? (
        <Note kind="attente">{`${view.refusal.sentence} ${view.refusal.wayOn}`}</Note>
      ) : (
        <form
          class="carte pile-5"
          action={`${accountsPath}/${kept.id}/reunir`}
          method="post"
          aria-labelledby="t-reunir"
          novalidate
        >
          <h2 id="t-reunir">Ce qui va se passer</h2>
          <WhatHappens view={view} />
          <input type="hidden" name="compte" value={compte} />
          <input type="hidden" name="vu" value={view.seen} />
          <TextArea
            name="motif"
            label="Motif"
            hint="Gardé dans l’historique des deux comptes ; la personne ne le lit pas."
            value={typed.motif}
            errors={errors}
            maxlength={1000}
            required
          />
          <TextArea
            name="verifie"
            label="Comment avez-vous vérifié que les deux sont à la même personne ?"
            hint="Par exemple : rappelée au numéro de l’entreprise, réponse reçue de chacune des deux adresses."
            value={typed.verifie}
            errors={errors}
            maxlength={1000}
            required
          />
          <div class="boutons">
            <Button variant="danger">Réunir les deux comptes</Button>
          </div>
        </form>
      )}
    </>
  );
}

const waiting = (list: readonly unknown[]) => (list.length > 0 ? String(list.length) : null);

function Side({
  id,
  title,
  side,
}: {
  readonly id: string;
  readonly title: string;
  readonly side: MergeSide;
}) {
  const { account, memberships, requests, invitations, takeovers } = side;
  const { kind, word } = stateWords[account.state];
  return (
    <Card id={id} title={title}>
      <div class="pile-5">
        <p>
          <strong>{nameOf(account)}</strong> <Status kind={kind}>{word}</Status>
        </p>
        <Facts
          items={[
            ['Adresse email', account.email && <Email address={account.email} />],
            ['Téléphone', account.phone && formatPhone(account.phone)],
            ['Fonction', account.jobTitle],
            ['Double authentification', account.hasSecondFactor ? 'Oui' : 'Non'],
            ['Demandes de compte en attente', waiting(requests)],
            ['Invitations reçues', waiting(invitations)],
            ["Reprises de l'administration", waiting(takeovers)],
          ]}
        />
        {memberships.length === 0 ? (
          <p>{typo("Aucun établissement n'est rattaché à ce compte.")}</p>
        ) : (
          <Lines>
            {memberships.map(({ id: key, siren, siret, siteName, role, state, endsOn, mandates }) => (
              <Line
                key={key}
                icon="factory"
                title={siret ? siteName : typo(`${siteName}, toute l'entreprise`)}
                details={[
                  typo(siret ? `SIRET ${siret}` : `SIREN ${siren}`),
                  typo(`${roleOf(role).name}${endsOn ? `, jusqu'au ${formatDate(endsOn)}` : ''}`),
                  mandates.length > 0 ? typo(`Agit par mandat pour ${mandates.join(', ')}`) : null,
                ]}
                action={
                  <Status kind={state === 'active' ? 'actif' : 'suspendu'}>
                    {state === 'active' ? 'Actif' : 'Suspendu'}
                  </Status>
                }
              />
            ))}
          </Lines>
        )}
      </div>
    </Card>
  );
}
