import { type Queryable, sql } from '../../../platform/database';
import { dayInParis } from '../../../platform/working-days';
import { companyName } from '../../../registry';
import { stillRuns } from '../../store';

export interface ActedMandate {
  readonly id: string;
  readonly partner: string;
}

/**
 * The mandates by which somebody acts on an establishment, or on any of a company (siret null), or will. Those that the
 * whole company gave are told to who manages its users alone: to nobody else is their page open.
 */
export async function mandatesActedBy(
  db: Queryable,
  accountId: string,
  { siren, siret, wholeCompany }: { siren: string; siret: string | null; wholeCompany: boolean },
  now: Date,
): Promise<ActedMandate[]> {
  const ofCompany = sql`(mandate.siren = ${siren} and ${wholeCompany}::boolean)`;
  const reached =
    siret === null ? ofCompany : sql`(mandate.siret = ${siret} or (mandate.siret is null and ${ofCompany}))`;
  const { rows } = await sql<ActedMandate>`
    select distinct mandate.id, ${companyName} as partner
    from membership join mandate_member as member on member.membership_id = membership.id
    join mandate on mandate.id = member.mandate_id
    join company on company.siren = mandate.partner_siren
    where membership.account_id = ${accountId} and membership.state in ('active', 'suspended') and ${stillRuns(now)}
      and mandate.state = 'accepted' and (mandate.ends_on is null or mandate.ends_on >= ${dayInParis(now)})
      and ${reached}
    order by partner, mandate.id`.execute(db);
  return rows;
}
