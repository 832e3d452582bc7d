import type { PageOf } from '../../platform/paging';
import type { Person } from '../../platform/who-may';
import { AppPage, Button, ButtonLink, Field, FilterCount, Note, Pagination, Table, typo } from '../../ui';
import { frameOf } from '../navigation';
import type { Place } from '../place';
import type { CompanySite } from '../queries/company-sites';
import { EstablishmentStatus } from './my-establishments';

interface CompanyPageProps {
  readonly person: Person;
  readonly company: Place;
  readonly list: PageOf<CompanySite>;
  readonly search: string;
  readonly mayManageUsers: boolean;
}

/** /entreprises/:siren: the establishments of a company, for who is attached to all of it. */
export function CompanyPage({ person, company, list, search, mayManageUsers }: CompanyPageProps) {
  const path = `/entreprises/${company.siren}`;
  const addressOf = (page: number) => `${path}?${new URLSearchParams({ q: search, page: String(page) })}`;
  return (
    <AppPage
      title={company.name}
      {...frameOf(person, path, mayManageUsers ? company : undefined)}
      establishment={{ name: company.name, detail: company.detail, changeHref: '/mes-etablissements' }}
    >
      <div class="cadre corps pile-5">
        <div class="tetiere">
          <div>
            <h1>{company.name}</h1>
            <p>{typo("Les établissements de l'entreprise : choisissez celui où vous voulez travailler.")}</p>
          </div>
          {mayManageUsers && (
            <ButtonLink href={company.usersPath} icon="users">
              Utilisateurs de l'entreprise
            </ButtonLink>
          )}
        </div>
        <form class="filtres" action={path} method="get">
          <Field name="q" label="Nom, ville ou SIRET" type="search" value={search} autocomplete="off" />
          <Button variant="trait">Filtrer</Button>
          <FilterCount
            total={list.total}
            words={['Aucun établissement', '1 établissement', 'établissements']}
          />
        </form>
        {list.total === 0 ? (
          <Note>{'Aucun établissement ne correspond. Essayez une partie du nom, la ville ou le SIRET.'}</Note>
        ) : (
          <Sites list={list} mayManageUsers={mayManageUsers} />
        )}
        <Pagination page={list.page} pages={list.pages} href={addressOf} />
      </div>
    </AppPage>
  );
}

function Sites({ list, mayManageUsers }: Pick<CompanyPageProps, 'list' | 'mayManageUsers'>) {
  return (
    <Table<CompanySite>
      caption="Établissements, les ouverts d'abord"
      captionHidden
      columns={[
        {
          title: 'Établissement',
          cell: (site) => (
            <>
              {site.name}
              <span class="sous">
                <span class="insecable">SIRET {site.siret}</span>
                {site.headOffice && ', siège'}
              </span>
            </>
          ),
        },
        { title: 'Adresse', kind: 'large', cell: (site) => site.address },
        {
          title: 'État',
          cell: (site) => (
            <EstablishmentStatus establishmentState={site.state} establishmentActive={site.active} />
          ),
        },
        ...(mayManageUsers
          ? [{ title: 'Utilisateurs', kind: 'numero' as const, cell: (site: CompanySite) => site.users }]
          : []),
        {
          title: 'Actions',
          kind: 'gestes' as const,
          cell: (site: CompanySite) => (
            <>
              <ButtonLink
                href={`/etablissements/${site.siret}/donnees`}
                variant="nu"
                hiddenText={`de ${site.name}, ${site.siret}`}
              >
                Données
              </ButtonLink>
              {mayManageUsers && (
                <ButtonLink
                  href={`/etablissements/${site.siret}/utilisateurs`}
                  variant="nu"
                  hiddenText={`de ${site.name}, ${site.siret}`}
                >
                  Utilisateurs
                </ButtonLink>
              )}
            </>
          ),
        },
      ]}
      rows={list.lines}
      rowKey={(site) => site.siret}
    />
  );
}
