// Rows 1 and 5: nobody reads or changes what belongs to a site where they hold no right, nor rises above it.
import { patchedProgram } from '../lab/patched';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { changed, openState } from '../lab/state';
import type { Visitor } from '../lab/visitor';
import { startWorld, type World } from '../lab/world';
import { onSite, queriesOf, type Route, type Target, targetsOf } from '../lab/world-addresses';
import { formsOf, isOf } from '../lab/world-forms';
import type { Actor } from '../lab/world-people';
import { foreignTexts, opensRecord, readable } from '../lab/world-texts';
import { escalations } from './escalation';

export const prove: Experiment = async function* () {
  const world = await startWorld();
  try {
    const reads = await sweepReads(world, world.routes);
    const writes = await sweepWrites(world);
    const covered = world.routes.filter((route) =>
      (route.method === 'GET' ? reads : writes).routes.has(route),
    );
    yield atLeast('1: actors', world.actors.length, 14);
    yield exactly(
      '1: routes covered, % of the table of routes',
      (100 * covered.length) / world.routes.length,
      100,
    );
    yield atLeast('1: reads tried', reads.tried, 1000);
    yield atMost('1: foreign texts read', reads.foreign, 0);
    yield atMost('1: foreign addresses told from those of nothing, by status or bytes', reads.told, 0);
    yield atLeast('1: writes tried, the whole state compared after each', writes.tried, 1000);
    yield atMost('1: changes of foreign state', writes.foreign, 0);
    yield atMost('1: answers 429 or 5xx, which would prove nothing', reads.failed + writes.failed, 0);
    yield exactly('1: what the entitled read and decide, of 9', await entitled(world), 9);
    yield* escalations(world);
  } finally {
    await world.remove();
  }
  yield* controls();
};

async function* controls() {
  for (const name of [
    'the right on an establishment not asked',
    'a request not held to the establishment of its address',
    'contacts of any establishment',
    'bank details of any establishment',
  ] as const) {
    const { program, remove } = patchedProgram(name);
    const world = await startWorld({ program });
    try {
      const routes = world.routes.filter(({ path }) => path.startsWith(onSite));
      const { foreign, told } = await sweepReads(world, routes);
      yield seenFault(`1: ${name}: foreign texts read or addresses told`, foreign + told);
    } finally {
      await world.remove();
      remove();
    }
  }
}

interface Sweep {
  readonly routes: Set<Route>;
  tried: number;
  foreign: number;
  told: number;
  failed: number;
}
const emptySweep = (): Sweep => ({ routes: new Set(), tried: 0, foreign: 0, told: 0, failed: 0 });

async function sweepReads(world: World, routes: readonly Route[]): Promise<Sweep> {
  const sweep = emptySweep();
  const read = async (actor: Actor) => {
    const visitor = actor.visitor();
    for (const route of routes.filter(({ method }) => method === 'GET')) {
      sweep.routes.add(route);
      await readRoute(world, route, actor, visitor, sweep);
    }
    visitor.leave();
  };
  await Promise.all(world.actors.map(read));
  return sweep;
}

async function readRoute(world: World, route: Route, actor: Actor, visitor: Visitor, sweep: Sweep) {
  const mayRead = readable(actor, route, world);
  const foreign = foreignTexts(actor, route, world);
  const answers: { target: Target; seen: string }[] = [];
  for (const target of targetsOf(route, world)) {
    for (const query of queriesOf(route, world)) {
      const answer = await visitor.get(`${target.path}${query}`);
      sweep.tried += 1;
      if (answer.status === 429 || answer.status >= 500) sweep.failed += 1;
      const text = `${JSON.stringify(answer.headers)} ${answer.body}`.toLowerCase();
      const unspaced = text.replace(/[\s\u00a0\u202f]/g, '');
      const found = foreign.filter((one) => text.includes(one) || unspaced.includes(one));
      if (found.length > 0) note(`${actor.name} reads ${found} at ${target.path}${query}`);
      sweep.foreign += found.length;
      answers.push({ target, seen: `${answer.status} ${answer.body}` });
    }
  }
  const may = (target: Target) =>
    target.owner !== null &&
    (opensRecord(actor, route, target.owner, world) || isOf(world, target, actor, mayRead));
  // A list is at the address of its place: none is alike but at another, where this actor has nothing to do.
  const samePlace = (one: Target, other: Target) =>
    route.path.includes(':id')
      ? one.siret === other.siret && one.siren === other.siren
      : one.siret === undefined || actor.role === null || !actor.attachedTo.includes(one.owner ?? '');
  for (const absent of answers.filter(({ target }) => target.owner === null)) {
    const alike = answers.filter(
      ({ target }) => target.owner !== null && samePlace(target, absent.target) && !may(target),
    );
    const differ = alike.filter(({ seen }) => masked(seen) !== masked(absent.seen));
    if (differ.length > 0) note(`${actor.name} tells ${differ[0]?.target.path} from nothing`);
    sweep.told += differ.length;
  }
}

