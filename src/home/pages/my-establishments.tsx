import { EstablishmentStatus, MembershipStatus, roleOf } from '../../access';
import { ButtonLink, Card, Line, Lines, siteLabel, typo } from '../../ui';
import type { Home } from '../queries/home';

type Membership = Home['memberships'][number];

const addPath = '/demande-de-compte/mon-entreprise';

/** « Mes établissements »: each with its two axes, the establishment (the OPCO) and the membership (an administrator). */
export function MyEstablishments({
  memberships,
  expected,
}: {
  readonly memberships: readonly Membership[];
  /** Nothing else waits: adding the first one is what is expected. */
  readonly expected: boolean;
}) {
  if (memberships.length === 0) {
    return (
      <Card id="etablissements-titre" title="Mes établissements">
        <div class="pile">
          <p class="discret">
            {typo(
              "Vous n'êtes encore rattaché à aucun établissement. Demandez l'accès au vôtre : un administrateur, ou nos conseillers, vous répondront.",
            )}
          </p>
          <p>
            <ButtonLink href={addPath} variant={expected ? 'plein' : 'trait'}>
              Ajouter un établissement à mon périmètre
            </ButtonLink>
          </p>
        </div>
      </Card>
    );
  }
  return (
    <Card
      id="etablissements-titre"
      title="Mes établissements"
      aside={<a href={addPath}>Ajouter un établissement à mon périmètre</a>}
    >
      <Lines>
        {memberships.map((membership) => (
          <EstablishmentLine key={`${membership.siren}-${membership.siret}`} membership={membership} />
        ))}
      </Lines>
    </Card>
  );
}

function EstablishmentLine({ membership }: { readonly membership: Membership }) {
  const { siren, siret, companyName, siteName, siteAddress, role } = membership;
  const wholeCompany = siret === null;
  return (
    <Line
      icon={wholeCompany ? 'building' : 'factory'}
      title={wholeCompany ? companyName : siteName}
      details={[
        wholeCompany
          ? typo`${siren}, tous les établissements, présents et à venir`
          : siteLabel('', siret, siteAddress),
        typo(roleOf(role).name),
      ]}
      action={
        <div class="etats">
          {!wholeCompany && <EstablishmentStatus {...membership} />}
          <MembershipStatus state={membership.state} />
          {siret !== null && membership.state === 'active' && (
            <a href={`/etablissements/${siret}/donnees`}>
              Données<span class="vh"> de {siteLabel(siteName, siret, '')}</span>
            </a>
          )}
        </div>
      }
    />
  );
}
