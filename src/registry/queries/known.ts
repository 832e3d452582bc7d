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
const unheldColumns = sql`'valid' as state, null::jsonb as declared, null::timestamptz as declared_at,
  null::timestamptz as decided_at, null::uuid as decided_by, null as refusal_reason,
  (select max(registry_import.ended_at) from registry_import where registry_import.step = 'done') as updated_at`;

const unitColumns = sql.raw(['siren', ...unitFacts].join(', '));
const siteColumns = sql.raw(['siret', ...siteFacts].join(', '));

const unit = (siren: RawBuilder<unknown>) => sql`
  select ${unitColumns}, 'company' as kind, ${unheldColumns} from sirene.unit where siren = ${siren}`;
const siteOf = sql`
  select ${siteColumns}, left(siret, 9) as siren, substr(siret, 10) as nic, ${unheldColumns} from sirene.site`;
const within = (siren: RawBuilder<unknown>) => sql`siret >= ${siren} and siret < ${siren} || ':'`;

export const knownCompany = (siren: RawBuilder<unknown>) => sql`(
  select ${unitColumns}, kind, ${heldColumns} from company where siren = ${siren}
  union all
  ${unit(siren)} and not exists (select from company as held where held.siren = ${siren})
) as company`;

export const knownEstablishment = (siret: RawBuilder<unknown>) => sql`(
  select ${siteColumns}, siren, substr(siret, 10) as nic, ${heldColumns} from establishment where siret = ${siret}
  union all
  ${siteOf} where siret = ${siret} and not exists (select from establishment as held where held.siret = ${siret})
) as establishment`;

/** All the sites of a company. */
export const knownSites = (siren: RawBuilder<unknown>) => sql`(
  select ${siteColumns}, siren, substr(siret, 10) as nic, ${heldColumns} from establishment where siren = ${siren}
  union all
  ${siteOf} where ${within(siren)} and not exists (select from establishment as held where held.siret = site.siret)
) as establishment`;

/** Where a reading looks: what is known here, or the national registry alone, which is everybody's. */
export interface RegistrySource {
  readonly company: (siren: RawBuilder<unknown>) => RawBuilder<unknown>;
  readonly establishment: (siret: RawBuilder<unknown>) => RawBuilder<unknown>;
  readonly sites: (siren: RawBuilder<unknown>) => RawBuilder<unknown>;
}

export const known: RegistrySource = {
  company: knownCompany,
  establishment: knownEstablishment,
  sites: knownSites,
};
export const national: RegistrySource = {
  company: (siren) => sql`(${unit(siren)}) as company`,
  establishment: (siret) => sql`(${siteOf} where siret = ${siret}) as establishment`,
  sites: (siren) => sql`(${siteOf} where ${within(siren)}) as establishment`,
};
