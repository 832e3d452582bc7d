import { bankDeskPath, deadlinesOf, type RequestToDecide, roleOf } from '../../access';
import { secondFactorPath } from '../../platform/http';
import { ButtonLink, Card, formatDate, Line, Lines, ofName, typo } from '../../ui';
import { type DeskCounts, deskTotal, type Home } from '../queries/home';
import { Mandate, Takeover } from './to-answer';
import { Reviews } from './to-review';

/** Bank details that an agent validates: how many, since when. */
export interface BankWaiting {
  readonly count: number;
  readonly oldest: Date | null;
}

interface WhatWaitsProps {
  readonly home: Home;
  /** Whether the requests to decide may be named. */
  readonly shown: boolean;
  readonly desk: DeskCounts | null;
  /** Mails, jobs and files to start again. */
  readonly repairs: number;
  readonly bank: BankWaiting | null;
  readonly isAgent: boolean;
  readonly now: Date;
  /** Until when a second factor is to be set up; null: nothing demands it. */
  readonly secureBy: Date | null;
}

/** « Ce qui m'attend » : what this person alone can move on, then what others are doing for them. */
export function WhatWaits({ home, shown, desk, repairs, bank, isAgent, now, secureBy }: WhatWaitsProps) {
  const { toDecide, toConfirm, toAccept, pending, memberships, takeovers, toAnswer, mandates, reviews } =
    home;
  const oldest = desk?.oldest ?? null;
  const nothing =
    toDecide.length +
      toConfirm.length +
      toAccept.length +
      pending.length +
      takeovers.length +
      mandates.length +
      reviews.count +
      repairs ===
      0 &&
    oldest === null &&
    !bank?.oldest &&
    secureBy === null;
  // One expected action: the first of the list.
  const variantOf = (first: boolean) => (first ? 'plein' : 'trait');
  return (
    <Card id="attend-titre" title="Ce qui m'attend">
      {nothing && (
        <p class="discret">{typo(emptySentence(isAgent, desk !== null, memberships.length === 0))}</p>
      )}
      {!nothing && (
        <Lines>
          {desk && oldest && <Desk desk={desk} oldest={oldest} />}
          {bank?.oldest && <BankDetails count={bank.count} oldest={bank.oldest} />}
          {repairs > 0 && <ToRepair count={repairs} first={oldest === null} />}
          {secureBy && <ToSecure by={secureBy} />}
          {!shown && <NotShown count={toDecide.length + toAnswer.length} />}
          {shown &&
            toDecide.map((request, index) => (
              <ToDecide
                key={request.id}
                request={request}
                variant={variantOf(index === 0 && oldest === null)}
              />
            ))}
          {(shown ? takeovers : takeovers.filter(({ part }) => part === 'own')).map((takeover) => (
            <Takeover key={takeover.id} takeover={takeover} />
          ))}
          {mandates.map((mandate) => (
            <Mandate key={mandate.id} mandate={mandate} />
          ))}
          <Reviews reviews={reviews} now={now} />
          {toConfirm.map((request, index) => (
            <Line
              key={request.id}
              icon="mail"
              waiting
              title="Confirmer ma demande de rattachement"
              details={[
                request.siteLabel,
                typo("Elle ne part chez celui qui décide qu'après votre confirmation."),
              ]}
              action={
                <ButtonLink
                  href="/mes-etablissements"
                  variant={variantOf(index === 0 && toDecide.length === 0 && oldest === null)}
                  hiddenText={`: ${request.siteLabel}`}
                >
                  Confirmer
                </ButtonLink>
              }
            />
          ))}
          {toAccept.map((invitation, index) => (
            <Line
              key={invitation.id}
              icon="mail"
              waiting
              title={typo(`${invitation.by} m'invite`)}
              details={[
                invitation.placeLabel,
                typo(roleOf(invitation.role).name),
                typo(`À accepter jusqu'au ${formatDate(invitation.expiresAt)}`),
              ]}
              action={
                <ButtonLink
                  href="/mes-etablissements"
                  variant={variantOf(
                    index === 0 && toDecide.length + toConfirm.length === 0 && oldest === null,
                  )}
                  hiddenText={`: ${invitation.placeLabel}`}
                >
                  Répondre
                </ButtonLink>
              }
            />
          ))}
          {pending.map((request) => (
            <Line
              key={request.id}
              icon="clock"
              title={<>Ma demande pour {request.siteName}</>}
              details={[
                <>
                  <span class="insecable">SIRET {request.siret}</span>, {typo(roleOf(request.role).name)}
                </>,
                typo(
                  `Envoyée le ${formatDate(request.confirmedAt)} : ${
                    request.byAgents
                      ? 'nos conseillers vont répondre'
                      : "un administrateur de l'établissement va répondre"
                  }. Vous n'avez rien à faire.`,
                ),
              ]}
            />
          ))}
        </Lines>
      )}
    </Card>
  );
}

