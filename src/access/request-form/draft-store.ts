import { after, days } from '../../platform/clock';
import { type Database, inTransaction, type Queryable, sql, type Transaction } from '../../platform/database';
import { hashOfSecret, newSecret } from '../../platform/links';
import { chosenColumn, readChosen } from '../../registry';
import { queueRemoval } from '../proof/keep';
import { factsOf } from './choose';
import type { Typed } from './form-pages';
import type { FilledForm } from './gauges';

/** A draft lives this long after it was last saved. */
export const draftLife = days(7);

export interface StoredDocument {
  readonly id: string;
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: Buffer;
  readonly scan: 'waiting' | 'clean' | 'infected' | 'not_scanned';
}

export interface Draft extends FilledForm {
  readonly id: string;
  readonly sent: boolean;
}

export interface DraftChanges {
  readonly typed?: Typed;
  readonly visited?: readonly string[];
  readonly attempted?: boolean;
}

const chosenCompany = sql`draft.typed ->> 'entreprise'`;
const chosenSite = sql`draft.typed ->> 'site'`;

/**
 * The draft of a cookie's secret, sent or not; null when unknown or over. `listed`: its facts have all the sites that
 * its company offers, for the page that lists them.
 */
export async function findDraft(
  db: Queryable,
  secret: string,
  now: Date,
  { listed = false } = {},
): Promise<Draft | null> {
  const { rows } = await sql<Omit<Draft, 'facts'> & { chosen: unknown }>`
    select draft.id, draft.typed, draft.visited, draft.attempted,
      draft.sent_request_id is not null as "sent",
      ${chosenColumn(chosenCompany, chosenSite, listed)} as chosen
    from access_request_draft as draft
    where draft.token_hash = ${hashOfSecret(secret)} and draft.expires_at > ${now}
  `.execute(db);
  if (!rows[0]) return null;
  const { chosen, ...draft } = rows[0];
  return { ...draft, facts: factsOf(draft.typed, readChosen(chosen), listed) };
}

/** The proof document of a draft. */
export async function documentOf(db: Queryable, draftId: string): Promise<StoredDocument | null> {
  const { rows } = await sql<StoredDocument>`
    select file.id, file.name, file.size_bytes as "sizeBytes", file.sha256, file.scan
    from access_request_draft as draft join stored_file as file on file.id = draft.document_id
    where draft.id = ${draftId}
  `.execute(db);
  return rows[0] ?? null;
}

/** The request that a draft was sent as; null when it was not sent, or is not a draft. */
export async function sentRequestOf(db: Queryable, draftId: string): Promise<string | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(draftId)) return null;
  const { rows } = await sql<{ requestId: string | null }>`
    select draft.sent_request_id as "requestId" from access_request_draft as draft where draft.id = ${draftId}
  `.execute(db);
  return rows[0]?.requestId ?? null;
}

/** Begins a draft; its secret is for the cookie, only its hash is kept. */
export async function createDraft(db: Queryable, now: Date): Promise<string> {
  const secret = newSecret();
  await sql`
    insert into access_request_draft (token_hash, updated_at, expires_at)
    values (${hashOfSecret(secret)}, ${now}, ${after(now, draftLife)})
  `.execute(db);
  return secret;
}

/**
 * Adds to a draft in one statement: other pages' fields, saved by another tab in between, stay.
 * Does nothing when it was sent meanwhile.
 */
export async function saveDraft(db: Queryable, id: string, changes: DraftChanges, now: Date): Promise<void> {
  await sql`
    update access_request_draft set
      typed = typed || ${JSON.stringify(changes.typed ?? {})}::jsonb,
      visited = array(select distinct unnest(visited || ${[...(changes.visited ?? [])]}::text[])),
      attempted = attempted or ${changes.attempted ?? false},
      updated_at = ${now},
      expires_at = ${after(now, draftLife)}
    where id = ${id} and sent_request_id is null
  `.execute(db);
}

/** Forgets a draft. Gives the key of its document's file, which the caller removes, or null. */
export async function deleteDraft(tx: Transaction, id: string): Promise<string | null> {
  const { rows } = await sql<{ documentId: string | null }>`
    delete from access_request_draft where id = ${id} and sent_request_id is null
    returning document_id as "documentId"
  `.execute(tx);
  return deleteDocument(tx, rows[0]?.documentId ?? null);
}

/** Ties a document to a draft, or none; the former one's row goes, and the key of its file is given. */
export async function replaceDocument(
  tx: Transaction,
  draftId: string,
  documentId: string | null,
): Promise<string | null> {
  const { rows } = await sql<{ former: string | null }>`
    select document_id as "former" from access_request_draft
    where id = ${draftId} and sent_request_id is null for update
  `.execute(tx);
  const draft = rows[0];
  if (!draft) return deleteDocument(tx, documentId);
  await sql`update access_request_draft set document_id = ${documentId} where id = ${draftId}`.execute(tx);
  return deleteDocument(tx, draft.former);
}

/** Takes the document off a draft; false when there was none. */
export async function dropDocument(db: Database, draftId: string): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const former = await replaceDocument(tx, draftId, null);
    await queueRemoval(tx, former);
    return former !== null;
  });
}

async function deleteDocument(tx: Transaction, documentId: string | null): Promise<string | null> {
  if (documentId === null) return null;
  // Once sent, a document belongs to its request.
  const { rows } = await sql<{ storageKey: string }>`
    delete from stored_file as file where file.id = ${documentId} and not exists (
      select from access_request as request where request.document_id = file.id)
    returning file.storage_key as "storageKey"
  `.execute(tx);
  return rows[0]?.storageKey ?? null;
}

/** Deletes the drafts whose time is over, and each document that no request took over. */
export async function sweepDrafts(db: Database, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    const { rows } = await sql<{ documentId: string | null }>`
      delete from access_request_draft where expires_at <= ${now}
      returning document_id as "documentId"
    `.execute(tx);
    for (const { documentId } of rows) {
      await queueRemoval(tx, await deleteDocument(tx, documentId));
    }
  });
}
