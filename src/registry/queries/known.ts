import { type RawBuilder, sql } from '../../platform/database';
import { siteFacts, unitFacts } from '../facts';

/*
 * What the portal holds of a company or of a site (it was declared, or something refers to it), or else what the
 * national registry says of it: rows under the names of the two tables, to be put after `from` or `join`.
 */

const heldColumns = sql.raw(
  'state, declared, declared_at, decided_at, decided_by, refusal_reason, updated_at',
);
/** The same of what is in the registry only. */
const unheldColumns = sql`'valid', null::jsonb, null::timestamptz, null::timestamptz, null::uuid, null,
  (select max(registry_import.ended_at) from registry_import where registry_import.step = 'done')`;

const unitColumns = sql.raw(['siren', ...unitFacts].join(', '));
const siteColumns = sql.raw(['siret', ...siteFacts].join(', '));

export const knownCompany = (siren: RawBuilder<unknown>) => sql`(
  select ${unitColumns}, kind, ${heldColumns} from company where siren = ${siren}
  union all
  select ${unitColumns}, 'company', ${unheldColumns} from sirene.unit
  where siren = ${siren} and not exists (select from company as held where held.siren = ${siren})
) as company`;

export const knownEstablishment = (siret: RawBuilder<unknown>) => sql`(
  select ${siteColumns}, siren, substr(siret, 10) as nic, ${heldColumns} from establishment where siret = ${siret}
  union all
  select ${siteColumns}, left(siret, 9), substr(siret, 10), ${unheldColumns} from sirene.site
  where siret = ${siret} and not exists (select from establishment as held where held.siret = ${siret})
) as establishment`;

/** All the sites of a company. */
export const knownSites = (siren: RawBuilder<unknown>) => sql`(
  select ${siteColumns}, siren, substr(siret, 10) as nic, ${heldColumns} from establishment where siren = ${siren}
  union all
  select ${siteColumns}, left(siret, 9), substr(siret, 10), ${unheldColumns} from sirene.site
  where siret >= ${siren} and siret < ${siren} || ':'
    and not exists (select from establishment as held where held.siret = site.siret)
) as establishment`;
