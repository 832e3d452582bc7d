import { record } from '../journal';
import { type BehaviourContext, personOf } from '../platform/behaviour';
import { type Queryable, sql } from '../platform/database';
import type { Refusal } from '../platform/errors';
import { revokeEveryLink } from '../platform/links';
import { queueMail } from '../platform/mail';
import { closeSessionsOf } from '../platform/sessions';
import { forgetNewEmail } from './email-change';
import { cannotBeMerged } from './errors';
import { accountMergedMail } from './mails/account-merged';
import { accountMergedAwayMail } from './mails/account-merged-away';
import { openRemoval } from './second-factor';
import { type AccountSummary, eraseAccount } from './store';

type Side = Pick<AccountSummary, 'id' | 'state' | 'email' | 'firstName'>;

/** Why two accounts of one person are not brought together as they are; null when they may be. */
export async function mergeRefusal(
  db: Queryable,
  { kept, merged, now }: { readonly kept: Side; readonly merged: Side; readonly now: Date },
): Promise<Refusal | null> {
  if (kept.id === merged.id)
    return cannotBeMerged('C’est l’adresse du compte qui reste.', 'Saisissez l’adresse de l’autre compte.');
  if (await hasAgentRole(db, [kept.id, merged.id]))
    return cannotBeMerged(
      'L’un des deux est le compte d’un agent : il ne se réunit à aucun autre.',
      'Un superviseur lui retire d’abord ses rôles d’agent.',
    );
  if (kept.state !== 'active')
    return cannotBeMerged(
      'Le compte qui reste doit être actif.',
      'Partez de l’autre compte, ou attendez que la personne ait activé celui-ci.',
    );
  if (merged.state === 'blocked' || merged.state === 'closed')
    return cannotBeMerged(
      'L’autre compte est bloqué ou fermé : on ne reprend pas ses droits.',
      'S’il a été bloqué par erreur, rouvrez-le d’abord.',
    );
  if ((await openRemoval(db, kept.id, now)) || (await openRemoval(db, merged.id, now)))
    return cannotBeMerged(
      'Le retrait d’une double authentification est demandé sur l’un des deux comptes.',
      'Attendez qu’il soit confirmé ou abandonné, puis recommencez.',
    );
  return null;
}

async function hasAgentRole(db: Queryable, ids: readonly string[]): Promise<boolean> {
  const { rows } = await sql`
    select from agent_role where agent_role.account_id = any(${[...ids]}::uuid[]) limit 1`.execute(db);
  return rows.length > 0;
}

interface Merged {
  readonly kept: Side;
  readonly merged: Side;
  readonly reason: string;
  readonly checked: string;
  /** Places whose request was closed, as the person reads them. */
  readonly closedRequests: readonly string[];
}

/**
 * Closes an account for another of the same person: nothing in it says who it was, no session nor link enters it; the
 * sessions of the one that stays end too, its rights have changed. Both addresses are told. The caller holds both
 * accounts and has moved what the first gave access to.
 */
export async function mergeAccountInto(context: BehaviourContext, merge: Merged): Promise<void> {
  const { tx, now, actor, kernel } = context;
  const { kept, merged, reason, checked, closedRequests } = merge;
  await forgetNewEmail(tx, kept.id, now);
  await forgetNewEmail(tx, merged.id, now);
  await closeSessionsOf(tx, kept.id);
  await closeSessionsOf(tx, merged.id);
  await revokeEveryLink(tx, kept.id, now);
  await revokeEveryLink(tx, merged.id, now);
  await eraseAccount(tx, merged.id);
  const { rows } = await sql<{ id: string }>`
    insert into account_merge (kept_id, closed_id, merged_by, merged_at, checked)
    values (${kept.id}, ${merged.id}, ${personOf(actor).accountId}, ${now}, ${checked})
    returning account_merge.id`.execute(tx);
  const details = { reason, merge: rows[0]?.id };
  for (const [action, subjectId] of [
    ['accounts.merged', kept.id],
    ['accounts.merged-away', merged.id],
  ] as const) {
    await record(context, { action, subjectKind: 'account', subjectId, details });
  }
  const { publicUrl } = kernel;
  const facts = { accountId: merged.id, at: now, kept: kept.email, merged: merged.email, closedRequests };
  const signInUrl = `${publicUrl}/connexion`;
  await queueMail(tx, accountMergedMail({ ...facts, firstName: kept.firstName, signInUrl }), now);
  const helpUrl = `${publicUrl}/aide`;
  await queueMail(tx, accountMergedAwayMail({ ...facts, firstName: merged.firstName, helpUrl }), now);
}
