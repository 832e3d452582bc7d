import type { Queryable } from '../platform/database';
import { agreement } from './sections';
import { agreementContent } from './sections/agreement';
import type { AgreementPeriod } from './sections/periods';
import { versionInForce } from './store';

/** The collective agreements that a company wrote for one of its establishments, the oldest first. */
export async function agreementPeriodsOf(db: Queryable, siret: string): Promise<readonly AgreementPeriod[]> {
  const version = await versionInForce(db, { place: siret, section: agreement.slug });
  return version ? agreementContent.parse(version.content) : [];
}
