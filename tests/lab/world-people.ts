// Who is in the world, and how they stand to its sites.
import type { Client } from 'pg';
import { type RoleCode, roleCodes } from '../../src/access';
import { hashOfSecret, newSecret } from '../../src/platform/links';
import { type AgentRole, agentRoles } from '../../src/platform/who-may';
import { Visitor } from './visitor';
import type { Site } from './world-sites';

export interface Actor {
  readonly name: string;
  readonly email: string;
  readonly accountId: string;
  /** Null for a visitor. */
  readonly session: string | null;
  readonly mark: string;
  /** Marks of the sites whose requests and users this actor decides as an administrator. */
  readonly manages: readonly string[];
  /** Marks of the sites where this actor is, or was, attached: their administrators see them. */
  readonly attachedTo: readonly string[];
  /** The company that this actor works for as a whole, by its SIREN. */
  readonly company: string | null;
  readonly role: RoleCode | null;
  readonly agentRole: AgentRole | null;
  /** One of its own network addresses. */
  visitor(): Visitor;
}

interface Holding {
  readonly on: string;
  readonly whole?: true;
  readonly role?: RoleCode;
  readonly state?: 'ended' | 'suspended' | 'pending';
  readonly endsOn?: string;
}

/** Who stands in which relation to which site. */
const holdings: readonly (readonly [name: string, holding: Holding | null, agent?: AgentRole])[] = [
  ['visitor', null],
  ['no-membership', null],
  ...roleCodes.map((role) => [`alpha-${role}`, { on: 'zqalpha', role }] as const),
  ['company-administrator', { on: 'zqalpha', whole: true }],
  ['bravo-administrator', { on: 'zqbravo' }],
  ['charlie-administrator', { on: 'zqcharlie' }],
  ['delta-viewer', { on: 'zqdelta', role: 'viewer' }],
  ['other-company-administrator', { on: 'zqcharlie', whole: true }],
  ['alpha-administrator-ended', { on: 'zqalpha', state: 'ended' }],
  ['alpha-administrator-suspended', { on: 'zqalpha', state: 'suspended' }],
  ['alpha-administrator-pending', { on: 'zqalpha', state: 'pending' }],
  ['alpha-administrator-past', { on: 'zqalpha', endsOn: '2020-01-01' }],
  ...agentRoles.map((role) => [`agent-${role}`, null, role] as const),
];

export async function writeActors(client: Client, origin: string, sites: readonly Site[]): Promise<Actor[]> {
  const actors: Actor[] = [];
  for (const [index, [name, holding, agentRole = null]] of holdings.entries()) {
    const mark = `zqself${String.fromCharCode(97 + index)}`;
    const email = `${mark}@acteurs.example`;
    const { rows } = await client.query<{ id: string }>(
      `insert into account (email, state, civility, first_name, last_name, job_title, phone, password_hash, created_at)
       values ($1, 'active', 'MME', $2, $2, $2, '+33622220000', 'unusable', now()) returning id`,
      [email, mark],
    );
    const accountId = rows[0]?.id ?? '';
    const site = sites.find((one) => one.mark === holding?.on);
    if (holding && site) {
      await client.query(
        `insert into membership (account_id, siren, siret, role, state, ends_on, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, now(), now())`,
        [
          accountId,
          site.siren,
          holding.whole ? null : site.siret,
          holding.role ?? 'establishment_administrator',
          holding.state ?? 'active',
          holding.endsOn ?? null,
        ],
      );
    }
    if (agentRole) {
      await client.query(`insert into agent_role values ($1, $2, now())`, [accountId, agentRole]);
      await client.query('update account set second_factor_at = now() where id = $1', [accountId]);
    }
    const session = name === 'visitor' ? null : newSecret();
    await writeSession(client, { accountId, session });
    const works = holding !== null && !holding.state && !holding.endsOn;
    const administers =
      works && (holding.role ?? 'establishment_administrator') === 'establishment_administrator';
    const reached = sites
      .filter((one) => (holding?.whole ? one.siren === site?.siren : one === site))
      .map((one) => one.mark);
    if (administers && !holding.whole && site) {
      await client.query('update invitation set invited_by = $1 where siret = $2', [accountId, site.siret]);
    }
    actors.push({
      name,
      email,
      accountId,
      session,
      mark,
      manages: administers ? reached : [],
      attachedTo: reached,
      company: works && holding.whole ? (site?.siren ?? null) : null,
      role: works ? (holding.role ?? 'establishment_administrator') : null,
      agentRole,
      visitor() {
        const visitor = new Visitor(origin, `127.2.${index + 1}.1`);
        if (session !== null) visitor.setCookie('mc2i', session);
        return visitor;
      },
    });
  }
  return actors;
}

/** Opens the session of somebody who is to be signed in; it stays as it is when it is open. */
export async function writeSession(
  client: Client,
  { accountId, session }: Pick<Actor, 'accountId' | 'session'>,
) {
  if (session === null) return;
  await client.query(`insert into session values ($1, $2, now(), now()) on conflict do nothing`, [
    hashOfSecret(session),
    accountId,
  ]);
}
