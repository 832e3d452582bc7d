import { type Queryable, sql } from '../../../platform/database';
import { companyName, siteName } from '../../../registry';
import { reviewsAskedOf } from '../store';

/** A review that somebody is asked for. */
export interface ReviewToDo {
  readonly id: string;
  readonly siren: string;
  /** Null: of what is held on the whole company. */
  readonly siret: string | null;
  readonly name: string;
  readonly town: string | null;
  readonly dueAt: Date;
}

/** As many as a page names: who administers a large company does them one after the other. */
const mostNamed = 10;

/** The first ones by their deadline, and how many there are. */
export async function reviewsToDo(
  db: Queryable,
  accountId: string,
  now: Date,
): Promise<{ first: ReviewToDo[]; count: number }> {
  const { rows } = await sql<ReviewToDo & { count: number }>`
    select asked.id, asked.siren, asked.siret, asked."dueAt", establishment.town,
      case when asked.siret is null then ${companyName} else ${siteName} end as name,
      count(*) over ()::integer as count
    from (${reviewsAskedOf(accountId, now)}) as asked join company on company.siren = asked.siren
    left join establishment on establishment.siret = asked.siret
    order by asked."dueAt", asked.siret nulls first limit ${mostNamed}`.execute(db);
  return { first: rows, count: rows[0]?.count ?? 0 };
}
