import {
  Button,
  ButtonLink,
  Card,
  Facts,
  formatDate,
  PlainPage,
  Status,
  type StatusKind,
  typo,
} from '../../ui';
import { deadlinesOf } from '../deadlines';
import { actionsIn, type RequestState, stateWords } from '../lifecycle';

/** A mailed link shows a button: opening it (a mail scanner does) confirms nothing. */
export function ConfirmPage({ secret }: { readonly secret: string }) {
  return (
    <PlainPage title="Confirmer mon adresse email">
      <h1>Confirmer mon adresse email</h1>
      <div class="deux">
        <form class="carte pile-5" method="post" action="/demande-de-compte/confirmer">
          <p>
            {typo(
              'Un bouton, et votre demande de compte part à la validation. Vous recevrez un message pour la suivre.',
            )}
          </p>
          <input type="hidden" name="jeton" value={secret} />
          <div class="boutons">
            <Button variant="plein">Confirmer mon adresse email</Button>
          </div>
        </form>
        <section class="pile" aria-labelledby="t-rien">
          <h2 id="t-rien">{typo("Vous n'avez rien demandé ?")}</h2>
          <p>{typo("Fermez cette page : sans confirmation, la demande s'efface d'elle-même.")}</p>
        </section>
      </div>
    </PlainPage>
  );
}

const statusKinds: Readonly<Record<RequestState, StatusKind>> = {
  to_confirm: 'attente',
  pending: 'attente',
  approved: 'actif',
  refused: 'refus',
  expired: 'suspendu',
  cancelled: 'suspendu',
};

const nextWords: Readonly<Record<RequestState, string>> = {
  to_confirm: "Confirmez d'abord votre adresse par le lien du premier message.",
  pending: 'Un message vous prévient à chaque étape. Si la demande expire, vous pourrez la refaire.',
  approved:
    "Un message vous a été envoyé : il contient la suite, et le lien d'activation si vous n'avez pas encore de compte.",
  refused:
    'Un message vous a été envoyé avec le motif. Vous pouvez corriger ce qui doit l’être et refaire une demande.',
  expired: 'Personne ne l’a traitée à temps. Vous pouvez refaire une demande.',
  cancelled: 'Vous pouvez refaire une demande à tout moment.',
};

interface FollowPageProps {
  readonly secret: string;
  readonly state: RequestState;
  readonly byAgents: boolean;
  readonly sentAt: Date;
  readonly confirmedAt: Date | null;
  readonly decidedAt: Date | null;
}

/** Where the request is. No name, no address: the link may be read over a shoulder. */
export function FollowPage({ secret, state, byAgents, sentAt, confirmedAt, decidedAt }: FollowPageProps) {
  const waitsFor = byAgents ? 'Nos conseillers' : "Un administrateur de l'établissement";
  const deadlines = state === 'pending' && confirmedAt !== null && deadlinesOf(confirmedAt);
  const relay = !byAgents && deadlines;
  return (
    <PlainPage title="Suivre ma demande de compte">
      <h1>Suivre ma demande de compte</h1>
      <div class="deux">
        <Card
          id="t-etat"
          title="Où en est-elle ?"
          aside={<Status kind={statusKinds[state]}>{stateWords[state]}</Status>}
        >
          <div class="pile">
            <Facts
              items={[
                ['Envoyée le', formatDate(sentAt)],
                ['Adresse confirmée le', confirmedAt && formatDate(confirmedAt)],
                ['Étudiée par', state === 'pending' && typo(waitsFor)],
                ['Rappel le', relay && formatDate(relay.reminder)],
                ['Relais le', relay && `${formatDate(relay.relay)}, par nos conseillers`],
                ['Expire le', deadlines && `${formatDate(deadlines.expiry)}, sans décision`],
                ['Close le', decidedAt && formatDate(decidedAt)],
              ]}
            />
            <p>{typo(nextWords[state])}</p>
          </div>
        </Card>
        {actionsIn(state).includes('cancel') ? (
          <Card id="t-annuler" title="Annuler ma demande">
            <form method="post" action="/demande-de-compte/suivi" class="pile">
              <p>{typo('Elle ne sera plus étudiée. Vous pourrez en faire une autre.')}</p>
              <input type="hidden" name="jeton" value={secret} />
              <div class="boutons">
                <Button variant="danger">Annuler ma demande</Button>
              </div>
            </form>
          </Card>
        ) : (
          <p>
            <ButtonLink href="/demande-de-compte/mon-adresse-email">Faire une nouvelle demande</ButtonLink>
          </p>
        )}
      </div>
    </PlainPage>
  );
}
