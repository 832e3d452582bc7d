import { blockAccount, findAccountByEmail, openFactorRemoval } from '../accounts';
import { mergeAccounts, mergeView } from '../agents';
import { type Kernel, perform } from '../platform/behaviour';
import { after, days } from '../platform/clock';
import { inTransaction, type Queryable, sql } from '../platform/database';
import { insertMember } from './first-accounts';
import { denis, formerDenis, karim, kevin, sarah, sophie } from './people';
import { kernelAt, personOf } from './tell-stories';

/**
 * What agents have done to accounts: two of one person brought together, one blocked, one whose owner lost the
 * telephone that held her second factor, and that a colleague may now confirm. Done twice, it changes nothing.
 */
export async function workOnAccounts(today: Kernel): Promise<void> {
  await bringTogether(kernelAt(today, 30.3));
  await block(kernelAt(today, 12.4));
  await loseFactor(kernelAt(today, 2.3));
}

async function bringTogether(kernel: Kernel): Promise<void> {
  const { db, clock } = kernel;
  const kept = await findAccountByEmail(db, denis.email);
  if (!kept || (await hasTakenAnother(db, kept.id))) return;
  const { email } = formerDenis.person;
  // Migrated: it never had a password.
  await inTransaction(db, (tx) => insertMember(tx, formerDenis, '', after(clock(), -days(60))));
  const merged = await findAccountByEmail(db, email);
  const view = merged && (await mergeView(db, { kept: kept.id, merged: merged.id }, clock()));
  if (!view) throw new Error(`the account of ${email} is lost`);
  const reason = 'Deux comptes depuis la reprise des données de l’ancienne plateforme.';
  const checked = 'Réponse reçue de chacune des deux adresses.';
  const by = await personOf(kernel, sophie.person);
  const asked = { keptId: kept.id, other: email, seen: view.seen, reason, checked };
  await perform(kernel, mergeAccounts, by, asked);
}

async function hasTakenAnother(db: Queryable, id: string): Promise<boolean> {
  const { rows } = await sql`select from account_merge where account_merge.kept_id = ${id}`.execute(db);
  return rows.length > 0;
}

async function block(kernel: Kernel): Promise<void> {
  const account = await findAccountByEmail(kernel.db, kevin.email);
  if (account?.state !== 'active') return;
  const reason = 'Son entreprise signale que la boîte aux lettres a été piratée.';
  const by = await personOf(kernel, karim.person);
  await perform(kernel, blockAccount, by, { accountId: account.id, reason });
}

async function loseFactor(kernel: Kernel): Promise<void> {
  const account = await findAccountByEmail(kernel.db, sarah.email);
  if (!account || account.hasSecondFactor) return;
  const { id: accountId } = account;
  // As she would have added it from her own browser.
  await sql`
    with lost as (
      insert into passkey (id, account_id, public_key, counter, transports, name, added_at)
      values ('demonstration', ${accountId}, '\\x00', 0, '{internal}', 'Téléphone perdu', ${kernel.clock()})
    )
    update account set second_factor_at = ${kernel.clock()} where id = ${accountId}`.execute(kernel.db);
  const checked = 'Rappelée au standard de GE SUPPORT FRANCE, puis pièce d’identité vue en visio.';
  const by = await personOf(kernel, sophie.person);
  await perform(kernel, openFactorRemoval, by, { accountId, checked });
}
