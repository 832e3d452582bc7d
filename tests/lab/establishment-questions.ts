import type { SqlmapTarget } from './sqlmap';
import { nowhere } from './world';

interface Question extends SqlmapTarget {
  readonly route: string;
}

interface Ask {
  at(route: string, path: string, more?: Partial<Question>): Question;
  get(route: string, asked: string, more?: Partial<Question>): Question;
}

/** Of an establishment's data, of its bank details, and of the desk that validates these. */
export function establishmentQuestions(
  siret: string,
  administrator: Partial<Question>,
  agent: Partial<Question>,
  { at, get }: Ask,
): Question[] {
  const [route, path] = ['/etablissements/:siret/donnees', `/etablissements/${siret}/donnees`];
  const desk = '/agents/coordonnees-bancaires';
  const [section, bank] = [`${route}/:rubrique`, `${route}/coordonnees-bancaires`];
  const form = (fields: Record<string, string>) => ({ fields, tried: Object.keys(fields) });
  const contact = { nom: 'A', prenom: 'B', fonction: 'C', email: 'd@personne.example', telephone: '12' };
  const headcount = { version: '9', annee: '2025', effectif: '12', source: 'dsn' };
  return [
    at(`GET ${route}`, `${path}*`, administrator),
    at(`GET ${section}`, `${path}/effectif*`, administrator),
    at(`GET ${section}`, `${path}/effectif?page=2`, { ...administrator, tried: ['page'] }),
    at(`POST ${section}`, `${path}/contact-formation`, {
      ...administrator,
      ...form({ geste: 'enregistrer', version: '9', ...contact }),
    }),
    at(`POST ${section}`, `${path}/effectif`, {
      ...administrator,
      ...form({ geste: 'ajouter', ...headcount }),
    }),
    at(`POST ${section}`, `${path}/convention-collective`, {
      ...administrator,
      ...form({ geste: 'ajouter', version: '9', idcc: '3248', du: '1/1/2024', au: '' }),
    }),
    at(`GET ${bank}`, `${path}/coordonnees-bancaires?fait=retirees`, { ...administrator, tried: ['fait'] }),
    at(`POST ${bank}`, `${path}/coordonnees-bancaires`, {
      ...administrator,
      ...form({ geste: 'demander', titulaire: 'A', iban: 'FR76', bic: 'B', vu: '' }),
    }),
    at(`POST ${bank}`, `${path}/coordonnees-bancaires`, {
      ...administrator,
      ...form({ geste: 'retirer', demande: nowhere.id }),
    }),
    get(desk, 'etat=decidees&page=1', agent),
    at(`GET ${desk}/:id`, `${desk}/${nowhere.id}*`, agent),
    at(`POST ${desk}/:id`, `${desk}/${nowhere.id}`, {
      ...agent,
      ...form({ decision: 'refuser', motif: 'x' }),
    }),
  ];
}
