import { type Queryable, sql } from '../platform/database';
import { typedAddress } from './access-log';

export interface SignIn {
  readonly at: Date;
  /** Network address. */
  readonly address: string | null;
  /** Who chooses a password by a mailed link is signed in too. "failed": another password was typed; "code-failed": the password, then a wrong code; "stopped": the password, then nothing. */
  readonly what: 'signed-in' | 'new-password' | 'failed' | 'code-failed' | 'stopped';
}

/** The latest sign-ins to an account, and as many failures on its address at most, the last first. */
export async function signInsOf(
  db: Queryable,
  { accountId, email }: { accountId: string; email: string },
  most: number,
): Promise<SignIn[]> {
  const typed = typedAddress(email);
  const { rows } = await sql<SignIn>`
    (select entry.at, entry.address, case entry.action when 'accounts.signed-in' then 'signed-in'
        when 'password-check-failed' then 'failed' when 'second-factor-failed' then 'code-failed'
        when 'second-factor-asked' then 'stopped'
        else 'new-password' end as what
     from access_log_entry as entry
     where entry.subject_kind = 'account' and entry.subject_id = ${accountId}
       and entry.action in
         ('accounts.signed-in', 'accounts.activated', 'accounts.password-changed', 'password-check-failed',
         'second-factor-failed', 'second-factor-asked')
       and not (entry.action = 'second-factor-asked' and exists (
         select from access_log_entry as next
         where next.subject_kind = 'account' and next.subject_id = ${accountId} and next.id > entry.id
           and next.at < entry.at + interval '10 minutes' and next.address is not distinct from entry.address
           and next.action in ('accounts.signed-in', 'second-factor-failed', 'second-factor-asked')))
     order by entry.id desc limit ${most})
    union all
    (select entry.at, entry.address, 'failed' from access_log_entry as entry
     where entry.subject_kind = ${typed.subjectKind} and entry.subject_id = ${typed.subjectId}
       and entry.action = 'sign-in-failed'
     order by entry.id desc limit ${most})
    order by at desc`.execute(db);
  return rows;
}
