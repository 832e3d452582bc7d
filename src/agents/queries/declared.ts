import type { RoleCode } from '../../access';
import { type Database, sql } from '../../platform/database';
import { dayInParis } from '../../platform/working-days';
import { type Agreement, agreementTyped } from '../../referentials';
import { type Company, type Establishment, findCompany, findEstablishment } from '../../registry';

/** A pending request that a company or a site brings along. */
export interface WaitingRequest {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: RoleCode;
  readonly confirmedAt: Date;
}

interface Declared {
  readonly decidedByName: string | null;
  readonly requests: readonly WaitingRequest[];
}

export interface DeclaredCompanyFile extends Declared {
  readonly company: Company;
  readonly headOffice: Establishment | null;
  /** The one that is meant by what was typed; null when none is known by it. */
  readonly agreement: Agreement | null;
}

export interface DeclaredEstablishmentFile extends Declared {
  readonly establishment: Establishment;
  readonly company: Company;
}

/** A company that somebody declared, whatever was decided; null when nobody did. */
export async function declaredCompany(
  db: Database,
  siren: string,
  now: Date,
): Promise<DeclaredCompanyFile | null> {
  const company = await findCompany(db, siren);
  if (!company?.declaredAt) return null;
  const { rows } = await sql<{ siret: string }>`
    select establishment.siret from establishment
    where establishment.siren = ${siren} and establishment.head_office`.execute(db);
  const typed = company.declared?.agreement;
  const headOffice = rows[0] ? await findEstablishment(db, rows[0].siret) : undefined;
  return {
    company,
    headOffice: headOffice ?? null,
    agreement: typed ? await agreementTyped(db, typed, dayInParis(now)) : null,
    decidedByName: await nameOf(db, company.decidedBy),
    requests: await requestsOn(db, sql`request.siren = ${siren}`),
  };
}

/** The same for an establishment, with its company. */
export async function declaredEstablishment(
  db: Database,
  siret: string,
): Promise<DeclaredEstablishmentFile | null> {
  const establishment = await findEstablishment(db, siret);
  const company = establishment && (await findCompany(db, establishment.siren));
  if (!establishment?.declaredAt || !company) return null;
  return {
    establishment,
    company,
    decidedByName: await nameOf(db, establishment.decidedBy),
    requests: await requestsOn(db, sql`request.siret = ${siret}`),
  };
}

async function nameOf(db: Database, accountId: string | null): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select concat_ws(' ', account.first_name, account.last_name) as name
    from account where account.id = ${accountId}`.execute(db);
  return rows[0]?.name ?? null;
}

async function requestsOn(db: Database, where: ReturnType<typeof sql>): Promise<WaitingRequest[]> {
  const { rows } = await sql<WaitingRequest>`
    select request.id, request.first_name as "firstName", request.last_name as "lastName", request.role,
      request.confirmed_at as "confirmedAt"
    from access_request as request
    where request.state = 'pending' and ${where}
    order by request.confirmed_at, request.id`.execute(db);
  return rows;
}
