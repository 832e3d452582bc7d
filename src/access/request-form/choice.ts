import {
  type NewCompany,
  type NewEstablishment,
  newCompanySchema,
  newEstablishmentSchema,
  type Site,
} from '../../registry';
import { companyLabel, siteLabel } from '../../ui';
import { proposed, type Typed, valuesOf } from './form-pages';

/** What the registry says of the numbers chosen in the second gauge; read anew for every page. */
export interface Facts {
  readonly company: {
    readonly siren: string;
    readonly name: string;
    readonly active: boolean;
    readonly toValidate: boolean;
  } | null;
  readonly site: {
    readonly siret: string;
    readonly name: string;
    readonly address: string;
    readonly active: boolean;
    readonly toValidate: boolean;
  } | null;
  /** All that the company offers, read with it for the page that lists them. */
  readonly sites?: readonly Site[];
}

export const noFacts: Facts = { company: null, site: null };

interface Label {
  /** "NAME - SIREN", or "NAME – SIRET – address". */
  readonly label: string;
  readonly toValidate: boolean;
}

/** `unfinished`: a creation was kept, but something typed since made it incomplete. */
export type CompanyChoice =
  | { readonly kind: 'none' | 'unfinished' }
  | ({ readonly kind: 'known' | 'closed'; readonly siren: string } & Label)
  | ({ readonly kind: 'proposed'; readonly siren: string; readonly company: NewCompany } & Label);

export type SiteChoice =
  | { readonly kind: 'none' | 'unfinished' }
  | ({ readonly kind: 'known' | 'closed'; readonly siret: string } & Label)
  | ({
      readonly kind: 'proposed';
      readonly siret: string;
      /** Null: the head office of a proposed company. */
      readonly establishment: NewEstablishment | null;
    } & Label);

export function companyChoice(typed: Typed, facts: Facts): CompanyChoice {
  if (typed.entreprise === proposed) {
    const read = newCompanySchema.safeParse(valuesOf('nouvelle-entreprise', typed));
    if (!read.success) return { kind: 'unfinished' };
    const { siren, name } = read.data;
    return {
      kind: 'proposed',
      siren,
      company: read.data,
      label: companyLabel(name, siren),
      toValidate: true,
    };
  }
  if (!facts.company) return { kind: 'none' };
  const { siren, name, active, toValidate } = facts.company;
  return { kind: active ? 'known' : 'closed', siren, label: companyLabel(name, siren), toValidate };
}

export function siteChoice(typed: Typed, facts: Facts): SiteChoice {
  const company = companyChoice(typed, facts);
  if (company.kind === 'unfinished') return { kind: 'unfinished' };
  if (company.kind === 'proposed') {
    const { siret, name } = company.company;
    const label = siteLabel(name, siret, company.company);
    return { kind: 'proposed', siret, establishment: null, label, toValidate: true };
  }
  if (company.kind !== 'known') return { kind: 'none' };
  if (typed.site === proposed) return proposedSite(typed, facts, company.siren);
  if (!facts.site) return { kind: 'none' };
  const { siret, name, address, active, toValidate } = facts.site;
  return { kind: active ? 'known' : 'closed', siret, label: siteLabel(name, siret, address), toValidate };
}

function proposedSite(typed: Typed, facts: Facts, siren: string): SiteChoice {
  const read = newEstablishmentSchema.safeParse({ siren, ...valuesOf('nouvel-etablissement', typed) });
  if (!read.success) return { kind: 'unfinished' };
  const { siret, sign } = read.data;
  const label = siteLabel(sign ?? facts.company?.name ?? '', siret, read.data);
  return { kind: 'proposed', siret, establishment: read.data, label, toValidate: true };
}
