// Row 14: another site can do nothing in the name of somebody who is signed in here.
import { setTimeout as sleep } from 'node:timers/promises';
import { hashPassword } from '../../src/accounts';
import { gauges, ground } from '../lab/journey';
import { patchedProgram } from '../lab/patched';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { changed, openState, type StateReader } from '../lab/state';
import { Visitor } from '../lab/visitor';
import { startWorld, type World } from '../lab/world';

/** A form that changes something, and who sends it. */
interface Door {
  readonly route: string;
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly visitor: Visitor;
}

/** Somebody else's way of sending a form: method, headers, body, more of the address. */
interface Foreign {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly query?: string;
}

export const prove: Experiment = async function* () {
  const world = await startWorld();
  const state = await openState(world.cluster);
  try {
    const doors = await doorsOf(world);
    const unsafe = world.routes.filter(({ method }) => method === 'POST').map(({ path }) => path);
    const missing = unsafe.filter((path) => !doors.some(({ route }) => route === path));
    if (missing.length > 0) console.log(`    without a form: ${missing}`);
    yield exactly('14: POST routes tried, of those there are', unsafe.length - missing.length, unsafe.length);
    const { tried, changes } = await fromElsewhere(world, state, doors);
    yield atLeast('14: forms from elsewhere', tried, 20 * unsafe.length);
    yield atMost('14: changes of state by forms from elsewhere', changes, 0);
    yield atMost('14: changes of state by reading (GET)', await byReading(world, state), 0);
    const right = await fromHere(state, doors);
    yield exactly('14: the same forms from here that change the state', right, doors.length);
  } finally {
    await state.close();
    await world.remove();
  }
  yield seenFault('14: changes once no origin is asked', await control());
};

async function control(): Promise<number> {
  const { program, remove } = patchedProgram('no origin asked of a form');
  const world = await startWorld({ program });
  const state = await openState(world.cluster);
  try {
    return (await fromElsewhere(world, state, await doorsOf(world))).changes;
  } finally {
    await state.close();
    await world.remove();
    remove();
  }
}

async function fromElsewhere(world: World, state: StateReader, doors: readonly Door[]) {
  let [tried, changes] = [0, 0];
  let before = await state.read();
  const look = async (what: string) => {
    const after = await state.read();
    const tables = changed(before, after);
    before = after;
    if (tables.length === 0) return;
    changes += 1;
    console.log(`    ${what} changes ${tables}`);
  };
  for (const { route, path, form, visitor } of doors) {
    for (const [name, { method, headers, body, query }] of Object.entries(foreignForms(world, form))) {
      await visitor.send(method, `${path}${query ?? ''}`, body, { ...headers });
      tried += 1;
      await look(`${route}: ${name}`);
    }
  }
  // What a job would do of them later.
  await sleep(2000);
  await look('later');
  return { tried, changes };
}

