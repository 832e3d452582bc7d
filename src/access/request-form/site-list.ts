import type { Site } from '../../registry';
import { siteLabel } from '../../ui';
import { proposed } from './form-pages';

/** Beyond this many open sites, the radios give way to a closed list. */
const mostRadios = 6;
/** Beyond this many sites, a filter comes before the list. */
const mostUnfiltered = 30;
/** A list longer than this is no help: the filter is. */
const mostListed = 200;

export interface SiteOption {
  readonly value: string;
  /** "NAME – SIRET – street, postal code TOWN", with its state when it is not an ordinary one. */
  readonly label: string;
  readonly disabled?: boolean;
}

export interface SiteList {
  readonly shape: 'radios' | 'list';
  readonly options: readonly SiteOption[];
  readonly filtered: boolean;
  /** Sites that match the filter, those not listed included. */
  readonly matching: number;
  /** Closed sites named apart, when they would drown the radios. */
  readonly closed: readonly string[];
}

/** How the sites of a company are offered; `declared` is the label of the one this person declares. */
export function siteList(
  sites: readonly Site[],
  { filter, chosen, declared }: { filter: string; chosen: string; declared: string | null },
): SiteList {
  const own = declared === null ? [] : [{ value: proposed, label: `${declared} (à valider)` }];
  const open = sites.filter((site) => site.active);
  const closed = sites.filter((site) => !site.active);
  if (open.length <= mostRadios) {
    const apart = open.length === 0 || open.length + closed.length > mostRadios;
    return {
      shape: 'radios',
      options: [...own, ...open.map(option), ...(apart ? [] : closed.map(option))],
      filtered: false,
      matching: sites.length,
      closed: apart ? closed.map((site) => option(site).label) : [],
    };
  }
  const filtered = sites.length > mostUnfiltered;
  const wanted = searchKey(filter);
  const matching = filtered ? sites.filter((site) => searchKey(option(site).label).includes(wanted)) : sites;
  const listed = matching.slice(0, mostListed);
  const kept = sites.filter((site) => site.siret === chosen && !listed.includes(site));
  return {
    shape: 'list',
    options: [...own, ...[...kept, ...listed].map(option)],
    filtered,
    matching: matching.length,
    closed: [],
  };
}

function option(site: Site): SiteOption {
  const label = siteLabel(site.name, site.siret, site.address);
  if (!site.active) return { value: site.siret, label: `${label} (fermé)`, disabled: true };
  return { value: site.siret, label: site.state === 'to_validate' ? `${label} (à valider)` : label };
}

const searchKey = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
