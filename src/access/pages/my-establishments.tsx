import type { Person } from '../../platform/who-may';
import {
  AppPage,
  Button,
  ButtonLink,
  Card,
  formatDate,
  Line,
  Lines,
  Note,
  Status,
  siteLabel,
  typo,
} from '../../ui';
import { frameOf } from '../navigation';
import type { MyEstablishment, RequestToConfirm } from '../queries/my-establishments';
import type { MyInvitation } from '../queries/my-invitations';
import { roleOf } from '../rules';

interface Props {
  readonly person: Person;
  readonly establishments: readonly MyEstablishment[];
  readonly toConfirm: readonly RequestToConfirm[];
  readonly invitations: readonly MyInvitation[];
  readonly confirmed: (typeof confirmations)[number] | null;
}

const confirmedWords = {
  administrators: "Une notification est adressée à l'administrateur pour validation",
  agents: 'Une notification est adressée à nos conseillers pour validation',
  vaine:
    "Votre demande n'a pas lieu d'être : vous êtes déjà rattaché à cet établissement, ou son administrateur n'accepte plus de demande de votre adresse (un mail vous dit alors pourquoi).",
  deja: 'Une demande de votre part attend déjà une réponse pour cet établissement. Pour en changer, annulez-la par le lien du message « Votre demande de compte est en attente de validation », puis refaites-la.',
  dead: "Cette demande n'attend plus votre confirmation.",
  rejoint: "L'invitation est acceptée : l'établissement est dans votre périmètre.",
  perimee: "Cette invitation ne peut plus servir. Demandez-en une autre à l'administrateur.",
} as const;
const inVain: ReadonlySet<string> = new Set(['vaine', 'deja', 'dead', 'perimee']);
/** What `?confirmee=` may say. */
export const confirmations = [
  'administrators',
  'agents',
  'vaine',
  'deja',
  'dead',
  'rejoint',
  'perimee',
] as const;

/** /mes-etablissements: my perimeter on its two axes, and the requests that one button confirms. */
export function MyEstablishmentsPage(props: Props) {
  const { person, establishments, toConfirm, invitations, confirmed } = props;
  return (
    <AppPage title="Mes établissements" {...frameOf(person, '/mes-etablissements')}>
      <div class="cadre corps pile-5">
        <div class="tetiere">
          <div>
            <h1>Mes établissements</h1>
            <p>{typo('Votre périmètre, et les demandes qui attendent votre confirmation.')}</p>
          </div>
          <div class="boutons">
            <ButtonLink href="/demande-de-compte/mon-entreprise" icon="plus">
              Ajouter un établissement à mon périmètre
            </ButtonLink>
            <ButtonLink href="/mandats" variant="trait">
              Mandats
            </ButtonLink>
          </div>
        </div>
        {confirmed && (
          <Note kind={inVain.has(confirmed) ? 'attente' : 'fait'} announced>
            {typo(confirmedWords[confirmed])}
          </Note>
        )}
        {toConfirm.length > 0 && (
          <Card id="t-confirmer" title="À confirmer">
            <Lines>
              {toConfirm.map((request, index) => (
                <Line
                  key={request.id}
                  icon="mail"
                  waiting
                  title={request.siteLabel}
                  details={[
                    typo(`Rôle souhaité : ${roleOf(request.role).name}`),
                    typo(`Envoyée le ${formatDate(request.sentAt)} avec votre adresse`),
                  ]}
                  action={
                    <form method="post" action="/mes-etablissements">
                      <input type="hidden" name="demande" value={request.id} />
                      <Button
                        variant={index === 0 ? 'plein' : 'trait'}
                        hiddenText={`la demande pour ${request.siteLabel}`}
                      >
                        Confirmer
                      </Button>
                    </form>
                  }
                />
              ))}
            </Lines>
          </Card>
        )}
        {invitations.length > 0 && <Invitations invitations={invitations} first={toConfirm.length === 0} />}
        <Card id="t-perimetre" title="Mon périmètre">
          {establishments.length === 0 ? (
            <p>
              {typo(
                'Votre périmètre est vide. Ajoutez un établissement : son administrateur, ou nos conseillers, valideront votre rattachement.',
              )}
            </p>
          ) : (
            <Lines>
              {establishments.map((one) => (
                <EstablishmentLine key={`${one.siren}-${one.siret}`} {...one} />
              ))}
            </Lines>
          )}
        </Card>
      </div>
    </AppPage>
  );
}

