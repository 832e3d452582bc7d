// What sqlmap asks of a site and of its company: users, mandates, administration.
import type { SqlmapTarget } from './sqlmap';
import type { World } from './world';

export interface Question extends SqlmapTarget {
  /** Of the table of routes. */
  readonly route: string;
}

/** Who a person is, as typed. */
export const person = {
  fonction: 'Comptable',
  nom: 'Martin',
  prenom: 'Lea',
  telephone: '06 00 00 00 00',
  civilite: 'MME',
};

interface Ask {
  at(route: string, path: string, more?: Partial<Question>): Question;
  get(route: string, asked: string, more?: Partial<Question>): Question;
  post(route: string, fields: Record<string, string>, more?: Partial<Question>): Question;
}

/** Of a takeover of the administration: asked for, answered, decided by the agents. */
export function takeoverQuestions(
  { siret, takeover, proved }: World['sites'][number],
  { at, get, post }: Ask,
  { asker, administrator, agent }: Record<'asker' | 'administrator' | 'agent', Partial<Question>>,
): Question[] {
  const [path, desk] = ['/reprise-administration', '/agents/reprises'];
  const form = (fields: Record<string, string>) => ({ fields, tried: Object.keys(fields) });
  return [
    get(path, `etablissement=${siret}`, asker),
    post(path, { etablissement: siret, raison: 'Partie' }, asker),
    at(`GET ${path}/:id`, `${path}/${takeover}*`, administrator),
    at(`POST ${path}/:id`, `${path}/${takeover}`, {
      ...administrator,
      ...form({ geste: 'refuser', motif: 'x' }),
    }),
    at(`GET ${desk}/:id`, `${desk}/${proved}*`, agent),
    at(`POST ${desk}/:id`, `${desk}/${proved}`, { ...agent, ...form({ decision: 'x', motif: 'Inconnu' }) }),
  ];
}

/** Of the mandates of a site: listed, asked for, answered. */
export function mandateQuestions(
  { siren, siret, mandate }: World['sites'][number],
  { at, get, post }: Ask,
  administrator: Partial<Question>,
): Question[] {
  const rights = { etablissement: 'consultation', salaries: 'x', debut: '1/1/2027', fin: '' };
  const asked = { partenaire: siret, client: siren, ...rights };
  const answer = { geste: 'refuser', version: '7', motif: 'x', ...rights };
  return [
    get('/mandats', 'vue=donnes&etat=termines&q=zq&page=1', administrator),
    get('/mandats/demander', `client=${siret}`, administrator),
    post('/mandats/demander', asked, { ...administrator, tried: Object.keys(asked) }),
    at('GET /mandats/:id', `/mandats/${mandate}*`, administrator),
    at('POST /mandats/:id', `/mandats/${mandate}`, {
      ...administrator,
      fields: answer,
      tried: Object.keys(answer),
    }),
  ];
}

/** Of a site's users, and of a company's. */
export function usersQuestions(
  { siret, siren, member, invitation, invitationSecret, block }: World['sites'][number],
  { at, get, post }: Ask,
  ofSite: Partial<Question>,
  ofCompany: Partial<Question>,
): Question[] {
  const change = { geste: 'modifier', version: '1', role: 'viewer', fin: '31/12/2027' };
  const end = { geste: 'retirer', version: '7', motif: 'Parti' };
  const lists = [
    ['/etablissements/:siret', `/etablissements/${siret}`, ofSite],
    ['/entreprises/:siren', `/entreprises/${siren}`, ofCompany],
  ] as const;
  return [
    at('GET /entreprises/:siren', `/entreprises/${siren}*`, ofCompany),
    at('GET /entreprises/:siren', `/entreprises/${siren}?q=belfort&etat=tous&page=1`, {
      ...ofCompany,
      tried: ['q', 'etat', 'page'],
    }),
    at('GET /etablissements/:siret', `/etablissements/${siret}*`, ofSite),
    get('/invitation', `jeton=${invitationSecret}`),
    post('/invitation', { jeton: invitationSecret, ...person }),
    ...lists.flatMap(([route, path, who]) => {
      const [users, list] = [`${route}/utilisateurs`, `${path}/utilisateurs`];
      const form = (fields: Record<string, string>) => ({ ...who, fields, tried: Object.keys(fields) });
      return [
        at(`GET ${users}`, `${list}?q=zq&etat=tous&page=1`, { ...who, tried: ['q', 'etat', 'page'] }),
        at(`GET ${users}`, `${path}*/utilisateurs`, who),
        ...['', '/export'].map((end) =>
          at(
            `GET ${route}/historique${end}`,
            `${path}/historique${end}?rubrique=droits&q=zq&du=1/1/2026&au=&page=1`,
            {
              ...who,
              tried: ['rubrique', 'q', 'du', 'au', 'page'],
            },
          ),
        ),
        at(`POST ${users}`, list, form({ geste: 'renvoyer', invitation })),
        at(`POST ${users}`, list, form({ geste: 'debloquer', blocage: block })),
        at(`GET ${users}/:id`, `${list}/${member}*`, who),
        at(`POST ${users}/:id`, `${list}/${member}`, form(change)),
        at(`POST ${users}/:id`, `${list}/${member}`, form(end)),
        at(`GET ${users}/revue`, `${path}*/utilisateurs/revue`, who),
        at(
          `POST ${users}/revue`,
          `${list}/revue`,
          form({
            vus: `${member}.7.viewer.active.`,
            mandats: '',
            derniere: 'x',
            motif: 'Parti',
            relu: 'oui',
          }),
        ),
        at(`GET ${users}/inviter`, `${path}*/utilisateurs/inviter`, who),
        at(
          `POST ${users}/inviter`,
          `${list}/inviter`,
          form({ email: 'qui@parcours.example', role: 'viewer', fin: '' }),
        ),
      ];
    }),
  ];
}
