import { z } from 'zod';
import { logAccess } from '../../journal';
import { type BehaviourContext, behaviour, personOf } from '../../platform/behaviour';
import { after, days, minutes } from '../../platform/clock';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import { type Answer, type Call, page } from '../../platform/http';
import { consumeLink, issueLink } from '../../platform/links';
import { isProved, noteProof } from '../../platform/sessions';
import { forgetTries } from '../../platform/throttle';
import { codesPaused, freshProofNeeded, secondFactorMissing, secondFactorTooNew } from '../errors';
import { secondStepCounters } from '../limits';
import { freshProofKind } from '../links';
import { checkOwnPassword } from '../own-password';
import { countTries } from '../session';
import { findAccount, holdAccount } from '../store';
import { FreshProofPage } from './fresh-proof-page';
import { requestOptions } from './passkeys';
import { challengeOf, type Proof, proofSchema, readProof, takeProof } from './proof';
import { passkeysOf, totpSince } from './store';

/**
 * For what a session left open is not enough. Gives the form to go on with once whoever holds the session has proved,
 * within a quarter of an hour, who they are; else the page that asks for the proof, which carries what was typed.
 * The proof is their second factor; their password where they have none and none is demanded. Throws for whoever must
 * have one and has none, or a new one. Signing in does not count: a session stolen at once would pass.
 */
export async function takeFreshProof(call: Call): Promise<{ form: Form } | { answer: Answer }> {
  const { kernel, form, sessionSecret } = call;
  const typed = form.saisie === undefined ? form : unpack(form.saisie);
  if (await isProved(kernel.db, sessionSecret ?? '', kernel.clock())) return { form: typed };
  const obstacle = await obstacleToProof(call);
  if (obstacle) throw obstacle.until === null ? secondFactorMissing() : secondFactorTooNew();
  const account = await findAccount(kernel.db, call.person().accountId);
  const bySecondFactor = account?.hasSecondFactor ?? false;
  if (form.saisie === undefined) return { answer: await ask(call, typed, bySecondFactor, {}, 200) };
  const errors = bySecondFactor ? await faultOfFactor(call) : await faultOfPassword(call);
  if (errors === null) return { form: typed };
  return { answer: await ask(call, typed, bySecondFactor, errors, 422) };
}

/** In the transaction of what asked for it: the account held, its session still there and freshly proved. */
export async function holdProved({ tx, now, actor }: BehaviourContext, session: string): Promise<void> {
  const { accountId } = personOf(actor);
  const held = await holdAccount(tx, { accountId, session, verifiedHash: null });
  if (!held || !(await isProved(tx, session, now))) throw freshProofNeeded();
}

/** A session just stolen may add a factor of its own: for a day it proves nothing here, and its owner is told by mail. */
const coolingOff = days(1);

/** What keeps somebody from giving a fresh proof: their second factor, new until then; null: they have none yet. */
export interface ProofObstacle {
  readonly until: Date | null;
}

/** To be said before anything is typed; null when nothing does. */
export async function obstacleToProof(call: Call): Promise<ProofObstacle | null> {
  const { db, clock } = call.kernel;
  if (await isProved(db, call.sessionSecret ?? '', clock())) return null;
  const { accountId, secureBy } = call.person();
  const added = [
    await totpSince(db, accountId),
    ...(await passkeysOf(db, accountId)).map(({ addedAt }) => addedAt),
  ].filter((at) => at !== null);
  if (added.length === 0) return secureBy === null ? null : { until: null };
  const until = after(new Date(Math.max(...added.map(Number))), coolingOff);
  return until > clock() ? { until } : null;
}

const unpack = (saisie: string): Form =>
  Object.assign(Object.create(null), Object.fromEntries(new URLSearchParams(saisie)));

async function faultOfPassword(call: Call): Promise<FieldErrors | null> {
  const proof = await checkOwnPassword(call, call.form.preuve ?? '');
  if ('reason' in proof) return { preuve: proof.reason };
  const proved = await call.perform(proveByPassword, { session: call.sessionSecret ?? '', ...proof });
  return proved ? null : { preuve: 'Votre mot de passe vient de changer ailleurs. Saisissez le nouveau.' };
}

async function faultOfFactor(call: Call): Promise<FieldErrors | null> {
  const read = readProof(call.form);
  if ('errors' in read) return read.errors;
  const { accountId } = call.person();
  const session = call.sessionSecret ?? '';
  const counters = secondStepCounters(accountId, `fresh ${accountId}`, read.proof.kind);
  await countTries(call, counters, codesPaused);
  const input = { session, challenge: call.form.defi ?? '', proof: read.proof };
  if (await call.perform(proveByFactor, input)) {
    await forgetTries(call.kernel.db, counters);
    return null;
  }
  const subject = { subjectKind: 'account', subjectId: accountId };
  await logAccess(call, { action: 'second-factor-failed', ...subject, outcome: 'failed' });
  return read.wrong;
}

const proveByPassword = behaviour({
  name: 'accounts.prove-by-password',
  input: z.object({ session: z.string(), verifiedHash: z.string() }),
  who: { kind: 'signed-in' },
  async run({ tx, now, actor }, { session, verifiedHash }): Promise<boolean> {
    if (!(await holdAccount(tx, { accountId: personOf(actor).accountId, session, verifiedHash })))
      return false;
    await noteProof(tx, session, now);
    return true;
  },
});

const proveByFactor = behaviour({
  name: 'accounts.prove-by-second-factor',
  input: z.object({ session: z.string(), challenge: z.string().max(200), proof: proofSchema }),
  who: { kind: 'signed-in' },
  async run(context, { session, challenge, proof }): Promise<boolean> {
    const { tx, now, actor } = context;
    const { accountId } = personOf(actor);
    if (!(await holdAccount(tx, { accountId, session, verifiedHash: null }))) return false;
    const account = await findAccount(tx, accountId);
    if (!account || !(await isAsked(context, accountId, challenge, proof))) return false;
    if (!(await takeProof(context, account, challenge, proof))) return false;
    await noteProof(tx, session, now);
    return true;
  },
});

/** A passkey signs what was asked of this person, once. */
const isAsked = async ({ tx, now }: BehaviourContext, accountId: string, challenge: string, proof: Proof) =>
  proof.kind !== 'passkey' || (await consumeLink(tx, freshProofKind, challenge, now)) === accountId;

const askChallenge = behaviour({
  name: 'accounts.ask-fresh-proof',
  input: z.object({}),
  who: { kind: 'signed-in' },
  run: ({ tx, now, actor }) =>
    issueLink(tx, {
      kind: freshProofKind,
      subjectId: personOf(actor).accountId,
      now,
      expiresAt: after(now, minutes(10)),
    }),
});

async function ask(call: Call, typed: Form, bySecondFactor: boolean, errors: FieldErrors, status: number) {
  const { db, publicUrl } = call.kernel;
  const { accountId, email } = call.person();
  const held = bySecondFactor ? await passkeysOf(db, accountId) : [];
  const challenge = held.length > 0 ? await call.perform(askChallenge, {}) : null;
  const [action = ''] = call.path.split('?');
  return page(
    <FreshProofPage
      action={action}
      email={email}
      carried={{
        saisie: new URLSearchParams({ ...typed }).toString(),
        ...(challenge && { defi: challenge }),
      }}
      bySecondFactor={bySecondFactor}
      hasTotp={(await totpSince(db, accountId)) !== null}
      passkeys={
        challenge === null
          ? null
          : await requestOptions(publicUrl, { challenge: challengeOf(challenge), held })
      }
      errors={errors}
    />,
    status,
  );
}
