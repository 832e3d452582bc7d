import type { SqlmapTarget } from './sqlmap';

interface Question extends SqlmapTarget {
  readonly route: string;
}

interface Ask {
  at(route: string, path: string, more?: Partial<Question>): Question;
  get(route: string, asked: string, more?: Partial<Question>): Question;
}

/** Of the registry's API, by anybody. */
export function apiQuestions(
  { siren, siret }: { readonly siren: string; readonly siret: string },
  { at, get }: Ask,
): Question[] {
  const company = '/api/v1/entreprises/:siren';
  const path = `/api/v1/entreprises/${siren}`;
  return [
    get('/api/v1/entreprises', 'q=belfort'),
    at(`GET ${company}`, `${path}*`),
    at(`GET ${company}/etablissements`, `${path}/etablissements?page=1&ville=belfort`, {
      tried: ['page', 'ville'],
    }),
    at('GET /api/v1/etablissements/:siret', `/api/v1/etablissements/${siret}*`),
  ];
}
