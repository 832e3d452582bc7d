import type { Database } from '../../platform/database';
import { dayInParis } from '../../platform/working-days';
import { agreementTyped } from '../../referentials';
import { listSites, type Site, shortestQuery } from '../../registry';
import { formatDate } from '../../ui';
import { companyChoice, siteChoice } from './choice';
import { hasTyped, type Typed } from './form-pages';
import type { FilledForm } from './gauges';
import { nothingFound, type Suggestion, suggest } from './search';
import { type SiteList, siteList } from './site-list';

/** What the second gauge shows. */
export interface CompanyScreen {
  readonly company: {
    readonly label: string;
    readonly town: string | null;
    readonly toValidate: boolean;
    /** Declared in this form: it can be modified. */
    readonly own: boolean;
  } | null;
  /** A declaration of a company was begun and is not complete. */
  readonly begun: boolean;
  /** Answer to the text typed, for who has no suggestions (no JavaScript). */
  readonly results: readonly Suggestion[];
  /** Why there are no results. */
  readonly message: string | null;
  /** Null while no company is chosen, and for one declared here, whose head office is the site. */
  readonly sites: SiteList | null;
  /** Label of the head office of the company declared here. */
  readonly headOffice: string | null;
  /** What is strange in the agreement of the company declared here; it stops nothing. */
  readonly agreementRemark: string | null;
}

interface Around {
  readonly now: Date;
  /** False when this address has searched too much in the last minute. */
  maySearch(): Promise<boolean>;
}

export async function companyScreen(
  db: Database,
  form: FilledForm,
  { now, maySearch }: Around,
): Promise<CompanyScreen> {
  const { typed, facts } = form;
  const company = companyChoice(typed, facts);
  const begun = hasTyped('nouvelle-entreprise', typed) && company.kind !== 'proposed';
  const nothing = { results: [], message: null, sites: null, headOffice: null, agreementRemark: null, begun };
  if (company.kind === 'proposed') {
    const site = siteChoice(typed, facts);
    const { town, agreement } = company.company;
    return {
      ...nothing,
      company: { label: company.label, town, toValidate: true, own: true },
      headOffice: 'label' in site ? site.label : null,
      agreementRemark: agreement && (await remarkOn(db, agreement, now)),
    };
  }
  if (!('siren' in company)) return { ...nothing, company: null, ...(await search(db, typed, maySearch)) };
  const site = siteChoice(typed, facts);
  const sites = facts.sites ?? (await listSites(db, company.siren, { include: typed.site ?? '' }));
  return {
    ...nothing,
    company: {
      label: company.label,
      town: headOfficeTown(sites),
      toValidate: company.toValidate,
      own: false,
    },
    sites: siteList(sites, {
      filter: typed.filtre ?? '',
      chosen: typed.site ?? '',
      declared: site.kind === 'proposed' ? site.label : null,
    }),
  };
}

/** Of a number that no list has, and of an agreement that ended: whoever declares may correct it, or go on. */
async function remarkOn(db: Database, typed: string, now: Date): Promise<string | null> {
  const known = await agreementTyped(db, typed, dayInParis(now));
  if (!known) {
    return /^\d{4}$/.test(typed)
      ? `Nous ne connaissons pas de convention collective numéro ${typed} : vérifiez ce numéro (IDCC) sur un bulletin de paie. Vous pouvez aussi continuer ainsi, nos conseillers le vérifieront.`
      : null;
  }
  const { idcc, title, inForce, until, successor } = known;
  if (inForce || until === null) return null;
  const instead = successor ? ` La ${successor.idcc}, ${successor.title}, l'a remplacée.` : '';
  return `La convention collective ${idcc}, ${title}, s'est terminée le ${formatDate(until)}.${instead} Corrigez-la si besoin, ou continuez ainsi.`;
}

const headOfficeTown = (sites: readonly Site[]) =>
  (sites.find((one) => one.headOffice) ?? sites[0])?.town ?? null;

async function search(db: Database, typed: Typed, maySearch: () => Promise<boolean>) {
  const text = (typed.recherche ?? '').trim();
  if (text === '') return { results: [], message: null };
  if ([...text].length < shortestQuery) {
    return { results: [], message: `Saisissez au moins ${shortestQuery} caractères.` };
  }
  if (!(await maySearch())) {
    return {
      results: [],
      message: 'Trop de recherches en peu de temps : patientez une minute, puis recommencez.',
    };
  }
  const results = await suggest(db, text);
  return { results, message: results.length === 0 ? nothingFound(text) : null };
}