/** The address itself, which the way to the sign-in page repeats, is no knowledge. */
const masked = (text: string) =>
  text.replace(/\b(\d{9}|\d{14}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/g, 'ID');

/** Only the form's own new drafts are nobody else's business. */
const seeded = { access_request_draft: `one.typed->>'lastName' like 'zq%'` };

async function sweepWrites(world: World): Promise<Sweep> {
  const sweep = emptySweep();
  const state = await openState(world.cluster, seeded);
  const visitors = new Map(world.actors.map((actor) => [actor, actor.visitor()]));
  try {
    let before = await state.read();
    // Signing out closes the session that asks: it is tried last.
    const routes = world.routes.filter(({ method }) => method === 'POST');
    routes.sort((a, b) => ownDoing(a).length - ownDoing(b).length);
    for (const route of routes) {
      sweep.routes.add(route);
      for (const [actor, visitor] of visitors) {
        for (const { path, form } of formsOf(route, actor, world)) {
          const answer = await visitor.post(path, form);
          sweep.tried += 1;
          if (answer.status === 429 || answer.status >= 500) sweep.failed += 1;
          const after = await state.read();
          const tables = changed(before, after).filter((table) => !ownDoing(route).includes(table));
          if (tables.length > 0) note(`${actor.name} changes ${tables} by ${path} ${JSON.stringify(form)}`);
          sweep.foreign += tables.length;
          before = after;
        }
      }
    }
  } finally {
    await state.close();
    for (const visitor of visitors.values()) visitor.leave();
  }
  return sweep;
}

/** Signing out ends one's own session. */
const ownDoing = ({ path }: Route) => (path === '/deconnexion' ? ['session', 'history_entry'] : []);

/** The same gestures by those who may: what the sweep looks for is really there to be read and changed. */
async function entitled(world: World): Promise<number> {
  const [alpha] = world.sites;
  const echo = world.sites.at(-1);
  if (!alpha || !echo) return 0;
  const onAlpha = `/etablissements/${alpha.siret}/utilisateurs/demandes/${alpha.pending}`;
  const onEcho = `/agents/demandes-de-compte/${echo.pending}`;
  let done = 0;
  for (const [name, path, mark] of [
    ['company-administrator', onAlpha, alpha.mark],
    ['agent-account_manager', onEcho, echo.mark],
  ] as const) {
    const visitor = await signedInAgain(world, name);
    if ((await visitor.get(path)).body.includes(mark)) done += 1;
    const answer = await visitor.post(path, { decision: 'refuser', motif: 'un motif' });
    if (answer.status === 303) done += 1;
    visitor.leave();
  }
  const data = `/etablissements/${alpha.siret}/donnees`;
  for (const [name, path, text] of [
    ['alpha-viewer', data, alpha.contact],
    ['alpha-accountant', `${data}/coordonnees-bancaires`, alpha.holder],
    ['agent-payment_accountant', `/agents/coordonnees-bancaires/${echo.bank}`, echo.holder],
  ] as const) {
    const visitor = await signedInAgain(world, name);
    if ((await visitor.get(path)).body.includes(text)) done += 1;
    visitor.leave();
  }
  const users = `/entreprises/${alpha.siren}/utilisateurs`;
  const visitor = await signedInAgain(world, 'company-administrator');
  if ((await visitor.get(users)).body.includes(alpha.mark)) done += 1;
  const suspension = { geste: 'suspendre', version: '1', motif: 'un motif' };
  if ((await visitor.post(`${users}/${alpha.member}`, suspension)).status === 303) done += 1;
  visitor.leave();
  return done;
}

/** The sweep has signed everybody out. */
async function signedInAgain(world: World, name: string): Promise<Visitor> {
  const actor = world.actor(name);
  await world.signIn(actor);
  return actor.visitor();
}

let noted = 0;
/** The first faults, by name: the controls make hundreds. */
function note(line: string) {
  noted += 1;
  if (noted <= 20) console.log(`    ${line}`);
}
