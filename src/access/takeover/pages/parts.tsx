import type { FieldErrors } from '../../../platform/errors';
import {
  Card,
  Email,
  Facts,
  formatDate,
  Status,
  type StatusKind,
  siteLabel,
  TextArea,
  typo,
} from '../../../ui';
import type { Settler, TakeoverState } from '../lifecycle';
import type { TakeoverView } from '../queries/takeover-view';

const stateWords: Readonly<Record<TakeoverState, readonly [StatusKind, string]>> = {
  open: ['attente', 'En cours'],
  with_agents: ['attente', 'Chez nos conseillers'],
  granted: ['actif', 'Acceptée'],
  refused: ['refus', 'Refusée'],
  cancelled: ['suspendu', 'Annulée'],
  expired: ['suspendu', 'Expirée'],
};

function TakeoverStatus({ state }: Pick<TakeoverView, 'state'>) {
  const [kind, word] = stateWords[state];
  return <Status kind={kind}>{word}</Status>;
}

/** Title of a takeover, who asks, and where it is. */
export const TakeoverHeading = ({ view }: { readonly view: TakeoverView }) => (
  <div class="tetiere">
    <div>
      <h1>{typo("Reprise de l'administration")}</h1>
      <p>{`${view.firstName} ${view.lastName}`}</p>
    </div>
    <TakeoverStatus state={view.state} />
  </div>
);

interface RefusalReasonProps {
  readonly value: string | undefined;
  readonly errors: FieldErrors;
}

export const RefusalReason = ({ value, errors }: RefusalReasonProps) => (
  <TextArea
    name="motif"
    label="Motif du refus"
    width="large"
    hint="Obligatoire pour refuser. La personne le lira."
    rows={3}
    value={value}
    errors={errors}
  />
);

/** Who asks, where and why. */
export function TakeoverFacts({ view }: { readonly view: TakeoverView }) {
  return (
    <Card id="t-reprise" title="La demande">
      <Facts
        items={[
          ['Personne', `${view.firstName} ${view.lastName}`],
          ['Fonction', view.jobTitle],
          ['Adresse email', <Email address={view.email} />],
          ['Établissement', siteLabel(view.siteName, view.siret, view.siteAddress)],
          ['Raison', typo(view.reason)],
          ['Demandée le', formatDate(view.askedAt)],
        ]}
      />
    </Card>
  );
}

const settlers: Readonly<Record<Settler, string>> = {
  administrator: 'un administrateur',
  colleague: 'un collègue',
  agent: 'nos conseillers',
};

/** How it ended; nothing while it runs. */
export function TakeoverOutcome({ view }: { readonly view: TakeoverView }) {
  const { state, settledAt, settledAs, refusalReason } = view;
  if (!settledAt) return null;
  return (
    <Card id="t-issue" title="La réponse">
      <Facts
        items={[
          ['État', <TakeoverStatus state={state} />],
          ['Le', formatDate(settledAt)],
          ['Par', settledAs && typo(settlers[settledAs])],
          ['Motif', refusalReason && typo(refusalReason)],
        ]}
      />
    </Card>
  );
}
