// What sqlmap asks: each route that reads something, with every part of it that somebody may write.
import { apiQuestions } from './api-questions';
import { establishmentQuestions } from './establishment-questions';
import { gauges } from './journey';
import {
  mandateQuestions,
  person,
  type Question,
  takeoverQuestions,
  usersQuestions,
} from './place-questions';
import type { World } from './world';

const form = '/demande-de-compte';
const password = 'une phrase de passe assez longue';
const declared = {
  siret: '99900100200019',
  activity: 'Travaux',
  street: '3 rue de la Forge',
  postalCode: '90000',
  town: 'Belfort',
  aller: 'enregistrer',
};

/** `origin` is where the product is asked; `draft` the cookie of a request that is filled. */
export async function questions(world: World, origin: string, draft: string): Promise<Question[]> {
  const { sites } = world;
  const [alpha, echo] = [sites[0], sites.at(-1)];
  if (!alpha || !echo) throw new Error('no sites');
  const headers = [`Origin: ${origin}`];
  const sessionOf = (name: string) => `mc2i=${world.actor(name).session}`;
  const administrator = { cookie: sessionOf('alpha-establishment_administrator') };
  const agent = { cookie: sessionOf('agent-account_manager') };
  const { email: ownAddress } = world.actor('no-membership');
  const own = await world.request(alpha, { email: ownAddress, state: 'to_confirm' });
  const recovery = await world.link('accounts.password-reset', world.actor('no-membership').accountId);
  const careful = world.actor('alpha-viewer').accountId;
  const waiting = `mc2i-etape=${await world.link('accounts.second-step', careful)}`;

  const get = (route: string, asked: string, more: Partial<Question> = {}): Question => {
    const names = [...new URLSearchParams(asked).keys()];
    return { route: `GET ${route}`, url: `${origin}${route}?${asked}`, headers, tried: names, ...more };
  };
  const at = (route: string, path: string, more: Partial<Question> = {}): Question => ({
    route,
    url: `${origin}${path}`,
    headers,
    ...more,
  });
  const post = (route: string, fields: Record<string, string>, more: Partial<Question> = {}): Question =>
    at(`POST ${route}`, route, { fields, tried: Object.keys(fields), ...more });

  const [address, company, identity, rights] = gauges('personne@parcours.example').map(([path, fields]) =>
    post(path, { ...fields, aller: 'enregistrer' }, { cookie: draft }),
  );
  const decision = '/etablissements/:siret/utilisateurs/demandes/:id';
  const decided = `/etablissements/${alpha.siret}/utilisateurs/demandes/${alpha.pending}`;
  const queue = '/agents/demandes-de-compte';
  const refusal = { decision: 'refuser', motif: 'Adresse inconnue' };
  const approval = { decision: 'valider', corriger: 'oui', role: 'viewer', ...person };
  const decisions = (route: string, path: string, who: Partial<Question>) => [
    at(route, path, { fields: refusal, tried: ['decision', 'motif'], ...who }),
    at(route, path, { fields: approval, tried: ['corriger', 'role', ...Object.keys(person)], ...who }),
  ];

  return [
    get('/connexion', 'retour=/accueil&cree=1&fin=1'),
    post('/connexion', { email: 'qui@parcours.example', password }, { tried: ['email'] }),
    // Another address each time: what is tried on one is soon counted, and looked at no more.
    post(
      '/connexion',
      { email: 'qui@parcours.example', password, retour: '/accueil' },
      { tried: ['password', 'retour'], changing: 'email' },
    ),
    at('GET /connexion', '/connexion', {
      headers: ['User-Agent: Mozilla*', `Referer: ${origin}/*`, 'Accept-Language: fr*', 'X-Request-Id: a*'],
    }),
    post('/mot-de-passe-oublie', { email: 'qui@parcours.example' }),
    get('/mot-de-passe/nouveau', `jeton=${recovery}`),
    post('/mot-de-passe/nouveau', { jeton: recovery, password: 'court' }),
    get('/activation', `jeton=${recovery}`),
    post('/activation', { jeton: recovery, password: 'court', renvoyer: '1' }),
    ...[address, company, identity, rights].flatMap((one) => (one ? [one] : [])),
    get(`${form}/mon-entreprise`, `recherche=belfort&entreprise=${alpha.siret}&filtre=b`, { cookie: draft }),
    get(`${form}/mon-adresse-email`, 'x=1', { cookie: draft, tried: ['mc2i-demande'] }),
    get(`${form}/entreprises`, 'q=belfort'),
    post(
      `${form}/mon-entreprise/nouvelle-entreprise`,
      {
        ...declared,
        siren: '999001002',
        name: 'Atelier',
        kind: 'company',
        agreement: '1486',
        headcount: '3',
      },
      { cookie: draft },
    ),
    post(`${form}/mon-entreprise/nouvel-etablissement`, { ...declared, sign: 'Atelier' }, { cookie: draft }),
    get(`${form}/fermer`, 'de=mes-informations', { cookie: draft }),
    post(`${form}/fermer`, { choix: 'garder' }, { cookie: draft }),
    get(`${form}/confirmer`, `jeton=${alpha.confirmSecret}`),
    post(`${form}/confirmer`, { jeton: alpha.confirmSecret }),
    post(`${form}/confirmer`, { jeton: alpha.confirmSecret, renvoyer: '1' }),
    get(`${form}/suivi`, `jeton=${alpha.followSecret}`),
    post(`${form}/suivi`, { jeton: alpha.followSecret }),
    at('GET /accueil', '/accueil', { ...administrator, tried: ['mc2i'] }),
    get('/mes-etablissements', 'confirmee=1', administrator),
    post('/mes-etablissements', { demande: own }, { cookie: sessionOf('no-membership') }),
    get('/mon-profil', 'fait=fermer', administrator),
    post('/mon-profil', { geste: 'informations', ...person }, administrator),
    post('/mon-profil', { geste: 'fermer', session: 'a'.repeat(64) }, administrator),
    // Without the password, which is tried few times: the address is read before it.
    post(
      '/mon-profil',
      { geste: 'adresse', nouvelle: 'autre@parcours.example' },
      { ...administrator, tried: ['nouvelle'] },
    ),
    post('/mon-profil/fermer-mon-compte', { preuve: '', autre: 'x' }, { ...administrator, tried: ['autre'] }),
    get('/mon-profil/notifications', 'fait=1', administrator),
    post('/mon-profil/notifications', { [`request-${alpha.siret}`]: 'now' }, administrator),
    get('/mon-profil/double-authentification', 'fait=cle', administrator),
    ...[
      { geste: 'prouver', code: '123456' },
      { geste: 'enregistrer-cle', reponse: '{}', nom: 'Bureau' },
      { geste: 'retirer', cle: 'abc' },
    ].map((fields) => post('/mon-profil/double-authentification', fields, administrator)),
    get('/connexion/verification', 'retour=/accueil', { cookie: waiting, tried: ['retour', 'mc2i-etape'] }),
    ...[
      { geste: 'code', code: '123456' },
      { geste: 'secours', secours: 'ABCD' },
      { geste: 'cle', reponse: '{}' },
    ].map((fields) =>
      post('/connexion/verification', { ...fields, retour: '/accueil' }, { cookie: waiting }),
    ),
    get('/mon-profil/adresse-email', 'jeton=a', administrator),
    post('/mon-profil/adresse-email', { jeton: 'a' }, administrator),
    at(`GET ${decision}`, `${decided}*`, administrator),
    at(
      `GET ${decision}`,
      `/etablissements/${alpha.siret}*/utilisateurs/demandes/${alpha.pending}`,
      administrator,
    ),
    at(`GET ${decision}`, `${decided}?corriger=oui&fait=refuser`, {
      ...administrator,
      tried: ['corriger', 'fait'],
    }),
    ...decisions(`POST ${decision}`, decided, administrator),
    ...usersQuestions(alpha, { at, get, post }, administrator, {
      cookie: sessionOf('company-administrator'),
    }),
    ...establishmentQuestions(
      alpha.siret,
      administrator,
      { cookie: sessionOf('agent-payment_accountant') },
      { at, get },
    ),
    get(queue, 'q=zqecho&etat=decidees&page=1', agent),
    at(`GET ${queue}/:id`, `${queue}/${echo.pending}*`, agent),
    ...decisions(`POST ${queue}/:id`, `${queue}/${echo.pending}`, agent),
    at('GET /agents/documents/:id', `/agents/documents/${echo.document}*`, agent),
    ...takeoverQuestions(
      alpha,
      { at, get, post },
      { asker: { cookie: sessionOf('alpha-viewer') }, administrator, agent },
    ),
    ...mandateQuestions(alpha, { at, get, post }, administrator),
    ...(['entreprise', 'etablissement'] as const).flatMap((object) => {
      const route = `/agents/${object}s-a-valider`;
      const path = `${route}/${object === 'entreprise' ? echo.siren : echo.siret}`;
      const fields = { [object]: 'refuser', [`motif-${object}`]: 'Inconnu' };
      return [
        at(`GET ${route}/:id`, `${path}*`, agent),
        at(`POST ${route}/:id`, `${path}*`, { ...agent, fields: { [object]: 'x' } }),
        at(`POST ${route}/:id`, path, { ...agent, fields, tried: Object.keys(fields) }),
      ];
    }),
    get('/agents/journal-d-acces', `adresse=${world.actor('alpha-viewer').email}&vue=lus&du=1/1/2026&au=`, {
      cookie: sessionOf('agent-supervisor'),
    }),
    ...[
      at('GET /agents/agents/:id', `/agents/agents/${world.actor('agent-controller').accountId}*`),
      post('/agents/agents', { email: 'pas une adresse', role: 'controller' }),
      at('POST /agents/agents/:id', `/agents/agents/${world.actor('agent-controller').accountId}`, {
        fields: { geste: 'enregistrer', vus: 'x' },
        tried: ['geste', 'vus'],
      }),
    ].map((one) => ({ ...one, cookie: sessionOf('agent-supervisor') })),
    get('/agents/entreprises', 'q=belfort', agent),
    at(
      'GET /agents/entreprises/:siren',
      `/agents/entreprises/${alpha.siren}*?q=belfort&etat=tous&page=1`,
      agent,
    ),
    at('GET /agents/etablissements/:siret', `/agents/etablissements/${alpha.siret}*`, agent),
    ...apiQuestions(alpha, { at, get }),
    get('/agents/comptes', 'q=zq&etat=actifs&page=1', agent),
    get('/agents/revue-des-droits', 'q=zq&etat=en-cours&page=1', agent),
    get('/agents/revue-des-droits/droits-anciens', 'q=zq&page=1', agent),
    get('/connexion/opposition', 'jeton=zq'),
    post('/connexion/opposition', { jeton: 'zq' }),
    post('/agents/voir-comme/fin', {}, agent),
    at('GET /agents/comptes/:id', `/agents/comptes/${careful}*`, agent),
    at('POST /agents/comptes/:id', `/agents/comptes/${careful}`, {
      ...agent,
      fields: { geste: 'x', motif: 'Inconnu', etat: 'active', retrait: 'x' },
      tried: ['geste', 'motif', 'etat', 'retrait'],
    }),
    at(
      'GET /agents/comptes/:id/reunir',
      `/agents/comptes/${careful}/reunir?compte=zq@personne.example*`,
      agent,
    ),
    at('POST /agents/comptes/:id/reunir', `/agents/comptes/${careful}/reunir`, {
      ...agent,
      fields: { compte: 'zq@personne.example', vu: 'x', motif: 'Un', verifie: 'Deux' },
      tried: ['compte', 'vu', 'motif', 'verifie'],
    }),
    get('/agents/envois-et-traitements', 'adresse=zqalpha@courrier.example&fait=deja', agent),
    ...['renvoyer', 'abandonner-email', 'relancer', 'abandonner-traitement'].map((gesture) =>
      post('/agents/envois-et-traitements', { [gesture]: echo.mail }, agent),
    ),
  ];
}

/** How many parts of a question are tried. */
export const partsOf = ({ tried, url, headers = [] }: Question): number =>
  tried?.length ?? [url, ...headers].join('').split('*').length - 1;

/** Routes that read something of what is asked, and of which no question is asked. */
export function unasked(world: World, asked: readonly Question[]): string[] {
  const known = new Set(asked.map(({ route }) => route));
  return (
    world.routes
      .filter(
        ({ method, path, who }) => method === 'POST' || path.includes(':') || who.kind === 'link-holder',
      )
      .map(({ method, path }) => `${method} ${path}`)
      // It reads nothing but the session, tried on the home page.
      .filter((route) => route !== 'POST /deconnexion' && !known.has(route))
  );
}
