// What the world has on each of its sites, written straight into the database.
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import type { RoleCode } from '../../src/access';
import { hashOfSecret, newSecret } from '../../src/platform/links';
import { type SiteData, writeData } from './world-data';

/** What belongs to one site, and the mark that all of its texts carry. */
export interface Site extends SiteData {
  readonly siren: string;
  readonly siret: string;
  readonly mark: string;
  readonly phone: string;
  /** Ids of its requests: one to decide, one settled, one whose address is not confirmed. */
  readonly pending: string;
  readonly settled: string;
  readonly unconfirmed: string;
  readonly document: string;
  readonly mail: string;
  readonly confirmSecret: string;
  readonly followSecret: string;
  /** A membership of its own, that of somebody who reads only. */
  readonly member: string;
  /** An open invitation, and the secret of its link. */
  readonly invitation: string;
  readonly invitationSecret: string;
  /** An address that may not ask for it any more. */
  readonly block: string;
  /** Takeovers of its administration: one that its administrators may answer, one with the agents. */
  readonly takeover: string;
  readonly proved: string;
  /** A mandate that a firm which is none of the sites asks for. */
  readonly mandate: string;
}

const numbers = [
  ['424210433', '42421043300019', 'zqalpha'],
  ['424210433', '42421043300027', 'zqbravo'],
  ['732829320', '73282932000074', 'zqcharlie'],
  ['732829320', '73282932000082', 'zqdelta'],
  ['552032534', '55203253400646', 'zqecho'],
] as const;

export async function writeSites(client: Client, documents: string): Promise<Site[]> {
  mkdirSync(documents, { recursive: true });
  const sites: Site[] = [];
  for (const [index, [siren, siret, mark]] of numbers.entries()) {
    const state = mark === 'zqecho' ? 'to_validate' : 'valid';
    await client.query(
      `insert into company (siren, name, state, declared, declared_at) values ($1, $2, $3, $4, now()) on conflict do nothing`,
      [siren, `ENTREPRISE ${siren}`, state, declared(siren, siret, mark)],
    );
    await client.query(
      `insert into establishment (siret, siren, street, postal_code, town, head_office, state, declared, declared_at)
       values ($1, $2, '3 RUE DE LA FORGE', '90000', 'BELFORT', $3, $4, $5, now())`,
      [siret, siren, index % 2 === 0, state, declared(siren, siret, mark)],
    );
    const site = { siren, siret, mark };
    const document = await writeDocument(client, documents, mark);
    const pending = await writeRequest(client, site, { state: 'pending', document });
    const settled = await writeRequest(client, site, { state: 'refused' });
    const unconfirmed = await writeRequest(client, site, { state: 'to_confirm' });
    await writeTraces(client, site, settled);
    const people = await writePeople(client, site, settled);
    const takeovers = await writeTakeovers(client, site, document);
    const mandate = await writeMandate(client, site);
    const data = await writeData(client, site);
    sites.push({
      ...site,
      ...data,
      ...people,
      ...takeovers,
      mandate,
      invitationSecret: await writeLink(client, 'access.invitation', people.invitation),
      phone: phoneOf(mark),
      pending,
      settled,
      unconfirmed,
      document,
      mail: await writeMail(client, mark),
      confirmSecret: await writeLink(client, 'access.confirm-request', unconfirmed),
      followSecret: await writeLink(client, 'access.follow-request', pending),
    });
  }
  return sites;
}

// Name and town of a declared company are found by its full number, so that a colleague may join it; the rest
// of what was declared is for the agents.
const declared = (siren: string, siret: string, mark: string) => {
  if (mark !== 'zqecho') return null;
  const registered = {
    siren,
    siret,
    name: `ENTREPRISE ${siren}`,
    kind: 'company',
    town: 'BELFORT',
    postalCode: '90000',
  };
  return { ...registered, sign: mark, activity: mark, agreement: mark, street: mark, headcount: 3 };
};

const phoneOf = (mark: string) => `+3361111${String(4001 + mark.charCodeAt(2)).slice(-4)}`;

async function writeDocument(client: Client, folder: string, mark: string): Promise<string> {
  const storageKey = randomUUID();
  writeFileSync(join(folder, storageKey), `%PDF-1.7 ${mark}`);
  const { rows } = await client.query<{ id: string }>(
    `insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at)
     values ($1, $2, 'application/pdf', $3, '\\x00', 'clean', now()) returning id`,
    [storageKey, `${mark}.pdf`, 9 + mark.length],
  );
  return rows[0]?.id ?? '';
}

export async function writeRequest(
  client: Client,
  { siren, siret, mark }: Pick<Site, 'siren' | 'siret' | 'mark'>,
  more: { state?: string; email?: string; role?: RoleCode; document?: string } = {},
): Promise<string> {
  const id = randomUUID();
  const { state = 'pending', role = 'viewer', document = null } = more;
  await client.query(
    `insert into access_request (id, state, email, civility, last_name, first_name, job_title, phone, siren, siret,
       document_id, role, sent_at, answered_at, confirmed_at, decided_at, decided_by, reason, decided_by_agents)
     values ($1, $2, $3, 'MME', $4, $4, $4, $5, $6, $7, $8, $9, now(), now(),
       case when $2 <> 'to_confirm' then now() end, case when $2 = 'refused' then now() end, null,
       case when $2 = 'refused' then $4 end, $10)`,
    [
      id,
      state,
      more.email ?? `${mark}.${id.slice(0, 8)}@personne.example`,
      mark,
      phoneOf(mark),
      siren,
      siret,
      document,
      role,
      mark === 'zqecho',
    ],
  );
  return id;
}

