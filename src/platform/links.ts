import { hash, randomBytes } from 'node:crypto';
import { after, minutes } from './clock';
import { type Queryable, sql, type Transaction } from './database';

/** A secret of 256 bits, as it travels in a mail or a cookie. */
export const newSecret = () => randomBytes(32).toString('base64url');

/** What is stored of a secret. */
export const hashOfSecret = (secret: string) => hash('sha256', secret, 'buffer');

export interface Link {
  readonly kind: string;
  readonly subjectId: string;
  readonly expiresAt: Date | null;
  readonly usedAt: Date | null;
}

/** Makes a link's secret for a subject; `expiresAt` null = as long as the subject lives. */
export async function issueLink(
  tx: Transaction,
  spec: { kind: string; subjectId: string; now: Date; expiresAt: Date | null },
): Promise<string> {
  const secret = newSecret();
  await sql`
    insert into link (token_hash, kind, subject_id, created_at, expires_at)
    values (${hashOfSecret(secret)}, ${spec.kind}, ${spec.subjectId}, ${spec.now}, ${spec.expiresAt})
  `.execute(tx);
  return secret;
}

/** Reads a link whatever its state; null when the secret is unknown or of another kind. */
export async function readLink(db: Queryable, kind: string, secret: string): Promise<Link | null> {
  const { rows } = await sql<Link>`
    select link.kind, link.subject_id as "subjectId", link.expires_at as "expiresAt", link.used_at as "usedAt"
    from link where link.token_hash = ${hashOfSecret(secret)} and link.kind = ${kind}
  `.execute(db);
  return rows[0] ?? null;
}

/** True when the link can still be used. */
export const isAlive = (link: Link, now: Date) =>
  link.usedAt === null && (link.expiresAt === null || link.expiresAt > now);

/**
 * True of a link used a quarter of an hour ago at most: a double click, or a try again after a lost answer. The
 * caller checks that what the link made is still there before answering as the first time.
 */
export const isJustUsed = (link: Link, now: Date) =>
  link.usedAt !== null && link.usedAt > after(now, -minutes(15));

/** Uses a link up, once: the subject's id for the one caller that wins, null for every other. */
export async function consumeLink(
  tx: Transaction,
  kind: string,
  secret: string,
  now: Date,
): Promise<string | null> {
  const { rows } = await sql<{ subjectId: string }>`
    update link set used_at = ${now}
    where token_hash = ${hashOfSecret(secret)} and kind = ${kind} and used_at is null
      and (expires_at is null or expires_at > ${now})
    returning subject_id as "subjectId"
  `.execute(tx);
  return rows[0]?.subjectId ?? null;
}

/** Kills every live link of these kinds for a subject, or several (a newer one replaces them, or it is settled). */
export async function revokeLinks(
  tx: Transaction,
  subjects: string | readonly string[],
  kinds: readonly string[],
  now: Date,
) {
  await sql`
    update link set used_at = ${now}
    where subject_id = any(${[subjects].flat()}::uuid[]) and kind = any(${kinds}) and used_at is null
  `.execute(tx);
}

/** Kills every live link of a subject, whatever its kind. */
export async function revokeEveryLink(tx: Transaction, subjectId: string, now: Date) {
  await sql`update link set used_at = ${now} where subject_id = ${subjectId} and used_at is null`.execute(tx);
}

/** Forgets the links dead for over ninety days: until then their page can still offer a fresh one. */
export async function sweepLinks(db: Queryable, now: Date) {
  await sql`
    delete from link
    where coalesce(used_at, expires_at) < ${now}::timestamptz - interval '90 days'
  `.execute(db);
}