interface InvitationsProps {
  readonly invitations: readonly MyInvitation[];
  /** Nothing above is expected first. */
  readonly first: boolean;
}

function Invitations({ invitations, first }: InvitationsProps) {
  return (
    <Card id="t-invitations" title="Invitations">
      <Lines>
        {invitations.map((one, index) => (
          <Line
            key={one.id}
            icon="mail"
            waiting
            title={one.placeLabel}
            details={[
              typo(`${one.by} vous invite : ${roleOf(one.role).name}`),
              typo(`À accepter jusqu'au ${formatDate(one.expiresAt)}`),
            ]}
            action={
              <form method="post" action="/mes-etablissements">
                <input type="hidden" name="invitation" value={one.id} />
                <Button
                  variant={first && index === 0 ? 'plein' : 'trait'}
                  hiddenText={`l'invitation pour ${one.placeLabel}`}
                >
                  Accepter
                </Button>
              </form>
            }
          />
        ))}
      </Lines>
    </Card>
  );
}

function EstablishmentLine(one: MyEstablishment) {
  return (
    <Line
      icon="factory"
      title={
        one.siret ? siteLabel(one.siteName, one.siret, one.siteAddress) : `${one.companyName} - ${one.siren}`
      }
      details={[
        typo(one.siret ? roleOf(one.role).name : `${roleOf(one.role).name}, pour toute l'entreprise`),
        one.endsOn && typo(`Jusqu'au ${formatDate(one.endsOn)}`),
      ]}
      action={
        <div class="etats">
          <EstablishmentStatus {...one} />
          <MembershipStatus state={one.state} />
          {one.siret !== null && one.state === 'active' && (
            <>
              <a href={`/etablissements/${one.siret}`}>
                Fiche<span class="vh"> de {siteLabel(one.siteName, one.siret, '')}</span>
              </a>
              <a href={`/etablissements/${one.siret}/donnees`}>
                Données<span class="vh"> de {siteLabel(one.siteName, one.siret, '')}</span>
              </a>
            </>
          )}
          {one.siret === null && one.state === 'active' && (
            <a href={`/entreprises/${one.siren}`}>
              Fiche et établissements<span class="vh"> de {one.companyName}</span>
            </a>
          )}
          {mayTakeOver(one) && (
            <a href={`/reprise-administration?etablissement=${one.siret}`}>
              {typo("Reprendre l'administration")}
              <span class="vh"> de {one.siteName}</span>
            </a>
          )}
          {one.mayManageUsers && (
            <a href={usersPathOf(one)}>
              Utilisateurs<span class="vh"> {one.siret ? one.siteName : one.companyName}</span>
            </a>
          )}
        </div>
      }
    />
  );
}

/** Attached, without administering: the administrator may be gone. */
const mayTakeOver = ({
  siret,
  state,
  establishmentState,
  establishmentActive,
  mayManageUsers,
}: MyEstablishment) =>
  siret !== null &&
  state === 'active' &&
  establishmentState === 'valid' &&
  establishmentActive &&
  !mayManageUsers;

const usersPathOf = ({ siren, siret }: MyEstablishment) =>
  siret ? `/etablissements/${siret}/utilisateurs` : `/entreprises/${siren}/utilisateurs`;

/** First axis: the OPCO's. */
export function EstablishmentStatus({
  establishmentState,
  establishmentActive,
}: Pick<MyEstablishment, 'establishmentState' | 'establishmentActive'>) {
  if (!establishmentActive) return <Status kind="suspendu">Établissement fermé</Status>;
  return establishmentState === 'valid' ? (
    <Status kind="actif">Établissement validé</Status>
  ) : (
    <Status kind="attente">Établissement à valider</Status>
  );
}

/** Second axis: the administrator's. */
export function MembershipStatus({ state }: Pick<MyEstablishment, 'state'>) {
  if (state === 'suspended') return <Status kind="suspendu">Rattachement suspendu</Status>;
  return state === 'active' ? (
    <Status kind="actif">Rattachement validé</Status>
  ) : (
    <Status kind="attente">Rattachement à valider</Status>
  );
}
