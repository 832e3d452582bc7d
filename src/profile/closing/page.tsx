import { frameOf, type MyEstablishment, roleOf, type SoleAdministration } from '../../access';
import type { FieldErrors } from '../../platform/errors';
import type { Person } from '../../platform/who-may';
import { AppPage, Button, ButtonLink, ErrorSummary, Note, typo, Username } from '../../ui';
import { PasswordProof } from '../password-proof';
import { profilePath } from '../path';

export const closingPath = '/mon-profil/fermer-mon-compte';

interface ClosingPageProps {
  readonly person: Person;
  readonly memberships: readonly MyEstablishment[];
  /** Places that nobody else administers. */
  readonly alone: readonly SoleAdministration[];
  readonly errors: FieldErrors;
}

export function ClosingPage({ person, memberships, alone, errors }: ClosingPageProps) {
  return (
    <AppPage
      title="Fermer mon compte"
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
            <h1>Fermer mon compte</h1>
            <p>{typo('La fermeture est immédiate, et pour de bon.')}</p>
          </div>
        </div>
        <ErrorSummary errors={errors} />
        <div class="deux">
          <div class="pile-5">
            {standsInTheWay(person, alone) ?? <Form person={person} errors={errors} />}
          </div>
          <Consequences memberships={memberships} />
        </div>
      </div>
    </AppPage>
  );
}

/** Why this account cannot be closed now, and what to do; null when nothing keeps it. */
function standsInTheWay(person: Person, alone: readonly SoleAdministration[]) {
  if (person.agentRoles.size > 0) {
    return (
      <Note kind="attente">
        {"Le compte d'un agent ne se ferme pas d'ici : un superviseur vous retire vos rôles."}
      </Note>
    );
  }
  if (alone.length === 0) return null;
  return (
    <section class="carte pile" aria-labelledby="t-seul">
      <h2 id="t-seul">{typo("Donnez d'abord l'administration à quelqu'un")}</h2>
      <p>
        {typo(
          alone.length === 1
            ? 'Personne d’autre n’administre cet établissement : sans vous, il n’aurait plus d’administrateur.'
            : 'Personne d’autre n’administre ces établissements : sans vous, ils n’auraient plus d’administrateur.',
        )}
      </p>
      <ul class="pile petit">
        {alone.map(({ siren, siret, siteName }) => (
          <li key={siret ?? siren}>
            <a href={`${siret ? `/etablissements/${siret}` : `/entreprises/${siren}`}/utilisateurs`}>
              {siret ? `${siteName}, SIRET ${siret}` : typo(`${siteName}, toute l'entreprise`)}
            </a>
          </li>
        ))}
      </ul>
      <p>
        {typo(
          "Sous « Utilisateurs », donnez le rôle d'administrateur à un collègue ou invitez quelqu'un, puis revenez ici.",
        )}
      </p>
    </section>
  );
}

function Form({ person, errors }: Pick<ClosingPageProps, 'person' | 'errors'>) {
  return (
    <form class="carte pile-5" action={closingPath} method="post" aria-labelledby="t-fermer" novalidate>
      <h2 id="t-fermer">Confirmer la fermeture</h2>
      <Username email={person.email} />
      <PasswordProof field="preuve" errors={errors} />
      <div class="boutons">
        <Button variant="danger">Fermer mon compte</Button>
        <ButtonLink href={profilePath}>Garder mon compte</ButtonLink>
      </div>
    </form>
  );
}

function Consequences({ memberships }: Pick<ClosingPageProps, 'memberships'>) {
  return (
    <section class="carte pile" aria-labelledby="t-consequences">
      <h2 id="t-consequences">Ce qui se passe</h2>
      <ul class="pile petit">
        <li>{typo('Vos informations personnelles sont effacées du compte et de vos demandes.')}</li>
        <li>{typo('Vos demandes en cours sont annulées, et toutes vos sessions fermées.')}</li>
        <li>
          {typo(
            memberships.length === 0
              ? "Vous n'êtes rattaché à aucun établissement."
              : 'Vos accès prennent fin aussitôt :',
          )}
          {memberships.length > 0 && (
            <ul>
              {memberships.map(({ siren, siret, siteName, role }) => (
                <li key={siret ?? siren}>
                  {typo(`${siteName}${siret ? '' : ", toute l'entreprise"} : ${roleOf(role).name}`)}
                </li>
              ))}
            </ul>
          )}
        </li>
        <li>
          {typo(
            "L'historique des établissements garde ce que vous y avez fait, sans votre nom. Le journal d'accès s'efface de lui-même après 12 mois.",
          )}
        </li>
        <li>{typo('Un message vous le confirme. La même adresse pourra redemander un compte.')}</li>
      </ul>
      <p class="petit">
        <a href="/mon-profil/mes-donnees">{typo("Télécharger mes données d'abord")}</a>
      </p>
    </section>
  );
}
