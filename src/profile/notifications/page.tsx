import {
  choicesOf,
  fieldOf,
  frameOf,
  type NotificationChoice,
  type NotificationKind,
  type NotificationOffer,
} from '../../access';
import type { FieldErrors } from '../../platform/errors';
import type { Person } from '../../platform/who-may';
import { AppPage, Button, ButtonLink, ErrorSummary, formatDateTime, Note, RadioGroup, typo } from '../../ui';
import { profilePath } from '../path';

export const notificationsPath = `${profilePath}/notifications`;

const kindWords: Readonly<Record<NotificationKind, string>> = {
  request: 'Nouvelles demandes de compte à décider',
  reminder: 'Rappels des demandes sans réponse',
  takeover_to_confirm: "Reprise de l'administration, à confirmer entre collègues",
  takeover_to_decide: "Reprises de l'administration à décider",
};

const choiceWords: Readonly<Record<NotificationChoice, string>> = {
  now: 'Tout de suite',
  digest: 'Dans le résumé quotidien',
  none: 'Aucun message',
};

/** The answer of a field: what was typed, else what was chosen. */
type AnswerOf = (field: string) => string;

interface NotificationsPageProps {
  readonly person: Person;
  readonly offers: readonly NotificationOffer[];
  readonly answerOf: AnswerOf;
  readonly nextDigest: Date;
  readonly errors: FieldErrors;
  readonly saved: boolean;
}

/** /mon-profil/notifications */
export function NotificationsPage(props: NotificationsPageProps) {
  const { person, offers, nextDigest, errors, saved } = props;
  return (
    <AppPage
      title="Mes notifications"
      error={Object.keys(errors).length > 0}
      {...frameOf(person, profilePath)}
    >
      <div class="cadre corps pile-5">
        <p class="retour">
          <ButtonLink variant="nu" href={profilePath} icon="arrow-left">
            Mon profil
          </ButtonLink>
        </p>
        <div class="tetiere">
          <div>
            <h1>Mes notifications</h1>
            <p>{typo("Quand vous écrire au sujet de ce que d'autres attendent de vous.")}</p>
          </div>
        </div>
        {saved && (
          <Note kind="fait" announced>
            Vos choix sont enregistrés.
          </Note>
        )}
        <ErrorSummary errors={errors} />
        <div class="deux">
          {offers.length === 0 ? <Nothing /> : <Form {...props} />}
          <div class="pile-5">
            {offers.length > 0 && <Digest next={nextDigest} />}
            <AlwaysSent />
          </div>
        </div>
      </div>
    </AppPage>
  );
}

function Nothing() {
  return (
    <section class="carte pile" aria-labelledby="t-rien">
      <h2 id="t-rien">Rien à choisir pour le moment</h2>
      <p>
        {typo(
          "Vous n'êtes rattaché à aucun établissement : vous ne recevez que les messages qui vous concernent. Vos choix viendront ici avec votre premier rattachement.",
        )}
      </p>
      <p>
        <a href="/mes-etablissements">Voir mes établissements</a>
      </p>
    </section>
  );
}

function Form({ offers, answerOf, errors }: NotificationsPageProps) {
  return (
    <form class="pile-5" action={notificationsPath} method="post" aria-label="Mes choix" novalidate>
      {offers.map(({ place, name, detail, kinds }) => {
        const id = `t-${place.siret ?? place.siren ?? 'conseillers'}`;
        return (
          <section class="carte pile-5" aria-labelledby={`${id} ${id}-lieu`} key={id}>
            <div>
              <h2 id={id}>{name || typo('File des demandes de compte')}</h2>
              <p class="discret petit" id={`${id}-lieu`}>
                {detail || typo('Ce qui est confié aux conseillers.')}
              </p>
            </div>
            {kinds.map((kind) => (
              <RadioGroup
                key={kind}
                name={fieldOf(place, kind)}
                label={kindWords[kind]}
                options={choicesOf(kind).map((value) => ({ value, label: choiceWords[value] }))}
                value={answerOf(fieldOf(place, kind))}
                width="large"
                errors={errors}
              />
            ))}
          </section>
        );
      })}
      <div class="boutons">
        <Button variant="plein">Enregistrer mes choix</Button>
      </div>
    </form>
  );
}

function Digest({ next }: { readonly next: Date }) {
  return (
    <section class="carte pile" aria-labelledby="t-resume">
      <h2 id="t-resume">Le résumé quotidien</h2>
      <p>
        {typo(
          "Un seul message, à 7 h 30 les jours ouvrés, avec ce qui attend encore votre réponse. Quand rien n'attend, rien ne part.",
        )}
      </p>
      <p>
        {typo('Le prochain : ')}
        <strong>{formatDateTime(next)}</strong>.
      </p>
      <p class="discret petit">
        {typo(
          "Les délais ne changent pas : une demande reçue le vendredi soir vous est résumée le lundi matin, et le rappel puis le relais aux conseillers comptent toujours depuis sa confirmation. Votre page d'accueil, elle, la montre aussitôt.",
        )}
      </p>
    </section>
  );
}

function AlwaysSent() {
  return (
    <section class="carte pile" aria-labelledby="t-toujours">
      <h2 id="t-toujours">Toujours tout de suite</h2>
      <ul class="pile petit">
        <li>
          {typo('La sécurité de votre compte : mot de passe, adresse, connexions, double authentification.')}
        </li>
        <li>{typo('Vos propres droits et vos propres demandes.')}</li>
        <li>
          {typo(
            "Une reprise de l'administration que vous exercez : vous avez un jour ouvré pour vous y opposer.",
          )}
        </li>
        <li>{typo("Un mandat qu'un partenaire demande, et de nouvelles coordonnées bancaires.")}</li>
      </ul>
    </section>
  );
}
