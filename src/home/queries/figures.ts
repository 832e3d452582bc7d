import { type MyEstablishment, stillRuns } from '../../access';
import { type Database, sql } from '../../platform/database';
import { workingDelayOverBefore } from '../../platform/working-days';
import { askedOfAgents } from './home';

/** How many people have access to what somebody administers, by the state of their membership. */
export interface UsersByState {
  readonly active: number;
  readonly pending: number;
  readonly suspended: number;
}

/** Of a month, or of a week: its first day (YYYY-MM-DD, in Paris). */
interface Period {
  readonly from: string;
}

export interface DecidedInMonth extends Period {
  readonly approved: number;
  readonly refused: number;
}

export interface DelayOfWeek extends Period {
  readonly decided: number;
  /** Half of the decisions took less, in days; null when there was none. */
  readonly medianDays: number | null;
}

export interface AdministratorFigures {
  readonly users: UsersByState;
  /** Twelve months, this one last. */
  readonly decided: readonly DecidedInMonth[];
}

export interface DeskFigures {
  /** Requests confirmed for less than 3 working days, for 3 to 10, for longer. */
  readonly ages: readonly [recent: number, late: number, older: number];
  /** Twelve weeks, this one last. */
  readonly delays: readonly DelayOfWeek[];
}

/** What an account administers: rows of `table` on one of these places. Each part has its own index. */
function onPlaces(table: 'membership' | 'request', places: readonly MyEstablishment[]) {
  const companies = places.filter(({ siret }) => siret === null).map(({ siren }) => siren);
  const sites = places.flatMap(({ siret }) => (siret === null ? [] : [siret]));
  const [siren, siret] = [sql.ref(`${table}.siren`), sql.ref(`${table}.siret`)];
  return sql`(${siren} = any(${companies}::text[]) or ${siret} = any(${sites}::text[]))`;
}

/** Null for whoever administers nothing. */
export async function administratorFigures(
  db: Database,
  memberships: readonly MyEstablishment[],
  now: Date,
): Promise<AdministratorFigures | null> {
  const places = memberships.filter(({ mayManageUsers }) => mayManageUsers);
  if (places.length === 0) return null;
  const { rows: users } = await sql<UsersByState>`
    select count(distinct membership.account_id) filter (where membership.state = 'active')::integer as active,
      count(distinct membership.account_id) filter (where membership.state = 'pending')::integer as pending,
      count(distinct membership.account_id) filter (where membership.state = 'suspended')::integer as suspended
    from membership where membership.state in ('active', 'pending', 'suspended') and ${stillRuns(now)}
      and ${onPlaces('membership', places)}`.execute(db);
  const { rows: decided } = await sql<DecidedInMonth>`
    with month as (
      select generate_series(date_trunc('month', ${now}::timestamptz at time zone 'Europe/Paris') - interval '11 months',
        date_trunc('month', ${now}::timestamptz at time zone 'Europe/Paris'), interval '1 month') as begins
    ), decided as (
      select request.state, date_trunc('month', request.decided_at at time zone 'Europe/Paris') as begins
      from access_request as request
      where request.state in ('approved', 'refused') and request.decided_at > ${now}::timestamptz - interval '13 months'
        and ${onPlaces('request', places)}
    )
    select to_char(month.begins, 'YYYY-MM-DD') as from,
      count(*) filter (where decided.state = 'approved')::integer as approved,
      count(*) filter (where decided.state = 'refused')::integer as refused
    from month left join decided on decided.begins = month.begins
    group by month.begins order by month.begins`.execute(db);
  return { users: users[0] ?? { active: 0, pending: 0, suspended: 0 }, decided };
}

export async function deskFigures(db: Database, now: Date): Promise<DeskFigures> {
  const [reminded, relayed] = [workingDelayOverBefore(now, 3), workingDelayOverBefore(now, 10)];
  const { rows: ages } = await sql<{ recent: number; late: number; older: number }>`
    with asked as (${askedOfAgents(now)})
    select count(*) filter (where asked.confirmed_at >= ${reminded})::integer as recent,
      count(*) filter (where asked.confirmed_at < ${reminded} and asked.confirmed_at >= ${relayed})::integer as late,
      count(*) filter (where asked.confirmed_at < ${relayed})::integer as older
    from asked`.execute(db);
  const { rows: delays } = await sql<DelayOfWeek>`
    with week as (
      select generate_series(date_trunc('week', ${now}::timestamptz at time zone 'Europe/Paris') - interval '11 weeks',
        date_trunc('week', ${now}::timestamptz at time zone 'Europe/Paris'), interval '1 week') as begins
    ), decided as (
      select date_trunc('week', request.decided_at at time zone 'Europe/Paris') as begins,
        extract(epoch from request.decided_at - request.confirmed_at)::float8 / 86400 as days
      from access_request as request
      where request.state in ('approved', 'refused') and request.decided_at > ${now}::timestamptz - interval '13 weeks'
        and request.decided_by_agents
    )
    select to_char(week.begins, 'YYYY-MM-DD') as from, count(decided.days)::integer as decided,
      percentile_cont(0.5) within group (order by decided.days) as "medianDays"
    from week left join decided on decided.begins = week.begins
    group by week.begins order by week.begins`.execute(db);
  const { recent = 0, late = 0, older = 0 } = ages[0] ?? {};
  return { ages: [recent, late, older], delays };
}
