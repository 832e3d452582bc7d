import { recordPathOf } from '../access';

/** Where the pages of companies and sites are, for who looks. */
export interface Paths {
  readonly company: (siren: string) => string;
  readonly site: (siret: string) => string;
}

export const memberPaths: Paths = {
  company: (siren) => `/entreprises/${siren}`,
  site: (siret) => `/etablissements/${siret}`,
};
export const agentPaths: Paths = {
  company: (siren) => recordPathOf({ siren, siret: null }),
  site: (siret) => recordPathOf({ siren: siret.slice(0, 9), siret }),
};