function foreignForms({ product }: World, form: Door['form']): Readonly<Record<string, Foreign>> {
  const body = new URLSearchParams(form).toString();
  const query = `?${body}&_method=POST`;
  const evil = 'https://ailleurs.example';
  const coded = { 'content-type': 'application/x-www-form-urlencoded' };
  const parts = Object.entries(form).map(
    ([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const multipart = {
    body: `${parts.join('')}--x--\r\n`,
    type: { 'content-type': 'multipart/form-data; boundary=x' },
  };
  const post = (headers: Foreign['headers'], sent = body): Foreign => ({
    method: 'POST',
    headers,
    body: sent,
  });
  const fromOrigin = (origin: string) => post({ ...coded, origin });
  const plain = { 'content-type': 'text/plain' };
  const json = { 'content-type': 'application/json' };
  const own = product.origin;
  return {
    'no origin': post(coded),
    'no origin, our page as referer': post({ ...coded, referer: `${own}/connexion` }),
    'foreign origin': fromOrigin(evil),
    'foreign origin, our page as referer': post({ ...coded, origin: evil, referer: `${own}/` }),
    'origin null': fromOrigin('null'),
    'empty origin': fromOrigin(''),
    'origin of another port': fromOrigin(`http://127.0.0.1:${product.port + 1}`),
    'origin that begins like ours': fromOrigin(`${own}.ailleurs.example`),
    'origin that ends like ours': fromOrigin(`https://ailleurs.example#${own}`),
    'our origin over https': fromOrigin(own.replace('http:', 'https:')),
    'two origins': fromOrigin(`${own}, ${evil}`),
    'cross-site': post({ ...coded, 'sec-fetch-site': 'cross-site' }),
    'same-site': post({ ...coded, 'sec-fetch-site': 'same-site' }),
    'typed address': post({ ...coded, 'sec-fetch-site': 'none' }),
    'same-origin said beside a foreign origin': post({
      ...coded,
      origin: evil,
      'sec-fetch-site': 'same-origin',
    }),
    'text/plain': post({ ...plain, origin: evil }),
    'text/plain without origin': post(plain),
    multipart: post({ ...multipart.type, origin: evil }, multipart.body),
    'multipart without origin': post(multipart.type, multipart.body),
    'application/json': post({ ...json, origin: evil }, JSON.stringify(form)),
    'method override': post({ ...coded, origin: evil, 'x-http-method-override': 'POST' }),
    'GET with a body': { method: 'GET', headers: { ...coded, origin: own }, body },
    'GET and _method': { method: 'GET', headers: {}, query },
    'GET and a method override': { method: 'GET', headers: { 'x-http-method-override': 'POST' }, query },
    'HEAD and _method': { method: 'HEAD', headers: {}, query },
  };
}

/** Every page, live links included, read by those who may. */
async function byReading(world: World, state: StateReader): Promise<number> {
  const [alpha] = world.sites;
  const echo = world.sites.at(-1);
  if (!alpha || !echo) return -1;
  const reset = await world.link('accounts.password-reset', world.actor('no-membership').accountId);
  const ids = [alpha.pending, alpha.member, echo.pending, echo.document, echo.siren, echo.siret, echo.mail];
  const secrets = [alpha.confirmSecret, alpha.followSecret, alpha.invitationSecret, reset];
  let changes = 0;
  let before = await state.read();
  for (const name of ['visitor', 'alpha-establishment_administrator', 'agent-account_manager']) {
    const visitor = world.actor(name).visitor();
    for (const { path } of world.routes.filter(({ method }) => method === 'GET')) {
      const filled = path.replace(':siret', alpha.siret).replace(':siren', alpha.siren);
      const paths = filled.includes(':') ? ids.map((id) => filled.replace(/:\w+/, id)) : [filled];
      for (const one of paths.flatMap((at) => [at, ...secrets.map((secret) => `${at}?jeton=${secret}`)])) {
        await visitor.get(one);
      }
      const after = await state.read();
      const tables = changed(before, after);
      before = after;
      if (tables.length > 0) console.log(`    reading ${path} changes ${tables}`);
      changes += tables.length;
    }
    visitor.leave();
  }
  return changes;
}

/** How many of the forms do what they are for when they come from our own page. */
async function fromHere(state: StateReader, doors: readonly Door[]): Promise<number> {
  let right = 0;
  for (const { route, path, form, visitor } of doors) {
    const before = await state.read();
    const { status } = await visitor.post(path, form);
    let done = false;
    // Some of them are done by a job.
    for (let wait = 0; wait < 100 && !done; wait++) {
      done = changed(before, await state.read()).length > 0;
      if (!done) await sleep(100);
    }
    if (done) right += 1;
    else console.log(`    ${route} answers ${status} and changes nothing`);
    visitor.leave();
  }
  return right;
}

/** A form for every route, sent by whoever it would do most for. Signing out comes last. */
async function doorsOf(world: World): Promise<Door[]> {
  const [alpha] = world.sites;
  const echo = world.sites.at(-1);
  if (!alpha || !echo) throw new Error('no site');
  const { client, product } = world;
  const password = 'une phrase assez longue 2i';
  const [member, other] = [world.actor('no-membership'), world.actor('delta-viewer')];
  await client.query('update account set password_hash = $1 where id = $2', [
    await hashPassword(password),
    member.accountId,
  ]);
  const { rows } = await client.query<{ id: string }>(
    `insert into account (email, state, first_name, last_name, created_at)
     values ('a.activer@personne.example', 'to_activate', 'A', 'B', now()) returning id`,
  );
  const own = await world.request(alpha, { email: member.email, state: 'to_confirm' });
  const undecided = await world.request(echo);
  let address = 0;
  const stranger = () => new Visitor(product.origin, `127.3.1.${++address}`);
  const as = (name: string) => world.actor(name).visitor();
  const closing = stranger();
  for (const [path, fields] of gauges('brouillon@personne.example').slice(0, 1))
    await closing.post(path, fields);
  const door = (route: string, visitor: Visitor, form: Door['form'], path = route): Door => ({
    route,
    path,
    form,
    visitor,
  });
  const creation = { aller: 'enregistrer', name: 'ATELIER', siren: '999000201', town: 'BELFORT' };
  const request = { decision: 'refuser', motif: 'un motif' };
  const onAlpha = '/etablissements/:siret/utilisateurs/demandes/:id';
  const [company, site] = ['/agents/entreprises-a-valider/:id', '/agents/etablissements-a-valider/:id'];
  const agents = '/agents/demandes-de-compte/:id';
  return [
    ...gauges('ailleurs@personne.example').map(([path, fields]) => door(path, stranger(), fields)),
    door('/demande-de-compte/mon-entreprise/nouvelle-entreprise', stranger(), creation),
    door('/demande-de-compte/mon-entreprise/nouvel-etablissement', stranger(), {
      ...creation,
      siret: ground.siret,
    }),
    door('/demande-de-compte/fermer', closing, { choix: 'effacer' }),
    door('/connexion', stranger(), { email: member.email, password }),
    door('/mot-de-passe-oublie', stranger(), { email: world.actor('bravo-administrator').email }),
    door('/mot-de-passe/nouveau', stranger(), {
      jeton: await world.link('accounts.password-reset', other.accountId),
      password: 'le chat dort sur le buffet',
    }),
    door('/activation', stranger(), {
      jeton: await world.link('accounts.activation', rows[0]?.id ?? ''),
      password: 'le chat dort sur le buffet',
    }),
    door('/demande-de-compte/confirmer', stranger(), { jeton: alpha.confirmSecret }),
    door('/demande-de-compte/suivi', stranger(), { jeton: alpha.followSecret }),
    door('/mes-etablissements', as('no-membership'), { demande: own }),
    door(
      onAlpha,
      as('alpha-establishment_administrator'),
      request,
      onAlpha.replace(':siret', alpha.siret).replace(':id', await world.request(alpha)),
    ),
    ...usersDoors(world, door),
    door(agents, as('agent-account_manager'), request, agents.replace(':id', undecided)),
    door(
      company,
      as('agent-account_manager'),
      { entreprise: 'accepter' },
      company.replace(':id', echo.siren),
    ),
    door(site, as('agent-account_manager'), { etablissement: 'accepter' }, site.replace(':id', echo.siret)),
    door('/agents/envois-et-traitements', as('agent-account_manager'), { 'abandonner-email': echo.mail }),
    door('/deconnexion', as('no-membership'), {}),
  ];
}

/** Those of a site's users, and of a company's: what each changes is another's. */
function usersDoors(
  world: World,
  door: (route: string, visitor: Visitor, form: Door['form'], path?: string) => Door,
): Door[] {
  const [alpha, bravo, charlie, delta] = world.sites;
  if (!alpha || !bravo || !charlie || !delta) throw new Error('no sites');
  const invitee = { role: 'viewer', fin: '' };
  const suspension = { geste: 'suspendre', version: '1', motif: 'un motif' };
  const identity = { civilite: 'M', fonction: 'A', nom: 'B', prenom: 'C', telephone: '0600000000' };
  return [
    { on: '/etablissements/:siret', number: alpha.siret, by: 'alpha-establishment_administrator', of: alpha },
    { on: '/entreprises/:siren', number: charlie.siren, by: 'other-company-administrator', of: delta },
  ]
    .flatMap(({ on, number, by, of }) => {
      const users = `${on}/utilisateurs`;
      const at = (route: string) => route.replace(/:sire[nt]/, number).replace(':id', of.member);
      const as = () => world.actor(by).visitor();
      return [
        door(users, as(), { geste: 'debloquer', blocage: of.block }, at(users)),
        door(`${users}/:id`, as(), suspension, at(`${users}/:id`)),
        door(
          `${users}/inviter`,
          as(),
          { email: `zq${number}@personne.example`, ...invitee },
          at(`${users}/inviter`),
        ),
      ];
    })
    .concat(
      door('/invitation', new Visitor(world.product.origin, '127.3.2.1'), {
        jeton: bravo.invitationSecret,
        ...identity,
      }),
    );
}
