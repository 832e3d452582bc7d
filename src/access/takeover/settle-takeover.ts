import { z } from 'zod';
import { findAccount } from '../../accounts';
import { type BehaviourContext, type BehaviourWho, behaviour, personOf } from '../../platform/behaviour';
import { sql } from '../../platform/database';
import { notFound } from '../../platform/errors';
import { queueMail } from '../../platform/mail';
import { reasonSchema } from '../decide-account-request';
import { errors } from '../errors';
import { takeoverDoneMail } from '../mails/takeover-done';
import { takeoverGrantedMail } from '../mails/takeover-granted';
import { takeoverRefusedMail } from '../mails/takeover-refused';
import { isReadable } from '../proof/keep';
import { administratorsBut } from '../queries/administrators';
import { changeMembership, insertMembership, type LiveMembership } from '../store';
import { noted } from '../users';
import { isRunning, type Settler } from './lifecycle';
import { heldSince, mayConfirm } from './rules';
import { findTakeover, runningTakeoversOf, settleTakeover, type Takeover } from './store';
import { noteTakeover, takeoverFactsOf } from './told';

const id = z.string().max(100);
/** A link or a page that shows a takeover gives nothing: who they are is looked at again here. */
const itsAdministrators: BehaviourWho<{ takeoverId: string }> = {
  kind: 'permission-on',
  permission: 'users.manage',
  placeOf: async (tx, { takeoverId }) => (await findTakeover(tx, takeoverId))?.siret ?? null,
};
const itsAgents: BehaviourWho<unknown> = { kind: 'agent', roles: ['account_manager'] };

/** A current administrator hands the administration over. */
export const grantTakeover = behaviour({
  name: 'access.grant-takeover',
  input: z.object({ takeoverId: id }),
  who: itsAdministrators,
  run: async (context, { takeoverId }) =>
    grant(context, await runningOne(context, takeoverId), 'administrator'),
});

/** A current administrator objects: it ends there. */
export const refuseTakeover = behaviour({
  name: 'access.refuse-takeover',
  input: z.object({ takeoverId: id, reason: reasonSchema }),
  who: itsAdministrators,
  run: async (context, { takeoverId, reason }) =>
    refuse(context, await runningOne(context, takeoverId), 'administrator', reason),
});

/** A colleague confirms that the person is known and that nobody administers any more. */
export const confirmTakeover = behaviour({
  name: 'access.confirm-takeover',
  input: z.object({ takeoverId: id }),
  who: { kind: 'signed-in' },
  async run(context, { takeoverId }) {
    const { tx, now, actor } = context;
    const takeover = await runningOne(context, takeoverId);
    if (!(await mayConfirm(tx, takeover, personOf(actor).accountId, now))) throw notFound();
    await grant(context, takeover, 'colleague', 'confirm');
  },
});

/** An agent decides on the proof: null grants, a reason refuses. */
export const decideTakeover = behaviour({
  name: 'access.decide-takeover',
  input: z.object({ takeoverId: id, reason: reasonSchema.nullable() }),
  who: itsAgents,
  async run(context, { takeoverId, reason }) {
    const takeover = await runningOne(context, takeoverId);
    if (takeover.state !== 'with_agents') throw notFound();
    if (reason === null && !(await isProofReadable(context, takeover))) throw errors.proofNotReadable();
    if (reason === null) await grant(context, takeover, 'agent');
    else await refuse(context, takeover, 'agent', reason);
  },
});

/** Who asked takes it back. */
export const cancelTakeover = behaviour({
  name: 'access.cancel-takeover',
  input: z.object({ takeoverId: id }),
  who: { kind: 'signed-in' },
  async run(context, { takeoverId }) {
    const { tx, now, actor } = context;
    const { accountId } = personOf(actor);
    const takeover = await findTakeover(tx, takeoverId);
    if (takeover?.accountId !== accountId) throw notFound();
    const settled = { by: accountId, as: null, reason: null, now };
    if (!(await settleTakeover(tx, takeoverId, 'cancel', settled))) throw errors.takeoverSettled();
    await noteTakeover(context, takeover, 'access.takeover-cancelled');
  },
});

