import { blockAccount, findAccountByEmail, openFactorRemoval } from '../accounts';
import { type Kernel, perform } from '../platform/behaviour';
import { sql } from '../platform/database';
import { karim, kevin, sarah, sophie } from './people';
import { kernelAt, personOf } from './tell-stories';

/**
 * What agents have done to accounts: one blocked, one whose owner lost the telephone that held her second factor, and
 * that a colleague may now confirm. Done twice, it changes nothing.
 */
export async function workOnAccounts(today: Kernel): Promise<void> {
  await block(kernelAt(today, 12.4));
  await loseFactor(kernelAt(today, 2.3));
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
