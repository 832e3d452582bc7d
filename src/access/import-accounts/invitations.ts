import { z } from 'zod';
import { findAccount } from '../../accounts';
import { historyOf, record } from '../../journal';
import { behaviour, type Kernel, perform } from '../../platform/behaviour';
import { after, hours } from '../../platform/clock';
import { type Queryable, sql, type Transaction } from '../../platform/database';
import type { Chore } from '../../platform/jobs';
import { queueMail } from '../../platform/mail';
import { systemActor } from '../../platform/who-may';
import { siteLabel } from '../../ui';
import { invitationKeyPrefix, migratedInvitationMail } from '../mails/migrated-invitation';
import { membershipsOf } from '../queries/my-establishments';

/**
 * The campaign that invites the people brought from the former platform to create their password. It has no
 * table: its history says whether it runs, how fast and for whom (accounts there when it was started); the
 * deduplication keys of the outbox say who has been invited. So it goes on after any stop.
 */
const subject = { subjectKind: 'campaign', subjectId: 'migrated-invitation' };
const started = 'access.invitations-started';

export const perHourSchema = z.int().min(1).max(10_000);
const startDetails = z.object({ perHour: perHourSchema });

interface Campaign {
  readonly startedAt: Date;
  readonly perHour: number;
}

/** Starts the campaign, or starts it again for those who came since or at another speed. */
export const startInvitations = behaviour({
  name: 'access.start-invitations',
  input: z.object({ perHour: perHourSchema }),
  who: { kind: 'system' },
  async run(context, { perHour }): Promise<{ toInvite: number; invited: number }> {
    const { tx, now } = context;
    await holdCampaign(tx);
    const figures = await countPeople(tx, now);
    if (figures.toInvite > 0) await record(context, { action: started, ...subject, details: { perHour } });
    return figures;
  },
});

/** Stops it by hand; false when none was running. */
export const stopInvitations = behaviour({
  name: 'access.stop-invitations',
  input: z.object({}),
  who: { kind: 'system' },
  async run(context): Promise<boolean> {
    await holdCampaign(context.tx);
    if ((await runningCampaign(context.tx)) === null) return false;
    await record(context, { action: 'access.invitations-stopped', ...subject });
    return true;
  },
});

const finishInvitations = behaviour({
  name: 'access.finish-invitations',
  input: z.object({ startedAt: z.date() }),
  who: { kind: 'system' },
  async run(context, { startedAt }): Promise<void> {
    await holdCampaign(context.tx);
    const campaign = await runningCampaign(context.tx);
    if (campaign?.startedAt.getTime() !== startedAt.getTime()) return;
    await record(context, { action: 'access.invitations-finished', ...subject });
  },
});

const invite = behaviour({
  name: 'access.invite-migrated-person',
  input: z.object({ accountId: z.uuid() }),
  who: { kind: 'system' },
  async run(context, { accountId }): Promise<void> {
    const { tx, now, kernel } = context;
    const account = await findAccount(tx, accountId);
    if (account?.state !== 'migrated') return;
    const held = await membershipsOf(tx, accountId, now);
    const sites = held
      .filter(({ siret, state }) => siret !== null && state === 'active')
      .map(({ siteName, siret, siteAddress }) => siteLabel(siteName, siret ?? '', siteAddress));
    const { email: to, firstName } = account;
    const { publicUrl } = kernel;
    await queueMail(tx, migratedInvitationMail({ accountId, to, firstName, sites, publicUrl }), now);
    await record(context, {
      action: 'access.migrated-person-invited',
      subjectKind: 'account',
      subjectId: accountId,
    });
  },
});

/**
 * One minute of the campaign: a sixtieth of the hour's mails, never more than the hour's in any 60 minutes.
 * While the mail server does not take the last minute's, no more are written: they would leave all at once.
 */
async function inviteSome(kernel: Kernel): Promise<void> {
  const campaign = await runningCampaign(kernel.db);
  if (campaign === null) return;
  const { written, waiting } = await invitationsSince(kernel.db, after(kernel.clock(), -hours(1)));
  const allowed = Math.min(Math.ceil(campaign.perHour / 60) - waiting, campaign.perHour - written);
  if (allowed <= 0) return;
  const actor = systemActor('access.invite-migrated');
  const people = await peopleToInvite(kernel.db, campaign.startedAt, allowed);
  for (const accountId of people) await perform(kernel, invite, actor, { accountId });
  if (people.length < allowed) {
    await perform(kernel, finishInvitations, actor, { startedAt: campaign.startedAt });
  }
}

export const invitationChores: readonly Chore[] = [
  { name: 'access.invite-migrated', every: '* * * * *', run: inviteSome },
];

/** Starting, stopping and finishing come one after the other. */
const holdCampaign = (tx: Transaction) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${subject.subjectId}, 2))`.execute(tx);

async function runningCampaign(db: Queryable): Promise<Campaign | null> {
  const last = (await historyOf(db, subject.subjectKind, subject.subjectId)).at(-1);
  if (last?.action !== started) return null;
  return { startedAt: last.at, perHour: startDetails.parse(last.details).perHour };
}

/** Migrated, still attached somewhere, there before an instant. */
const invitable = (before: Date) => sql`account.state = 'migrated' and account.created_at <= ${before}
  and exists (select from membership where membership.account_id = account.id and membership.state = 'active')`;
const isInvited = sql`exists (select from outgoing_mail as mail
  where mail.deduplication_key = ${invitationKeyPrefix} || account.id)`;

async function peopleToInvite(db: Queryable, before: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select account.id from account where ${invitable(before)} and not ${isInvited}
    order by account.created_at, account.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

async function countPeople(db: Queryable, before: Date): Promise<{ toInvite: number; invited: number }> {
  const { rows } = await sql<{ toInvite: number; invited: number }>`
    select count(*) filter (where not invited)::int as "toInvite", count(*) filter (where invited)::int as invited
    from (select ${isInvited} as invited from account where ${invitable(before)}) as person`.execute(db);
  return rows[0] ?? { toInvite: 0, invited: 0 };
}

async function invitationsSince(db: Queryable, since: Date): Promise<{ written: number; waiting: number }> {
  const { rows } = await sql<{ written: number; waiting: number }>`
    select count(*)::int as written, (count(*) filter (where mail.state = 'waiting'))::int as waiting
    from outgoing_mail as mail
    where mail.created_at > ${since} and mail.kind = 'access.migrated-invitation'`.execute(db);
  return rows[0] ?? { written: 0, waiting: 0 };
}
