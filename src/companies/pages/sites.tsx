import type { PageOf } from '../../platform/paging';
import { type SiteOfCompany, siteStates } from '../../registry';
import {
  Button,
  ButtonLink,
  Card,
  Field,
  FilterCount,
  formatDate,
  Note,
  Pagination,
  Select,
  Table,
  typo,
} from '../../ui';
import type { SitesFilter } from '../company-view';
import type { Paths } from '../paths';
import { inWords, type Wordings } from '../wordings';
import { SiteStatus } from './identity';

/** What its reader may open of a site. */
export interface SiteLinks {
  readonly data: (siret: string) => boolean;
  readonly users: (siret: string) => boolean;
  /** People by SIRET; null for who does not manage those of the whole company. */
  readonly counts: ReadonlyMap<string, number> | null;
}

interface SitesProps {
  /** Of the page, to which the filter is sent. */
  readonly path: string;
  readonly sites: PageOf<SiteOfCompany>;
  readonly filter: SitesFilter;
  readonly say: Wordings;
  readonly paths: Paths;
  readonly links: SiteLinks | null;
}

const stateWords = { ouverts: 'Ouverts', fermes: 'Fermés', tous: 'Tous' } as const;

/** The sites of a company, in one table: fifty to a page, whatever their number. */
export function Sites({ path, sites, filter, say, paths, links }: SitesProps) {
  const { search, state } = filter;
  const addressOf = (page: number) =>
    `${path}?${new URLSearchParams({ q: search, etat: state, page: String(page) })}#t-sites`;
  return (
    <Card id="t-sites" title="Établissements">
      <div class="pile-5">
        <form class="filtres" action={`${path}#t-sites`} method="get">
          <Field
            name="q"
            label="Ville, code postal, enseigne ou SIRET"
            type="search"
            value={search}
            autocomplete="off"
          />
          <Select
            name="etat"
            label="Afficher"
            options={siteStates.map((value) => ({ value, label: stateWords[value] }))}
            value={state}
          />
          <Button variant="trait">Filtrer</Button>
          <FilterCount
            total={sites.total}
            words={['Aucun établissement', '1 établissement', 'établissements']}
          />
        </form>
        {sites.total === 0 ? (
          <Note>
            {
              'Aucun établissement ne correspond. Essayez la ville ou le code postal, ou « Tous » sous « Afficher ».'
            }
          </Note>
        ) : (
          <SitesTable {...{ sites, say, paths, links }} />
        )}
        <Pagination page={sites.page} pages={sites.pages} href={addressOf} />
      </div>
    </Card>
  );
}

function SitesTable({ sites, say, paths, links }: Pick<SitesProps, 'sites' | 'say' | 'paths' | 'links'>) {
  return (
    <Table<SiteOfCompany>
      caption="Établissements, par SIRET"
      captionHidden
      columns={[
        {
          title: 'Établissement',
          cell: (site) => (
            <>
              <a href={paths.site(site.siret)} class="insecable">
                {site.siret}
              </a>
              <span class="sous">{[site.sign, site.headOffice && 'siège'].filter(Boolean).join(', ')}</span>
            </>
          ),
        },
        { title: 'Adresse', kind: 'large-nommee', cell: (site) => site.address },
        { title: 'Activité', cell: (site) => inWords(say, 'naf', site.naf) ?? '–' },
        { title: 'Effectif', cell: (site) => inWords(say, 'headcount-band', site.headcountBand) ?? '–' },
        { title: 'État', cell: (site) => <StateAndSuccessor site={site} paths={paths} /> },
        ...(links?.counts
          ? [
              {
                title: 'Utilisateurs',
                kind: 'numero' as const,
                cell: (site: SiteOfCompany) => links.counts?.get(site.siret) ?? 0,
              },
            ]
          : []),
        ...(links
          ? [
              {
                title: 'Actions',
                kind: 'gestes' as const,
                cell: (site: SiteOfCompany) => <Actions site={site} links={links} />,
              },
            ]
          : []),
      ]}
      rows={sites.lines}
      rowKey={(site) => site.siret}
    />
  );
}

function StateAndSuccessor({ site, paths }: { readonly site: SiteOfCompany; readonly paths: Paths }) {
  return (
    <>
      <SiteStatus site={site} />
      {site.closedOn && <span class="sous">{typo(`le ${formatDate(site.closedOn)}`)}</span>}
      {site.successor && (
        <span class="sous">
          {typo('suivi par ')}
          <a href={paths.site(site.successor)} class="insecable">
            {site.successor}
          </a>
        </span>
      )}
    </>
  );
}

function Actions({
  site: { siret, sign },
  links,
}: {
  readonly site: SiteOfCompany;
  readonly links: SiteLinks;
}) {
  const hiddenText = `de ${[sign, siret].filter(Boolean).join(', ')}`;
  return (
    <>
      {links.data(siret) && (
        <ButtonLink href={`/etablissements/${siret}/donnees`} variant="nu" hiddenText={hiddenText}>
          Données
        </ButtonLink>
      )}
      {links.users(siret) && (
        <ButtonLink href={`/etablissements/${siret}/utilisateurs`} variant="nu" hiddenText={hiddenText}>
          Utilisateurs
        </ButtonLink>
      )}
    </>
  );
}
