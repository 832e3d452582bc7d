import { type Queryable, sql } from '../../../platform/database';
import { siteName } from '../../../registry';
import type { Place } from '../../place';
import type { RoleCode } from '../../rules';

/** An invitation that nobody has answered. */
export interface OpenInvitation {
  readonly id: string;
  readonly email: string;
  readonly role: RoleCode;
  /** Null: to the whole company. */
  readonly siret: string | null;
  readonly siteName: string | null;
  readonly by: string;
  readonly sentAt: Date;
  readonly expiresAt: Date;
}

/** Those of a place, latest first; of a company, those to its establishments too. */
export async function openInvitationsOn(db: Queryable, place: Place): Promise<OpenInvitation[]> {
  const where =
    place.siret === null
      ? sql`invitation.siren = ${place.siren}`
      : sql`invitation.siren = ${place.siren} and invitation.siret = ${place.siret}`;
  const { rows } = await sql<OpenInvitation>`
    select invitation.id, invitation.email, invitation.role, invitation.siret,
      ${siteName} as "siteName",
      concat_ws(' ', account.first_name, account.last_name) as by, invitation.sent_at as "sentAt",
      invitation.expires_at as "expiresAt"
    from invitation join company on company.siren = invitation.siren
    left join establishment on establishment.siret = invitation.siret
    join account on account.id = invitation.invited_by
    where invitation.state = 'sent' and ${where}
    order by invitation.sent_at desc, invitation.id limit 100`.execute(db);
  return rows;
}
