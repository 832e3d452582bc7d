// Every address that a route has in the world.
import { nowhere, type World } from './world';

export type Route = World['routes'][number];

/** Where the routes on an establishment, and on a company as a whole, begin. */
export const onSite = '/etablissements/:siret/';
export const onCompany = '/entreprises/:siren';
export const bankDesk = '/agents/coordonnees-bancaires';

/** One address of a route, or one form for it, and whose file it names (null: nobody's). */
export interface Target {
  readonly path: string;
  readonly owner: string | null;
  /** The site that a path on an establishment names. */
  readonly siret?: string;
  /** The company that a path on a company as a whole names. */
  readonly siren?: string;
}

/** Every address that a route has in this world: each site's files, crossed sites, and what does not exist. */
export function targetsOf({ path }: Route, { sites }: World): Target[] {
  if (path.startsWith(onSite)) {
    const addresses = [...sites, nowhere].flatMap((place) =>
      filesOf(path, [...sites], place.siret).map(({ id, owner }) => ({ id, owner, siret: place.siret })),
    );
    return addresses.map(({ siret, id, owner }) => ({
      path: path.replace(':siret', siret).replace(':rubrique', 'contact-formation').replace(':id', id),
      owner,
      siret,
    }));
  }
  if (path.startsWith(onCompany)) {
    const companies = [...new Map(sites.map((site) => [site.siren, site])).values(), nowhere];
    return companies.flatMap(({ siren }) =>
      filesOf(path, [...sites], siren).map(({ id, owner }) => ({
        path: path.replace(':siren', siren).replace(':id', id),
        owner,
        siren,
      })),
    );
  }
  if (!path.includes(':')) return [{ path, owner: null }];
  const ids = sites.flatMap((site) => idsOf(path, site).map((id) => ({ id, owner: site.mark })));
  return [...ids, { id: absentOf(path), owner: null }].map(({ id, owner }) => ({
    path: path.replace(/:\w+/, id),
    owner,
  }));
}

/** The files that an address on a place may name; of an address without one, the place itself. */
function filesOf(
  path: string,
  sites: World['sites'][number][],
  place: string,
): { id: string; owner: string | null }[] {
  if (!path.includes(':id')) {
    const own = sites.find(({ siren, siret }) => siret === place || siren === place);
    return [{ id: '', owner: own?.mark ?? null }];
  }
  const ids = (site: World['sites'][number]) =>
    path.includes('/demandes/') ? [site.pending, site.settled, site.unconfirmed] : [site.member];
  const known = sites.flatMap((site) => ids(site).map((id) => ({ id, owner: site.mark })));
  return [...known, { id: nowhere.id, owner: null }];
}

function idsOf(path: string, site: World['sites'][number]): string[] {
  if (path.includes('/demandes-de-compte/')) return [site.pending, site.settled, site.unconfirmed];
  if (path.includes('/documents/')) return [site.document];
  if (path.includes('/reprise-administration/')) return [site.takeover];
  if (path.includes('/mandats/')) return [site.mandate];
  if (path.startsWith(`${bankDesk}/`)) return [site.bank];
  if (path.includes('/reprises/')) return [site.takeover, site.proved];
  if (path.includes('/entreprises-a-valider/')) return [site.siren];
  if (path.includes('/etablissements-a-valider/')) return [site.siret];
  const { pending, settled, unconfirmed, document, siren, siret, mail } = site;
  return [pending, settled, unconfirmed, document, siren, siret, mail];
}

const absentOf = (path: string) =>
  path.includes('/entreprises-')
    ? nowhere.siren
    : path.includes('/etablissements-')
      ? nowhere.siret
      : nowhere.id;

/** What else may be asked of a route: numbers of the declared company, secrets that open another door. */
export function queriesOf({ path, who }: Route, { sites }: World): string[] {
  const [alpha] = sites;
  const declared = sites.at(-1)?.siren;
  if (path === bankDesk) return ['', '?etat=decidees'];
  if (path.endsWith('/entreprises')) return [`?q=${declared}`];
  if (path === '/reprise-administration') return ['', ...sites.map(({ siret }) => `?etablissement=${siret}`)];
  if (path === '/mandats/demander') return ['', ...sites.map(({ siret }) => `?client=${siret}`)];
  if (path.endsWith('/mon-entreprise')) return ['', `?recherche=${declared}`, `?entreprise=${declared}`];
  if (who.kind !== 'link-holder' || !alpha) return [''];
  if (path === '/invitation') return ['', `?jeton=${alpha.confirmSecret}`, `?jeton=${nowhere.id}`];
  const secrets = [
    alpha.confirmSecret,
    alpha.followSecret,
    alpha.invitationSecret,
    alpha.pending,
    nowhere.id,
  ];
  return ['', ...secrets.map((secret) => `?jeton=${secret}`)];
}
