import { type Queryable, sql } from '../../platform/database';

/** Facts of the registry by the names of their columns, as an import wrote them. */
export type RegistryFacts = Readonly<Record<string, unknown>>;

/** What an import changed of what the portal holds. */
export interface RegistryChange {
  readonly seenAt: Date;
  readonly before: RegistryFacts;
  readonly after: RegistryFacts;
}

/** More than these are of no use on a page. */
const mostChanges = 50;

/** The changes of a company, or of one of its sites, the latest first. */
export async function changesOf(
  db: Queryable,
  { siren, siret }: { readonly siren: string; readonly siret: string | null },
): Promise<RegistryChange[]> {
  const { rows } = await sql<RegistryChange>`
    select change.seen_at as "seenAt", change.before, change.after from registry_change as change
    where change.siren = ${siren} and ${siret === null ? sql`change.siret is null` : sql`change.siret = ${siret}`}
    order by change.seen_at desc, change.id desc limit ${mostChanges}`.execute(db);
  return rows;
}

/** When the registry in place was imported; null before the first import. */
export async function registryDate(db: Queryable): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select max(registry_import.ended_at) as at from registry_import where registry_import.step = 'done'`.execute(
    db,
  );
  return rows[0]?.at ?? null;
}

/** Of the OPCO's file of its members. */
export interface MemberSite {
  readonly siret: string;
  readonly idcc: string | null;
}

/** What the OPCO's file says of these sites, of those it has in use. */
export async function memberSites(db: Queryable, sirets: readonly string[]): Promise<MemberSite[]> {
  const { rows } = await sql<MemberSite>`
    select member.siret, member.idcc from sirene.member
    where member.siret = any(${sirets}) and member.active order by member.siret`.execute(db);
  return rows;
}

/** The collective agreements of a company's sites, by how many apply each, the most frequent first. */
export async function memberAgreements(
  db: Queryable,
  siren: string,
): Promise<{ idcc: string; sites: number }[]> {
  const { rows } = await sql<{ idcc: string; sites: number }>`
    select member.idcc, count(*)::integer as sites from sirene.member
    where member.siren = ${siren} and member.active and member.idcc is not null
    group by member.idcc order by sites desc, member.idcc`.execute(db);
  return rows;
}
