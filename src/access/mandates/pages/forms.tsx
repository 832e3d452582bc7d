import type { FieldErrors } from '../../../platform/errors';
import type { Form } from '../../../platform/forms';
import { Button, Card, Checkbox, Decisions, Field, TextArea, typo } from '../../../ui';
import type { MandateView } from '../queries/mandate-view';
import { actorField, GivenFields, mandatesPath, shownField } from './parts';

export interface MandateFormProps {
  readonly view: MandateView;
  /** What the reader is in it: an administrator of the client, of the partner, somebody who acts. */
  readonly part: { readonly client: boolean; readonly partner: boolean; readonly acts: boolean };
  /** Words of the people looked for. */
  readonly search: string;
  readonly errors: FieldErrors;
  readonly typed: Form;
}

const actionOf = ({ view }: MandateFormProps) => `${mandatesPath}/${view.id}`;
const Version = ({ view }: MandateFormProps) => (
  <input type="hidden" name="version" value={String(view.version)} />
);

interface ReasonProps {
  readonly value: string | undefined;
  readonly errors: FieldErrors;
  readonly hint: string;
}

const Reason = ({ hint, value, errors }: ReasonProps) => (
  <TextArea name="motif" label="Motif" width="large" hint={hint} rows={3} value={value} errors={errors} />
);

/** An administrator of the client answers: all of it, less, or no. */
export function AnswerForm(props: MandateFormProps) {
  const { view, typed, errors } = props;
  return (
    <form class="carte" action={actionOf(props)} method="post" aria-labelledby="t-reponse" novalidate>
      <div class="pile-5">
        <h2 id="t-reponse">Votre réponse</h2>
        <p>
          {typo(
            'Donnez ce que ce partenaire doit faire pour vous, pas davantage. Il ne verra jamais vos utilisateurs ni vos coordonnées bancaires.',
          )}
        </p>
        <Version {...props} />
        <GivenFields typed={typed} errors={errors} given={view} />
        <Reason
          hint="Obligatoire pour refuser. Votre partenaire le lira."
          value={typed.motif}
          errors={errors}
        />
      </div>
      <Decisions
        name="geste"
        choices={[
          {
            value: 'accepter',
            label: 'Accepter',
            variant: 'plein',
            consequence: 'Les personnes désignées par ce partenaire ont ces droits, entre ces dates.',
          },
          {
            value: 'refuser',
            label: 'Refuser',
            variant: 'trait',
            consequence: "Ce partenaire n'a accès à rien, et lit votre motif.",
          },
        ]}
      />
    </form>
  );
}

/** What is given, changed by the client. */
export function ChangeForm(props: MandateFormProps) {
  const { view, typed, errors } = props;
  return (
    <form class="carte pile-5" action={actionOf(props)} method="post" aria-labelledby="t-changer" novalidate>
      <h2 id="t-changer">Modifier les droits</h2>
      <Version {...props} />
      <GivenFields typed={typed} errors={errors} given={view} />
      <div class="boutons">
        <Button variant="plein" name="geste" value="modifier">
          Enregistrer
        </Button>
      </div>
    </form>
  );
}

const endings = {
  client: {
    title: 'Retirer le mandat',
    value: 'retirer',
    label: 'Retirer',
    consequence: "Ce partenaire n'a plus accès à rien, tout de suite. Il lit votre motif.",
    hint: 'Obligatoire. Votre partenaire le lira.',
  },
  partner: {
    title: 'Renoncer au mandat',
    value: 'renoncer',
    label: 'Renoncer',
    consequence: 'Plus personne chez vous ne peut agir pour ce client, qui lit votre motif.',
    hint: 'Obligatoire. Votre client le lira.',
  },
} as const;

/** One side ends it, for good. */
export function EndForm(props: MandateFormProps & { readonly side: keyof typeof endings }) {
  const { typed, errors, side } = props;
  const { title, value, label, consequence, hint } = endings[side];
  return (
    <form class="carte" action={actionOf(props)} method="post" aria-labelledby="t-terminer" novalidate>
      <div class="pile-5">
        <h2 id="t-terminer">{title}</h2>
        <Version {...props} />
        <Reason hint={hint} value={typed.motif} errors={errors} />
      </div>
      <Decisions name="geste" choices={[{ value, label, consequence, variant: 'danger' }]} />
    </form>
  );
}

/** The partner takes its question back. */
export const CancelForm = (props: MandateFormProps) => (
  <form class="carte pile-5" action={actionOf(props)} method="post" aria-labelledby="t-attente">
    <h2 id="t-attente">{typo('En attente de votre client')}</h2>
    <p>{typo("Un administrateur, chez votre client, doit accepter. D'ici là, vous n'avez accès à rien.")}</p>
    <Version {...props} />
    <div class="boutons">
      <Button variant="trait" name="geste" value="annuler">
        Annuler ma demande
      </Button>
    </div>
  </form>
);

/** Who acts: to choose for the partner's administrators, to read for the others. */
export function Acting(props: MandateFormProps) {
  const { view, part, search } = props;
  const acting = view.people.filter(({ chosen, paused }) => chosen && !paused);
  if (!part.partner) {
    return (
      <Card id="t-acteurs" title="Qui agit">
        {acting.length === 0 ? (
          <p class="discret">{typo("Personne n'est désigné pour le moment.")}</p>
        ) : (
          <ul>
            {acting.map(({ membershipId, name, jobTitle }) => (
              <li key={membershipId}>{[name, jobTitle].filter(Boolean).join(', ')}</li>
            ))}
          </ul>
        )}
      </Card>
    );
  }
  return (
    <section class="carte pile-5" aria-labelledby="t-acteurs">
      <h2 id="t-acteurs">{typo('Qui agit pour ce client')}</h2>
      <form class="filtres" action={actionOf(props)} method="get">
        <Field name="q" label="Chercher une personne" type="search" value={search} autocomplete="off" />
        <Button variant="trait">Chercher</Button>
      </form>
      <form class="pile-5" action={actionOf(props)} method="post" novalidate>
        <Version {...props} />
        <div class="pile">
          {view.people.map((one) => (
            <Candidate key={one.membershipId} {...one} />
          ))}
        </div>
        <p class="discret">
          {typo('Votre client voit ces noms. Quand une personne vous quitte, elle n’agit plus pour lui.')}
        </p>
        <div class="boutons">
          <Button variant="trait" name="geste" value="designer">
            Enregistrer
          </Button>
        </div>
      </form>
    </section>
  );
}

/** Ticked: acts. Without its mark, who was on the page acts no more. */
const Candidate = ({ membershipId, name, jobTitle, chosen, paused }: MandateView['people'][number]) => (
  <>
    <input type="hidden" name={`${shownField}${membershipId}`} value="" />
    <Checkbox
      name={`${actorField}${membershipId}`}
      label={[name, jobTitle, paused && 'suspendu'].filter(Boolean).join(', ')}
      checked={chosen}
    />
  </>
);
