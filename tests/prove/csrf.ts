// Row 14: another site can do nothing in the name of somebody who is signed in here.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Door, doorsOf } from '../lab/doors';
import { patchedProgram } from '../lab/patched';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { changed, openState, type StateReader } from '../lab/state';
import { startWorld, type World } from '../lab/world';

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
  const ids = [
    alpha.takeover,
    alpha.proved,
    alpha.pending,
    alpha.member,
    echo.pending,
    echo.document,
    echo.siren,
    echo.siret,
    echo.mail,
  ];
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
