import { type Queryable, sql } from '../../platform/database';
import { siteAddress, siteName } from '../../registry';
import type { RoleCode } from '../rules';
import { agentsWithRole, stillRuns } from '../store';
import { takeoverView } from '../takeover/queries/takeover-view';
import { mayConfirm } from '../takeover/rules';
import type { WaitingNote } from './store';
import { readChoice } from './store';

/** Something that still waits for one person. */
export interface DigestLine {
  readonly kind: 'request' | 'takeover';
  readonly id: string;
  readonly siret: string;
  readonly siteName: string;
  readonly siteAddress: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Asked for; of a takeover, none. */
  readonly role: RoleCode | null;
  readonly since: Date;
  /** As an agent of the OPCO. */
  readonly atTheDesk: boolean;
}

const idsOf = (notes: readonly WaitingNote[], ...kinds: readonly WaitingNote['kind'][]) => [
  ...new Set(notes.filter(({ kind }) => kinds.includes(kind)).map(({ subjectId }) => subjectId)),
];

/** Of what was noted for an account, what it may still act on: each thing once, oldest first. */
export async function stillWaiting(
  db: Queryable,
  accountId: string,
  notes: readonly WaitingNote[],
  now: Date,
): Promise<DigestLine[]> {
  const isAgent = (await agentsWithRole(db, 'account_manager')).includes(accountId);
  const lines = await requests(db, { accountId, isAgent, ids: idsOf(notes, 'request', 'reminder'), now });
  for (const id of idsOf(notes, 'takeover_to_confirm', 'takeover_to_decide')) {
    const line = await takeover(db, { accountId, isAgent, id, now });
    if (line) lines.push(line);
  }
  return lines.sort((one, other) => one.since.getTime() - other.since.getTime());
}

async function requests(
  db: Queryable,
  asked: { accountId: string; isAgent: boolean; ids: readonly string[]; now: Date },
): Promise<DigestLine[]> {
  const { rows } = await sql<DigestLine & { administers: boolean; withAgents: boolean }>`
    with waiting as (
      select request.*, exists (
        select from membership where membership.account_id = me.id and membership.state = 'active'
          and membership.role = 'establishment_administrator' and membership.siren = request.siren
          and (membership.siret is null or membership.siret = request.siret) and ${stillRuns(asked.now)}
      ) as administers
      from access_request as request join account as me on me.id = ${asked.accountId}
      where request.id = any(${asked.ids}::uuid[]) and request.state = 'pending' and request.email <> me.email
    )
    select 'request' as kind, waiting.id, waiting.siret, ${siteName} as "siteName", ${siteAddress} as "siteAddress",
      waiting.first_name as "firstName", waiting.last_name as "lastName", waiting.role,
      waiting.confirmed_at as since, not waiting.administers as "atTheDesk"
    from waiting
    left join company on company.siren = waiting.siren
    left join establishment on establishment.siret = waiting.siret
    where waiting.administers or (${asked.isAgent}::boolean and waiting.decided_by_agents)`.execute(db);
  return rows;
}

async function takeover(
  db: Queryable,
  asked: { accountId: string; isAgent: boolean; id: string; now: Date },
): Promise<DigestLine | null> {
  const { accountId, isAgent, id, now } = asked;
  const found = await takeoverView(db, id);
  if (!found) return null;
  const atTheDesk = isAgent && found.state === 'with_agents';
  const wanted = (await readChoice(db, accountId, 'takeover_to_confirm', found)) !== 'none';
  if (!atTheDesk && !(wanted && (await mayConfirm(db, found, accountId, now)))) return null;
  const { siret, siteName, siteAddress, firstName, lastName, askedAt: since } = found;
  return {
    kind: 'takeover',
    id,
    siret,
    siteName,
    siteAddress,
    firstName,
    lastName,
    role: null,
    since,
    atTheDesk,
  };
}
