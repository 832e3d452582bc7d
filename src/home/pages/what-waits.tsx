import { roleOf } from '../../access';
import { ButtonLink, Card, formatDate, formatSiret, Line, Lines, typo } from '../../ui';
import type { DeskCounts, Home } from '../queries/home';

interface WhatWaitsProps {
  readonly home: Home;
  readonly desk: DeskCounts | null;
  readonly isAgent: boolean;
}

/** « Ce qui m'attend » : what this person alone can move on, then what others are doing for them. */
export function WhatWaits({ home, desk, isAgent }: WhatWaitsProps) {
  const { toDecide, toConfirm, pending, memberships } = home;
  const deskWaits = desk !== null && desk.oldest !== null;
  const nothing = toDecide.length + toConfirm.length + pending.length === 0 && !deskWaits;
  return (
    <Card id="attend-titre" title="Ce qui m'attend">
      {nothing && <p class="discret">{typo(emptySentence(isAgent, memberships.length === 0))}</p>}
      {!nothing && (
        <Lines>
          {deskWaits && <Desk desk={desk} />}
          {toDecide.map((request) => (
            <Line
              key={request.id}
              icon="user"
              waiting
              title={
                <>
                  Demande de compte de {request.firstName} {request.lastName}
                </>
              }
              details={[
                <>
                  {[request.siteName, request.town].filter(Boolean).join(', ')}{' '}
                  <span class="insecable">SIRET {formatSiret(request.siret)}</span>
                </>,
                <>
                  {typo(roleOf(request.role).name)}, {typo(`demandé le ${formatDate(request.confirmedAt)}`)}
                </>,
              ]}
              action={
                <ButtonLink
                  href={`/etablissements/${request.siret}/utilisateurs/demandes/${request.id}`}
                  variant="plein"
                  hiddenText={`de la demande de ${request.firstName} ${request.lastName}`}
                >
                  Décider
                </ButtonLink>
              }
            />
          ))}
          {toConfirm.map((request) => (
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
                <ButtonLink href="/mes-etablissements" variant={toDecide.length > 0 ? 'trait' : 'plein'}>
                  Confirmer
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
                  <span class="insecable">SIRET {formatSiret(request.siret)}</span>,{' '}
                  {typo(roleOf(request.role).name)}
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

function emptySentence(isAgent: boolean, noEstablishment: boolean) {
  if (isAgent) return 'Votre file est vide.';
  return noEstablishment
    ? 'Commencez par ajouter un établissement à votre périmètre : vous pourrez ensuite y travailler.'
    : "Tout est à jour. Les demandes à décider et ce que l'on attend de vous s'afficheront ici.";
}

function Desk({ desk }: { readonly desk: DeskCounts }) {
  const { requests, companies, establishments, oldest } = desk;
  const parts = [
    counted(requests, 'demande de compte à décider', 'demandes de compte à décider'),
    counted(companies, 'entreprise à valider', 'entreprises à valider'),
    counted(establishments, 'établissement à valider', 'établissements à valider'),
  ].filter((part) => part !== null);
  return parts.map((part, index) => (
    <Line
      key={part}
      icon={part.includes('entreprise') ? 'building' : part.includes('établissement') ? 'factory' : 'users'}
      waiting
      title={part}
      details={
        index === 0 && oldest !== null
          ? [typo(`Le dossier le plus ancien date du ${formatDate(oldest)}.`)]
          : []
      }
      action={
        index === 0 && (
          <ButtonLink href="/agents/demandes-de-compte" variant="plein">
            Ouvrir la file
          </ButtonLink>
        )
      }
    />
  ));
}

function counted(count: number, singular: string, plural: string) {
  if (count === 0) return null;
  return `${count} ${count === 1 ? singular : plural}`;
}
