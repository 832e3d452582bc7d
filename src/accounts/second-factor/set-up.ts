import { z } from 'zod';
import { record } from '../../journal';
import { type BehaviourContext, behaviour, personOf } from '../../platform/behaviour';
import { after, minutes } from '../../platform/clock';
import { consumeLink, issueLink, revokeLinks } from '../../platform/links';
import { queueMail } from '../../platform/mail';
import { closeOtherSessions, closeSessionsOf } from '../../platform/sessions';
import { passkeyChallengeKind } from '../links';
import { type SecondFactorChange, secondFactorChangedMail } from '../mails/second-factor-changed';
import { type IssuedSession, issueSession } from '../session';
import { holdAccount } from '../store';
import { readCreation } from './passkeys';
import { recoveryCodesLeft, renewRecoveryCodes } from './recovery-codes';
import { askTotp, dropPasskey, dropTotp, insertPasskey, proveTotp, settleSecondFactor } from './store';

const challengeLife = minutes(10);

/** What adding a factor gives. */
export interface Added {
  /** Recovery codes with the first one, to be shown once; null afterwards. */
  readonly codes: readonly string[] | null;
  /** In the place of every session that stood without the new factor, the one that asks included. */
  readonly issued: IssuedSession;
}

/** The session that asks, by its secret: it must still stand when what it asks is done. */
const asking = { session: z.string() };
/** And the hash of the password that it has just given again. */
const proved = { ...asking, verifiedHash: z.string() };

/** A secret for an application, worth nothing before its first code. Does nothing when one is in use. */
export const askOwnTotp = behaviour({
  name: 'accounts.ask-totp',
  input: z.object(asking),
  who: { kind: 'signed-in' },
  async run({ tx, now, kernel, actor }, { session }): Promise<void> {
    await askTotp(tx, kernel.seal, { accountId: personOf(actor).accountId, session, now });
  },
});

/** The first code of an application: from now on one is asked at each sign-in. Null when it is wrong. */
export const proveOwnTotp = behaviour({
  name: 'accounts.prove-totp',
  input: z.object({ code: z.string().max(20), ...asking }),
  who: { kind: 'signed-in' },
  async run(context, { code, session }): Promise<Added | null> {
    const { tx, now, kernel } = context;
    const { accountId } = personOf(context.actor);
    if (!(await holdAccount(tx, { accountId, session, verifiedHash: null }))) return null;
    if (!(await proveTotp(tx, kernel.seal, { accountId, code, session, now }))) return null;
    return settleAdded(context, { what: 'totp-added' });
  },
});

/** What a new passkey is to sign, for ten minutes. */
export const askOwnPasskey = behaviour({
  name: 'accounts.ask-passkey',
  input: z.object({}),
  who: { kind: 'signed-in' },
  async run({ tx, now, actor }): Promise<string> {
    const { accountId } = personOf(actor);
    await revokeLinks(tx, accountId, [passkeyChallengeKind], now);
    const expiresAt = after(now, challengeLife);
    return issueLink(tx, { kind: passkeyChallengeKind, subjectId: accountId, now, expiresAt });
  },
});

export const passkeyNameMaxLength = 60;

/** The passkey that the browser made. Null when its answer does not hold, is late, or is somebody's already. */
export const addOwnPasskey = behaviour({
  name: 'accounts.add-passkey',
  input: z.object({
    answer: z.string().max(20_000),
    name: z
      .string()
      .trim()
      .max(passkeyNameMaxLength)
      .regex(/^\P{C}*$/u),
    ...asking,
  }),
  who: { kind: 'signed-in' },
  async run(context, { answer, name, session }): Promise<Added | null> {
    const { tx, now, kernel } = context;
    const { accountId } = personOf(context.actor);
    if (!(await holdAccount(tx, { accountId, session, verifiedHash: null }))) return null;
    const isOurs = async (challenge: string) =>
      (await consumeLink(tx, passkeyChallengeKind, challenge, now)) === accountId;
    const made = await readCreation(kernel.publicUrl, answer, isOurs);
    const key = made && { ...made, name: name || 'Clé d’accès', addedAt: now };
    if (!key || !(await insertPasskey(tx, accountId, key))) return null;
    return settleAdded(context, { what: 'passkey-added', name: key.name });
  },
});

/** Sessions opened without the new factor end; recovery codes come with the first one. */
async function settleAdded(context: BehaviourContext, change: SecondFactorChange): Promise<Added> {
  const { tx, now } = context;
  const { accountId } = personOf(context.actor);
  await settleSecondFactor(tx, accountId, now);
  await closeSessionsOf(tx, accountId);
  const issued = await issueSession(context, { accountId, formerSession: null, knownDevice: false });
  const codes =
    (await recoveryCodesLeft(tx, accountId)) === 0 ? await renewRecoveryCodes(tx, accountId) : null;
  await tell(context, change);
  return { codes, issued };
}

/** Forgets the secret of an application that never proved its codes. */
export const giveUpTotp = behaviour({
  name: 'accounts.give-up-totp',
  input: z.object({}),
  who: { kind: 'signed-in' },
  async run({ tx, actor }): Promise<void> {
    await dropTotp(tx, personOf(actor).accountId, { unproved: true });
  },
});

/**
 * Takes a factor away: the application's codes, or the passkey of this id. Other sessions end. False when there is
 * none such any more.
 */
export const removeOwnFactor = behaviour({
  name: 'accounts.remove-second-factor',
  input: z.object({
    passkey: z
      .string()
      .max(1_500)
      .regex(/^\P{C}*$/u)
      .nullable(),
    ...proved,
  }),
  who: { kind: 'signed-in' },
  async run(context, { passkey, session, verifiedHash }): Promise<boolean> {
    const { tx, now } = context;
    const { accountId } = personOf(context.actor);
    if (!(await holdAccount(tx, { accountId, session, verifiedHash }))) return false;
    const dropped =
      passkey === null
        ? await dropTotp(tx, accountId, { unproved: false })
        : await dropPasskey(tx, accountId, passkey);
    if (!dropped) return false;
    const left = await settleSecondFactor(tx, accountId, now);
    await closeOtherSessions(tx, accountId, { secret: session, id: null });
    await tell(context, { what: passkey === null ? 'totp-removed' : 'passkey-removed', left });
    return true;
  },
});

/** New recovery codes, which kill the former ones; other sessions end. Null when nothing asks for them. */
export const renewOwnCodes = behaviour({
  name: 'accounts.renew-recovery-codes',
  input: z.object(proved),
  who: { kind: 'signed-in' },
  async run(context, { session, verifiedHash }): Promise<string[] | null> {
    const { tx, now } = context;
    const { accountId } = personOf(context.actor);
    if (!(await holdAccount(tx, { accountId, session, verifiedHash }))) return null;
    if (!(await settleSecondFactor(tx, accountId, now))) return null;
    const codes = await renewRecoveryCodes(tx, accountId);
    await closeOtherSessions(tx, accountId, { secret: session, id: null });
    await tell(context, { what: 'codes-renewed' });
    return codes;
  },
});

/** In the history, and to the owner by mail. */
async function tell(context: BehaviourContext, change: SecondFactorChange): Promise<void> {
  const { tx, now, kernel } = context;
  const { accountId, email: to, firstName } = personOf(context.actor);
  await record(context, {
    action: `accounts.${change.what}`,
    subjectKind: 'account',
    subjectId: accountId,
  });
  const recoveryUrl = `${kernel.publicUrl}/mot-de-passe-oublie`;
  const mail = { accountId, to, firstName, at: now, change, recoveryUrl };
  await queueMail(tx, secondFactorChangedMail(mail), now);
}
