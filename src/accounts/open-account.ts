import type { Transaction } from '../platform/database';
import { addressTaken, hasPassword } from './errors';
import type { Identity } from './identity';
import { insertAccount, updateIdentity } from './store';

/**
 * Creates the account of a person let in (without identity: an agent), to be activated by a mailed link.
 * Throws when the address has a live account.
 */
export async function createAccount(
  tx: Transaction,
  account: { email: string; identity: Identity | null; now: Date },
): Promise<string> {
  const id = await insertAccount(tx, { ...account, state: 'to_activate', passwordHash: null });
  if (id === null) throw addressTaken();
  return id;
}

/** Corrects who the person is. Throws once the account has a password: only the person may then. */
export async function correctIdentity(tx: Transaction, accountId: string, identity: Identity): Promise<void> {
  if (!(await updateIdentity(tx, accountId, identity))) throw hasPassword();
}
