/** Where the pages of companies and sites are, for who looks. */
export interface Paths {
  readonly company: (siren: string) => string;
  readonly site: (siret: string) => string;
}

export const searchPath = '/agents/entreprises';

export const memberPaths: Paths = {
  company: (siren) => `/entreprises/${siren}`,
  site: (siret) => `/etablissements/${siret}`,
};
export const agentPaths: Paths = {
  company: (siren) => `${searchPath}/${siren}`,
  site: (siret) => `/agents/etablissements/${siret}`,
};
