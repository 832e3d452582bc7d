import type { FieldErrors } from '../../../platform/errors';
import type { Form } from '../../../platform/forms';
import type { Person } from '../../../platform/who-may';
import {
  Button,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  formatDate,
  Note,
  RequiredMention,
  TextArea,
  typo,
} from '../../../ui';
import { PlaceFrame } from '../../pages/place-frame';
import { type Refused, RefusedNote } from '../../pages/refused-note';
import type { Place } from '../../place';
import { roleOf } from '../../rules';
import { fitsAPage, groupsOf, type UserGroup } from '../groups';
import type { ReviewedMandate, ReviewedUser } from '../queries/rights-to-review';
import { type SeenRights, writtenMandates, writtenUsers } from '../seen-list';
import type { DoneReview } from '../store';
import { MandatesToReview, UsersToReview } from './rights';

export interface ReviewPageProps {
  readonly person: Person;
  readonly place: Place;
  readonly users: readonly ReviewedUser[];
  readonly mandates: readonly ReviewedMandate[];
  readonly now: Date;
  /** Null: nobody asks for it yet. */
  readonly open: { readonly dueAt: Date } | null;
  readonly lastDone: DoneReview | null;
  /** The list that was answered, when it is shown again. */
  readonly seen: SeenRights | null;
  /** Names on that list that are no longer on this one. */
  readonly gone: readonly string[];
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly refusal: Refused | null;
}

export const attestedField = 'relu';
const usualReason = "Revue annuelle des droits : cet accès n'est plus nécessaire.";

/** "…/utilisateurs/revue": everybody with access, and whose ends. */
export function ReviewPage(props: ReviewPageProps) {
  const { person, place, users, mandates, now, open, lastDone, seen, gone, errors, typed, refusal } = props;
  const groups = groupsOf(users, now);
  return (
    <PlaceFrame
      title="Revue des droits"
      person={person}
      place={place}
      current={place.usersPath}
      error={Object.keys(errors).length > 0 || refusal !== null}
    >
      <p class="retour">
        <ButtonLink variant="nu" href={place.usersPath} icon="arrow-left">
          Gestion des utilisateurs
        </ButtonLink>
      </p>
      <RefusedNote refusal={refusal}>{gone.length > 0 && <p>{typo(goneSentence(gone))}</p>}</RefusedNote>
      <div class="tetiere">
        <div>
          <h1>Revue des droits</h1>
          <p>
            {typo(
              "Une fois par an, relisez qui a accès. Cochez ceux dont l'accès prend fin : tous les autres le gardent. Rien ne change avant « Valider la revue ».",
            )}
          </p>
        </div>
      </div>
      <ErrorSummary errors={errors} />
      {refusal === null && gone.length > 0 && <Note kind="attente">{goneSentence(gone)}</Note>}
      <Deadline open={open} lastDone={lastDone} now={now} />
      {users.length + mandates.length > fitsAPage && <Groups groups={groups} mandates={mandates.length} />}
      <form class="pile-5 revue" action={`${place.usersPath}/revue`} method="post" novalidate>
        <input type="hidden" name="vus" value={writtenUsers(users)} />
        <input type="hidden" name="mandats" value={writtenMandates(mandates)} />
        <input type="hidden" name="derniere" value={lastDone?.id ?? ''} />
        {groups.map((group) => (
          <section class="pile" key={group.code} aria-labelledby={headingOf(group)}>
            <h2 id={headingOf(group)}>{typo(titleOf(group))}</h2>
            {group.code === 'doubtful' && (
              <p class="discret">
                {typo('Suspendus, sans compte en service, ou sans connexion depuis six mois.')}
              </p>
            )}
            <UsersToReview {...{ person, seen, typed, errors }} users={group.users} />
          </section>
        ))}
        {mandates.length > 0 && (
          <section class="pile" aria-labelledby="t-mandats">
            <h2 id="t-mandats">{typo(mandatesTitle(mandates.length))}</h2>
            <MandatesToReview {...{ person, seen, typed, errors, mandates }} />
          </section>
        )}
        {users.length + mandates.length === 0 && (
          <Note>{'Personne n’a d’accès ici pour le moment : validez pour le confirmer.'}</Note>
        )}
        {place.siret !== null && (
          <p class="discret">
            {typo("Les personnes rattachées à toute l'entreprise sont revues avec l'entreprise.")}
          </p>
        )}
        <section class="carte pile-5" aria-labelledby="t-valider">
          <div class="section__tete">
            <h2 id="t-valider">Valider</h2>
            <RequiredMention />
          </div>
          <TextArea
            name="motif"
            label="Motif"
            hint="Lu par ceux dont l'accès prend fin. Sans objet si vous n'avez rien coché."
            rows={3}
            value={typed.motif ?? usualReason}
            errors={errors}
          />
          <Checkbox
            name={attestedField}
            label="J'ai relu toute la liste : ceux que je n'ai pas cochés ont encore besoin de leur accès"
            required
            checked={typed[attestedField] === 'oui'}
            errors={errors}
          />
          <div class="boutons">
            <Button variant="plein">Valider la revue</Button>
          </div>
        </section>
      </form>
    </PlaceFrame>
  );
}

