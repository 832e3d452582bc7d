import type { Company, Establishment } from '../../registry';
import { Card, type Fact, Facts, formatDate, Status, typo } from '../../ui';
import type { CompanyView } from '../company-view';
import type { Paths } from '../paths';
import type { SiteView } from '../site-view';
import { inWords, type Wordings } from '../wordings';

/** Where the facts come from, and to whom a fault is told. Source: Licence Ouverte 2.0, attribution. */
function Source({ importedAt, declaredAt }: { importedAt: Date | null; declaredAt: Date | null }) {
  const at = importedAt ? `, mise à jour du ${formatDate(importedAt)}` : '';
  return (
    <p class="discret petit">
      {typo(
        declaredAt === null
          ? `Source : INSEE, répertoire Sirene, Licence Ouverte 2.0${at}. Une erreur se corrige auprès de l'INSEE.`
          : `Source : déclaration faite dans le portail, le ${formatDate(declaredAt)}.`,
      )}
    </p>
  );
}

/** What the OPCO has not accepted, or has refused, is not known of INSEE. */
const declaredWords = { to_validate: 'À valider', refused: 'Refusée' };

function CompanyStatus({ company }: { readonly company: Company }) {
  if (company.state !== 'valid') return <Status kind="attente">{declaredWords[company.state]}</Status>;
  return company.active ? <Status kind="actif">En activité</Status> : <Status kind="suspendu">Fermée</Status>;
}

export function SiteStatus({ site }: { readonly site: Pick<Establishment, 'state' | 'active'> }) {
  if (site.state === 'to_validate') return <Status kind="attente">À valider</Status>;
  if (site.state === 'refused') return <Status kind="refus">Refusé</Status>;
  return site.active ? <Status kind="actif">Ouvert</Status> : <Status kind="suspendu">Fermé</Status>;
}

const activities = (of: Pick<Company, 'naf' | 'naf2025' | 'headcountBand'>, say: Wordings): Fact[] => [
  ['Activité (NAF rév. 2)', inWords(say, 'naf', of.naf)],
  ['Activité (NAF 2025)', inWords(say, 'naf-2025', of.naf2025)],
  ["Tranche d'effectif", inWords(say, 'headcount-band', of.headcountBand)],
];

const Hidden = () => (
  <p>
    {typo(
      "À la demande de ses responsables, l'INSEE ne diffuse pas ces informations : seuls son numéro et sa commune sont publics.",
    )}
  </p>
);

export function CompanyIdentity({ view, paths }: { readonly view: CompanyView; readonly paths: Paths }) {
  const { company, headOffice, say, importedAt } = view;
  const closedOn = company.active ? null : (headOffice?.closedOn ?? null);
  return (
    <Card id="t-identite" title="Identité">
      <div class="pile">
        {!company.diffusible && <Hidden />}
        <Facts
          items={[
            ['SIREN', company.siren],
            ['Nom', company.diffusible && company.name],
            ['Noms usuels', company.usualNames.join(', ')],
            ['Sigle', company.acronym],
            ['Catégorie juridique', inWords(say, 'legal-category', company.legalCategory)],
            ['Création', company.createdOn && formatDate(company.createdOn)],
            ['État', <CompanyStatus company={company} />],
            ['Fermeture du siège', closedOn && formatDate(closedOn)],
            ...activities(company, say),
            [
              'Siège',
              headOffice && (
                <>
                  <a href={paths.site(headOffice.siret)}>{headOffice.siret}</a>
                  {headOffice.address && `, ${headOffice.address}`}
                </>
              ),
            ],
          ]}
        />
        <Source importedAt={importedAt} declaredAt={company.declaredAt} />
      </div>
    </Card>
  );
}

export function SiteIdentity({ view, paths }: { readonly view: SiteView; readonly paths: Paths }) {
  const { company, site, successor, say, importedAt } = view;
  return (
    <Card id="t-identite" title="Identité">
      <div class="pile">
        {!site.diffusible && <Hidden />}
        <Facts
          items={[
            ['SIRET', site.siret],
            [
              'Entreprise',
              <>
                <a href={paths.company(company.siren)}>{company.name}</a>, SIREN {company.siren}
              </>,
            ],
            ['Enseigne', site.sign],
            ['Adresse', site.address],
            ['Siège', site.headOffice && 'oui'],
            ['État', <SiteStatus site={site} />],
            ['Fermeture', site.closedOn && formatDate(site.closedOn)],
            ['Suivi par', successor && <a href={paths.site(successor)}>{successor}</a>],
            ...activities(site, say),
          ]}
        />
        <Source importedAt={importedAt} declaredAt={site.declaredAt} />
      </div>
    </Card>
  );
}
