import { type Queryable, sql } from '../platform/database';
import { typedAddress } from './access-log';

export interface SignIn {
  readonly at: Date;
  /** Network address. */
  readonly address: string | null;
  /** "failed": somebody typed this address with another password. */
  readonly outcome: 'done' | 'failed';
}

/** The latest sign-ins to an account and the failures on its address, the last first. */
export async function signInsOf(
  db: Queryable,
  { accountId, email }: { accountId: string; email: string },
  most: number,
): Promise<SignIn[]> {
  const typed = typedAddress(email);
  const { rows } = await sql<SignIn>`
    (select entry.at, entry.address, 'done' as outcome from access_log_entry as entry
     where entry.subject_kind = 'account' and entry.subject_id = ${accountId}
       and entry.action in ('accounts.signed-in', 'accounts.activated')
     order by entry.id desc limit ${most})
    union all
    (select entry.at, entry.address, 'failed' from access_log_entry as entry
     where entry.subject_kind = ${typed.subjectKind} and entry.subject_id = ${typed.subjectId}
       and entry.action = 'sign-in-failed'
     order by entry.id desc limit ${most})
    order by at desc limit ${most}`.execute(db);
  return rows;
}