const goneSentence = (gone: readonly string[]) =>
  `N'${gone.length > 1 ? 'ont' : 'a'} plus d'accès, et ${gone.length > 1 ? 'ne sont' : "n'est"} plus dans la liste : ${gone.join(', ')}.`;

type DeadlineProps = Pick<ReviewPageProps, 'open' | 'lastDone' | 'now'>;

/** Until when it is asked for, and when it was last done. */
function Deadline({ open, lastDone, now }: DeadlineProps) {
  const last = lastDone && lastSentence(lastDone);
  if (!open)
    return <Note>{last ?? 'Elle n’a encore jamais été faite ici. Vous pouvez la faire à tout moment.'}</Note>;
  const day = formatDate(open.dueAt);
  const asked = open.dueAt < now ? `Elle était à faire avant le ${day}.` : `À faire avant le ${day}.`;
  return <Note kind="attente">{[asked, last].filter(Boolean).join(' ')}</Note>;
}

function lastSentence({ doneAt, by, kept, ended }: DoneReview) {
  const counts = `${counted(kept, 'accès gardé', 'accès gardés')}, ${counted(ended, 'retiré', 'retirés')}`;
  return `La dernière date du ${formatDate(doneAt)}${by ? `, par ${by}` : ''} : ${counts}.`;
}

const counted = (count: number, one: string, many: string) =>
  `${count === 0 ? 'aucun' : count} ${count > 1 ? many : one}`;

const headingOf = ({ code }: UserGroup) => `t-${code}`;
const groupWords = { doubtful: 'À regarder de près', others: 'Accès utilisés' } as const;
const titleOf = ({ code, users }: UserGroup) =>
  `${code === 'doubtful' || code === 'others' ? groupWords[code] : roleOf(code).name} (${users.length})`;

const mandatesTitle = (count: number) => `Partenaires mandatés (${count})`;

interface GroupsProps {
  readonly groups: readonly UserGroup[];
  readonly mandates: number;
}

/** The way to each group of a long list, and to its end. */
const Groups = ({ groups, mandates }: GroupsProps) => (
  <nav class="boutons" aria-label="Groupes de la liste">
    {groups.map((group) => (
      <ButtonLink key={group.code} variant="nu" href={`#${headingOf(group)}`}>
        {typo(titleOf(group))}
      </ButtonLink>
    ))}
    {mandates > 0 && (
      <ButtonLink variant="nu" href="#t-mandats">
        {typo(mandatesTitle(mandates))}
      </ButtonLink>
    )}
    <ButtonLink variant="nu" href="#t-valider">
      Valider la revue
    </ButtonLink>
  </nav>
);