function emptySentence(isAgent: boolean, hasDesk: boolean, noEstablishment: boolean) {
  if (hasDesk) return 'La file des demandes de compte est vide.';
  if (isAgent) return 'Les dossiers de votre service à traiter viendront ici.';
  return noEstablishment
    ? 'Commencez par ajouter un établissement à votre périmètre : vous pourrez ensuite y travailler.'
    : "Tout est à jour. Les demandes à décider et ce que l'on attend de vous s'afficheront ici.";
}

function Desk({ desk, oldest }: { readonly desk: DeskCounts; readonly oldest: Date }) {
  const parts = [
    counted(desk.requests, 'demande de compte', 'demandes de compte'),
    counted(desk.companies, 'entreprise à valider', 'entreprises à valider'),
    counted(desk.establishments, 'établissement à valider', 'établissements à valider'),
    counted(desk.takeovers, "reprise d'administration", "reprises d'administration"),
  ].filter((part) => part !== null);
  return (
    <Line
      icon="users"
      waiting
      title={counted(deskTotal(desk), 'dossier à décider', 'dossiers à décider')}
      details={[parts.join(', '), typo(`Le plus ancien date du ${formatDate(oldest)}`)]}
      action={
        <ButtonLink href="/agents/demandes-de-compte" variant="plein">
          Ouvrir la file
        </ButtonLink>
      }
    />
  );
}

function BankDetails({ count, oldest }: { readonly count: number; readonly oldest: Date }) {
  return (
    <Line
      icon="building"
      waiting
      title={counted(count, 'compte bancaire à valider', 'comptes bancaires à valider')}
      details={[typo(`Le plus ancien date du ${formatDate(oldest)}`)]}
      action={
        <ButtonLink href={bankDeskPath} variant="plein">
          Ouvrir la file
        </ButtonLink>
      }
    />
  );
}

interface ToDecideProps {
  readonly request: RequestToDecide;
  readonly variant: 'plein' | 'trait';
}

function ToDecide({ request, variant }: ToDecideProps) {
  return (
    <Line
      icon="user"
      waiting
      title={`${request.firstName} ${request.lastName}`}
      details={[
        <>
          Demande le rôle <strong>{typo(roleOf(request.role).name)}</strong>
        </>,
        <>
          {[request.siteName, request.town].filter(Boolean).join(', ')},{' '}
          <span class="insecable">SIRET {request.siret}</span>
        </>,
        typo(
          `Reçue le ${formatDate(request.confirmedAt)} ; sans réponse, nos conseillers peuvent décider à partir du ${formatDate(deadlinesOf(request.confirmedAt).relay)}`,
        ),
      ]}
      action={
        <ButtonLink
          href={`/etablissements/${request.siret}/utilisateurs/demandes/${request.id}`}
          variant={variant}
          hiddenText={`: demande de compte ${ofName(`${request.firstName} ${request.lastName}`)}`}
        >
          Décider
        </ButtonLink>
      }
    />
  );
}

function ToSecure({ by }: { readonly by: Date }) {
  return (
    <Line
      icon="key"
      waiting
      title="Activer ma double authentification"
      details={[typo(`À faire avant le ${formatDate(by)} : ensuite, rien d'autre ne s'ouvrira avant.`)]}
      action={<ButtonLink href={secondFactorPath}>Activer</ButtonLink>}
    />
  );
}

function NotShown({ count }: { readonly count: number }) {
  return (
    <Line
      icon="alert"
      waiting
      title={counted(count, 'demande à décider', 'demandes à décider')}
      details={[
        typo(
          "La liste ne s'affiche pas pour le moment : le service manque de place pour noter qui la consulte. Nos équipes sont prévenues : revenez dans quelques minutes.",
        ),
      ]}
    />
  );
}

function ToRepair({ count, first }: { readonly count: number; readonly first: boolean }) {
  return (
    <Line
      icon="alert"
      waiting
      title={counted(count, 'envoi ou traitement à reprendre', 'envois ou traitements à reprendre')}
      details={['Emails refusés ou en retard, traitements en échec, fichiers absents']}
      action={
        <ButtonLink href="/agents/envois-et-traitements" variant={first ? 'plein' : 'trait'}>
          Voir
        </ButtonLink>
      }
    />
  );
}

function counted(count: number, singular: string, plural: string) {
  if (count === 0) return null;
  return `${count} ${count === 1 ? singular : plural}`;
}