/** All those of an account that still run, when it closes. */
export async function cancelTakeoversOf(
  context: BehaviourContext,
  accountId: string,
  action: 'access.takeover-cancelled' | 'access.takeover-merged',
): Promise<void> {
  const { tx, now, actor } = context;
  const by = actor.kind === 'person' ? actor.accountId : accountId;
  const settled = { by, as: null, reason: null, now };
  for (const takeover of await runningTakeoversOf(tx, accountId)) {
    await settleTakeover(tx, takeover.id, 'cancel', settled);
    await noteTakeover(context, takeover, action);
  }
}

/** Never one's own. */
async function runningOne({ tx, actor }: BehaviourContext, takeoverId: string): Promise<Takeover> {
  const takeover = await findTakeover(tx, takeoverId);
  if (!takeover) throw notFound();
  if (takeover.accountId === personOf(actor).accountId) throw errors.ownRequest();
  if (!isRunning(takeover.state)) throw errors.takeoverSettled();
  return takeover;
}

async function grant(
  context: BehaviourContext,
  takeover: Takeover,
  as: Settler,
  step: 'grant' | 'confirm' = 'grant',
): Promise<void> {
  const { tx, now, actor } = context;
  const { accountId } = personOf(actor);
  const settled = { by: accountId, as, reason: null, now };
  if (!(await settleTakeover(tx, takeover.id, step, settled))) throw errors.takeoverSettled();
  // Before the right is given: those who had it.
  const former = await administratorsBut(tx, takeover, now);
  await giveAdministration(context, takeover);
  await noteTakeover(context, takeover, 'access.takeover-granted', { as });
  const facts = await takeoverFactsOf(context, takeover);
  await queueMail(tx, takeoverGrantedMail(facts), now);
  for (const one of former.filter((administrator) => administrator.accountId !== accountId)) {
    await queueMail(tx, takeoverDoneMail(one, facts, as), now);
  }
}

/**
 * Their right on this establishment becomes an administrator's, to the same last day; one on the whole company stays
 * as it is, and the new one beside it lasts no longer.
 */
async function giveAdministration(context: BehaviourContext, takeover: Takeover): Promise<void> {
  const { tx, now } = context;
  const held = await heldSince(tx, takeover, now);
  if (!held) throw errors.takeoverNotYours();
  const role = 'establishment_administrator';
  const here = held.find(({ siret }) => siret === takeover.siret);
  if (!here) {
    const { accountId: account_id, siren, siret } = takeover;
    const row = { account_id, siren, siret, role, state: 'active', request_id: null } as const;
    const ends_on = lastDayOf(held);
    const id = await insertMembership(tx, { ...row, ends_on }, now);
    const details = { role, endsOn: ends_on, takeover: takeover.id };
    return noted(context, { id, siren, siret }, 'access.membership-granted', details);
  }
  if (!(await changeMembership(tx, here, ['active'], { role }, now))) throw errors.takeoverNotYours();
  const before = { role: here.role, endsOn: here.ends_on };
  const details = { before, after: { ...before, role }, takeover: takeover.id };
  await noted(context, here, 'access.membership-changed', details);
}

/** Null when one of them has no end. */
const lastDayOf = (held: readonly LiveMembership[]): string | null =>
  held.some(({ ends_on }) => ends_on === null)
    ? null
    : (held
        .map(({ ends_on }) => ends_on)
        .sort()
        .at(-1) ?? null);

/** The agents decide on what they can read. */
async function isProofReadable({ tx, kernel }: BehaviourContext, { documentId }: Takeover): Promise<boolean> {
  const { rows } = await sql<{ scan: string }>`
    select file.scan from stored_file as file where file.id = ${documentId}`.execute(tx);
  return rows[0] !== undefined && isReadable(rows[0].scan, kernel);
}

async function refuse(context: BehaviourContext, takeover: Takeover, as: Settler, reason: string) {
  const { tx, now, actor } = context;
  const settled = { by: personOf(actor).accountId, as, reason, now };
  if (!(await settleTakeover(tx, takeover.id, 'refuse', settled))) throw errors.takeoverSettled();
  await noteTakeover(context, takeover, 'access.takeover-refused', { as, reason });
  if ((await findAccount(tx, takeover.accountId))?.state !== 'active') return;
  await queueMail(tx, takeoverRefusedMail(await takeoverFactsOf(context, takeover), reason), now);
}