/** Somebody attached, somebody invited, an address blocked. */
async function writePeople(
  client: Client,
  { siren, siret, mark }: Pick<Site, 'siren' | 'siret' | 'mark'>,
  settled: string,
): Promise<Pick<Site, 'member' | 'invitation' | 'block'>> {
  const ids = { member: randomUUID(), invitation: randomUUID(), block: randomUUID() };
  const { rows } = await client.query<{ id: string }>(
    `insert into account (email, state, civility, first_name, last_name, job_title, phone, password_hash, created_at)
     values ($1, 'active', 'MME', $2, $2, $2, $3, 'unusable', now()) returning id`,
    [`${mark}.membre@personne.example`, mark, phoneOf(mark)],
  );
  const [person] = rows;
  await client.query(
    `insert into membership (id, account_id, siren, siret, role, state, created_at, updated_at)
     values ($1, $2, $3, $4, 'viewer', 'active', now(), now())`,
    [ids.member, person?.id, siren, siret],
  );
  await client.query(
    `insert into invitation (id, email, siren, siret, role, state, invited_by, sent_at, expires_at)
     values ($1, $2, $3, $4, 'viewer', 'sent', $5, now(), now() + interval '7 days')`,
    [ids.invitation, `${mark}.invite@personne.example`, siren, siret, person?.id],
  );
  await client.query(
    `insert into address_block (id, email, siret, request_id, blocked_at) values ($1, $2, $3, $4, now())`,
    [ids.block, `${mark}.bloque@personne.example`, siret, settled],
  );
  return ids;
}

/** Each asked by somebody attached there, who says so with the mark. */
async function writeTakeovers(
  client: Client,
  { siren, siret, mark }: Pick<Site, 'siren' | 'siret' | 'mark'>,
  document: string,
): Promise<Pick<Site, 'takeover' | 'proved'>> {
  const ids = { takeover: randomUUID(), proved: randomUUID() };
  for (const [name, id] of Object.entries(ids)) {
    await client.query(
      `with asker as (
         insert into account (email, state, first_name, last_name, password_hash, created_at)
         values ($1, 'active', $2, $2, 'unusable', now()) returning id
       ), held as (
         insert into membership (account_id, siren, siret, role, state, created_at, updated_at)
         select id, $3, $4, 'viewer', 'active', now(), now() from asker
       )
       insert into takeover (id, account_id, siren, siret, reason, state, asked_at, administrators_told,
         confirmable_at, document_id)
       select $5, id, $3, $4, $2, case when $6::uuid is null then 'open' else 'with_agents' end, now(), 1,
         now() + interval '2 days', $6::uuid from asker`,
      [`${mark}.${name}@personne.example`, mark, siren, siret, id, name === 'proved' ? document : null],
    );
  }
  return ids;
}

/** By a firm that bears no mark: its clients read who it is. */
async function writeMandate(
  client: Client,
  { siren, siret }: Pick<Site, 'siren' | 'siret'>,
): Promise<string> {
  const id = randomUUID();
  await client.query(
    `insert into company (siren, name, state) values ('999000409', 'CABINET', 'valid') on conflict do nothing`,
  );
  await client.query(
    `insert into account (email, state, first_name, last_name, password_hash, created_at)
     values ('cabinet@partenaire.example', 'active', 'Solène', 'Morvan', 'unusable', now()) on conflict do nothing`,
  );
  await client.query(
    `insert into mandate (id, partner_siren, siren, siret, permissions, starts_on, state, asked_by, asked_at)
     select $1, '999000409', $2, $3, array['establishment.read'], current_date, 'asked', id, now()
     from account where email = 'cabinet@partenaire.example'`,
    [id, siren, siret],
  );
  return id;
}

async function writeTraces(
  client: Client,
  { siren, siret, mark }: Pick<Site, 'siren' | 'siret' | 'mark'>,
  request: string,
) {
  await client.query(
    `insert into history_entry (at, actor_kind, action, subject_kind, subject_id, siren, siret, details)
     values (now(), 'system', 'access.request-refused', 'access-request', $1, $2, $3, jsonb_build_object('reason', $4::text))`,
    [request, siren, siret, mark],
  );
  await client.query(
    `insert into access_request_draft (token_hash, typed, updated_at, expires_at)
     values ($1, jsonb_build_object('email', $2::text, 'lastName', $2::text, 'firstName', $2::text), now(), now() + interval '7 days')`,
    [hashOfSecret(newSecret()), `${mark}@brouillon.example`],
  );
}

async function writeMail(client: Client, mark: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into outgoing_mail (kind, recipient, subject, body_html, body_text, state, created_at, sent_at)
     values ('access.request-received', $1, $2, $2, $2, 'refused', now(), now()) returning id`,
    [`${mark}@courrier.example`, mark],
  );
  return rows[0]?.id ?? '';
}

export async function writeLink(client: Client, kind: string, subjectId: string): Promise<string> {
  const secret = newSecret();
  await client.query(
    `insert into link (token_hash, kind, subject_id, created_at, expires_at) values ($1, $2, $3, now(), now() + interval '1 hour')`,
    [hashOfSecret(secret), kind, subjectId],
  );
  return secret;
}
