import { z } from 'zod';
import { record } from '../journal';
import { behaviour } from '../platform/behaviour';
import type { Queryable } from '../platform/database';
import type { Call } from '../platform/http';
import { consumeLink, isAlive, isJustUsed, readLink, revokeLinks } from '../platform/links';
import { queueMail } from '../platform/mail';
import { closeSessionsOf } from '../platform/sessions';
import { forgetNewEmail } from './email-change';
import type { Entry } from './entry';
import { endedByNewPassword, type LinkKind, passwordLinks, resetLink } from './links';
import { passwordChangedMail } from './mails/password-changed';
import { ownWordsOf, validateNewPassword } from './password-rules';
import { hashPassword, refuseWhenFull } from './passwords';
import type { CompanyWords } from './ports';
import { beginSecondStep } from './second-factor/second-step';
import { issueSession } from './session';
import { type AccountSummary, findAccount, passwordSetAt, writePassword } from './store';

export interface LiveLink {
  readonly link: LinkKind;
  readonly account: AccountSummary;
}

/** The account that a live link opens; null for a used, expired, unknown link or one of another kind. */
export async function findLiveLink(
  db: Queryable,
  kinds: readonly LinkKind[],
  secret: string,
  now: Date,
): Promise<LiveLink | null> {
  for (const link of kinds) {
    const found = await readLink(db, link.kind, secret);
    if (found === null || !isAlive(found, now)) continue;
    const account = await findAccount(db, found.subjectId);
    if (account?.state === link.state) return { link, account };
  }
  return null;
}

/** Whether a link has just given its account the password it still has: a double click, not a dead link. */
export async function hasJustSetPassword(
  db: Queryable,
  kinds: readonly LinkKind[],
  secret: string,
  now: Date,
): Promise<boolean> {
  for (const { kind } of kinds) {
    const found = await readLink(db, kind, secret);
    if (found === null || !isJustUsed(found, now)) continue;
    const setAt = await passwordSetAt(db, found.subjectId);
    return setAt?.getTime() === found.usedAt?.getTime();
  }
  return false;
}

/** The account a link was sent for, dead or alive: where a new one may go. */
export async function accountOfLink(db: Queryable, secret: string): Promise<AccountSummary | null> {
  for (const { kind } of passwordLinks) {
    const found = await readLink(db, kind, secret);
    if (found !== null) return findAccount(db, found.subjectId);
  }
  return null;
}

export type PasswordChoice =
  | { readonly kind: 'set'; readonly entry: Entry }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'dead' };

/**
 * Gives the account of a live link its password, and signs in. Whoever loses the race for the link gets
 * "dead". The hash is made before the transaction, which would otherwise hold a connection meanwhile.
 */
export async function choosePassword(
  call: Call,
  live: LiveLink,
  secret: string,
  password: string,
  companyWords: CompanyWords,
): Promise<PasswordChoice> {
  refuseWhenFull();
  const { account, link } = live;
  const company = await companyWords(call.kernel.db, account.id);
  const reason = await validateNewPassword(password, [...ownWordsOf(account), ...company]);
  if (reason !== null) return { kind: 'refused', reason };
  const entry = await call.perform(setPassword, {
    secret,
    kind: link.kind,
    passwordHash: await hashPassword(password),
    formerSession: call.sessionSecret,
  });
  return entry ? { kind: 'set', entry } : { kind: 'dead' };
}

/** Uses the link up, writes the password, closes every session and known browser, lets in. */
const setPassword = behaviour({
  name: 'accounts.set-password',
  input: z.object({
    secret: z.string(),
    kind: z.string(),
    passwordHash: z.string(),
    formerSession: z.string().nullable(),
  }),
  who: { kind: 'link-holder' },
  async run(context, { secret, kind, passwordHash, formerSession }): Promise<Entry | null> {
    const { tx, now } = context;
    const link = passwordLinks.find((one) => one.kind === kind);
    const accountId = link ? await consumeLink(tx, kind, secret, now) : null;
    if (!link || accountId === null) return null;
    // A link whose account has left the state it was sent for (blocked since) is spent all the same.
    if (!(await writePassword(tx, accountId, link.state, passwordHash, now))) return null;
    await revokeLinks(tx, accountId, endedByNewPassword, now);
    await forgetNewEmail(tx, accountId, now);
    await closeSessionsOf(tx, accountId);
    await record(context, {
      action: link === resetLink ? 'accounts.password-changed' : 'accounts.activated',
      subjectKind: 'account',
      subjectId: accountId,
      details: { link: kind },
    });
    const account = await findAccount(tx, accountId);
    if (link === resetLink && account) {
      const { email, firstName } = account;
      const recoveryUrl = `${context.kernel.publicUrl}/mot-de-passe-oublie`;
      await queueMail(
        tx,
        passwordChangedMail({ accountId, to: email, firstName, at: now, recoveryUrl }),
        now,
      );
    }
    // A mailbox never stands for the second factor.
    if (account?.hasSecondFactor) {
      return { kind: 'second-step', secret: await beginSecondStep(context, accountId) };
    }
    const session = { accountId, formerSession, knownDevice: false };
    return { kind: 'in', issued: await issueSession(context, session) };
  },
});
