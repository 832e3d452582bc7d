// Row 5: an administrator gives only what they have, where they have it; nobody decides for themselves.
import { type RoleCode, roleCodes } from '../../src/access';
import { agentRoles } from '../../src/platform/who-may';
import { patchedProgram } from '../lab/patched';
import { atLeast, atMost, exactly, type Row, seenFault } from '../lab/rows';
import { changed, openState, type StateReader } from '../lab/state';
import { startWorld, type World } from '../lab/world';
import type { Actor } from '../lab/world-people';
import type { Site } from '../lab/world-sites';

const granted = [...roleCodes, ...agentRoles, 'superuser', ''];
const isRole = (role: string): role is RoleCode => roleCodes.some((code) => code === role);

/** Where a request is decided: on its establishment's page, and on the agents' desk. */
const pathsOf = ({ siret }: Pick<Site, 'siret'>, id: string) => ({
  administrator: `/etablissements/${siret}/utilisateurs/demandes/${id}`,
  agent: `/agents/demandes-de-compte/${id}`,
});

/** The figures of row 5, on a world whose sessions may have been closed. */
export async function* escalations(world: World): AsyncGenerator<Row> {
  for (const actor of world.actors) await world.signIn(actor);
  const state = await openState(world.cluster);
  try {
    const grid = await grantEverything(world, state);
    yield atLeast('5: grants tried, actor × role × site × page', grid.tried, 2000);
    yield atMost('5: grants beyond what the granter holds, or where they hold nothing', grid.escalations, 0);
    yield exactly('5: grants of what is held, refused', grid.refused, 0);
    yield atMost('5: own requests decided', await decideOwn(world, state), 0);
    yield atMost('5: effects of hidden and extra fields', await hiddenFields(world, state), 0);
    yield exactly('5: agent roles, before and after', await countAgentRoles(world), agentRoles.length);
  } finally {
    await state.close();
  }
  yield seenFault('5: own requests decided, once nothing forbids it', await control());
}

async function control(): Promise<number> {
  const { program, remove } = patchedProgram('own requests decided');
  const world = await startWorld({ program });
  const state = await openState(world.cluster);
  try {
    return await decideOwn(world, state);
  } finally {
    await state.close();
    await world.remove();
    remove();
  }
}

/** Administrators hold every permission of their sites; agents in charge decide where nobody administers. */
const mayGrant = (actor: Actor, { mark }: Site, page: 'administrator' | 'agent') =>
  page === 'administrator'
    ? actor.manages.includes(mark)
    : actor.agentRole === 'account_manager' && mark === 'zqecho';

async function grantEverything(world: World, state: StateReader) {
  const grid = { tried: 0, escalations: 0, refused: 0 };
  for (const site of world.sites) {
    let id = await world.request(site);
    let before = await state.read();
    for (const actor of world.actors) {
      const visitor = actor.visitor();
      for (const page of ['administrator', 'agent'] as const) {
        for (const role of granted) {
          await visitor.post(pathsOf(site, id)[page], { decision: 'valider', role });
          grid.tried += 1;
          if (changed(before, await state.read()).length === 0) {
            if (mayGrant(actor, site, page) && isRole(role)) grid.refused += 1;
            continue;
          }
          const given = await membershipOf(world, id);
          const right = mayGrant(actor, site, page) && isRole(role) && given === `${role} ${site.siret}`;
          if (!right) {
            grid.escalations += 1;
            console.log(
              `    ${actor.name} grants « ${role} » on ${site.mark} by the ${page}'s page: ${given}`,
            );
          }
          id = await world.request(site);
          before = await state.read();
        }
      }
      visitor.leave();
    }
  }
  return grid;
}

/** What a request gave: role and site. */
async function membershipOf({ client }: World, requestId: string): Promise<string> {
  const { rows } = await client.query<{ given: string }>(
    `select role || ' ' || siret as given from membership where request_id = $1 and state = 'active'`,
    [requestId],
  );
  return rows.map(({ given }) => given).join(', ');
}

async function countAgentRoles({ client }: World): Promise<number> {
  const { rows } = await client.query<{ count: number }>('select count(*)::int as count from agent_role');
  return rows[0]?.count ?? -1;
}

/** Everybody who decides somewhere asks for a role there, and tries to decide it. */
async function decideOwn(world: World, state: StateReader): Promise<number> {
  let decided = 0;
  for (const actor of world.actors) {
    const sites = world.sites.filter(
      (site) => mayGrant(actor, site, 'administrator') || mayGrant(actor, site, 'agent'),
    );
    const visitor = actor.visitor();
    for (const site of sites) {
      const id = await world.request(site, { email: actor.email, role: 'establishment_administrator' });
      const before = await state.read();
      for (const path of Object.values(pathsOf(site, id))) {
        await visitor.post(path, { decision: 'valider', role: 'viewer' });
        await visitor.post(path, { decision: 'refuser', motif: 'un motif' });
      }
      if (changed(before, await state.read()).length > 0) decided += 1;
    }
    visitor.leave();
  }
  return decided;
}

/** An administrator approves as a viewer, each time with one thing more than the form has. */
async function hiddenFields(world: World, state: StateReader): Promise<number> {
  const [alpha, bravo] = world.sites;
  if (!alpha || !bravo) return -1;
  const actor = world.actor('alpha-establishment_administrator');
  const other = await world.request(bravo);
  const extras = [
    ...[bravo.siret, 'null', ''].flatMap((siret) => [
      ['siret', siret],
      ['site', siret],
      ['etablissement', siret],
    ]),
    ['siren', bravo.siren],
    ...['requestId', 'request_id', 'id', 'demande'].map((name) => [name, other]),
    ...[
      'granted_role',
      'grantedRole',
      'roles',
      'roles[]',
      'role[]',
      'role[0]',
      'agentRole',
      'agent_role',
    ].map((name) => [name, 'establishment_administrator']),
    ['agent_role', 'account_manager'],
    ...['account_id', 'accountId', 'decided_by'].map((name) => [name, actor.accountId]),
    ['email', actor.email],
    ['state', 'active'],
    ['decided_by_agents', 'true'],
    ['permissions', 'users.manage'],
    ['isAdmin', 'true'],
    ['endsOn', '2099-01-01'],
    ['__proto__[role]', 'establishment_administrator'],
    ['__proto__', '{"role":"establishment_administrator"}'],
    ['constructor.prototype.role', 'establishment_administrator'],
    ['identity[email]', actor.email],
    ['corriger', 'non'],
    ['blocks_address', 'true'],
  ] as const;
  const visitor = actor.visitor();
  let effects = 0;
  for (const [name = '', value = ''] of extras) {
    const id = await world.request(alpha);
    const form = new URLSearchParams([
      [name, value],
      ['decision', 'valider'],
      ['role', 'viewer'],
    ]);
    const path = pathsOf(alpha, id).administrator;
    const before = await state.read();
    const answer = await visitor.post(`${path}?${form}`, form);
    // The tables that an approval writes, and no other; the role and the site of the request.
    const tables = changed(before, await state.read()).filter((table) => !ofAnApproval.includes(table));
    const given = await membershipOf(world, id);
    if (answer.status === 303 && tables.length === 0 && given === `viewer ${alpha.siret}`) continue;
    effects += 1;
    console.log(`    ${name}=${value}: ${answer.status}, ${given}, ${tables}`);
  }
  visitor.leave();
  if ((await membershipOf(world, other)) !== '') effects += 1;
  return effects;
}

const ofAnApproval = ['access_request', 'account', 'membership', 'history_entry', 'link', 'outgoing_mail'];
