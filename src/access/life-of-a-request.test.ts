import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import {
  givenAccount,
  givenAgent,
  givenCompany,
  givenMembership,
  guide,
  neighbour,
  sendAndConfirm,
} from '../../tests/support/people';
import { sql } from '../platform/database';
import { deadlinesOf } from './index';
import { accessChores } from './jobs';

const app = useApp();

beforeAll(async () => {
  const { owner } = app.database;
  await givenCompany(owner, { siren: guide.siren, sirets: [guide.siret] });
  await givenCompany(owner, { siren: neighbour.siren, sirets: [neighbour.siret], name: 'VOISINE' });
  const claire = await givenAccount(owner, { email: 'claire@ge.example' });
  await givenMembership(owner, { accountId: claire, siren: guide.siren, siret: guide.siret });
  await givenAgent(owner, 'agent@opco.example', 'account_manager');
});

const inParis = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'short',
});

const goTo = (instant: number) => app.clock.advance(instant - app.clock.now().getTime());
const runChores = async () => {
  for (const chore of accessChores) await chore.run(app.kernel);
};

/** Sixty-two days, each with a run just before and just after 8:00 in Paris, of both hours of the year. */
async function liveThrough(firstDay: string): Promise<void> {
  const midnight = Date.parse(`${firstDay}T00:00:00Z`);
  for (let day = 1; day <= 62; day++) {
    for (const time of ['05:59:50', '06:00:10', '06:59:50', '07:00:10']) {
      const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
      goTo(midnight + ((day * 24 + hours) * 60 + minutes) * 60_000 + seconds * 1000);
      await Promise.all([runChores(), runChores()]);
    }
  }
}

/** "2026-10-15 08:00 request-reminder claire": what was written because of time. */
async function mailsOfTime(requestId: string): Promise<string[]> {
  const { rows } = await sql<{ at: Date; kind: string; to: string }>`
    select mail.created_at as at, mail.kind, mail.recipient as "to" from outgoing_mail as mail
    where mail.deduplication_key like ${`%:${requestId}%`} and mail.kind <> 'access.request-to-decide'
    order by mail.created_at, mail.id`.execute(app.database.owner);
  return rows.map(
    ({ at, kind, to }) => `${inParis.format(at)} ${kind.replace('access.', '')} ${to.split('@')[0]}`,
  );
}

async function historyOf(requestId: string): Promise<string[]> {
  const { rows } = await sql<{ at: Date; action: string }>`
    select entry.at, entry.action from history_entry as entry
    where entry.subject_id = ${requestId} and entry.actor_kind = 'system' order by entry.id`.execute(
    app.database.owner,
  );
  return rows.map(({ at, action }) => `${inParis.format(at)} ${action.replace('access.', '')}`);
}

describe('sixty days without a decision, two servers at work, across', () => {
  it.each([
    ['the change to winter time', '2026-10-12', '2026-10-15', '2026-10-26', '2026-12-11'],
    ["a year's end", '2026-12-21', '2026-12-24', '2027-01-06', '2027-02-19'],
    ['the change to summer time and Easter', '2027-03-24', '2027-03-30', '2027-04-08', '2027-05-23'],
    ['Ascension, 8 May and Whit Monday', '2027-05-05', '2027-05-11', '2027-05-21', '2027-07-04'],
    ['29 February', '2028-02-24', '2028-02-29', '2028-03-09', '2028-04-24'],
  ])(
    '%s, from %s',
    async (_what, first, reminder, relay, expiry) => {
      goTo(Date.parse(`${first}T08:00:00Z`));
      const email = (name: string) => `${name}-${first}@ge.example`;
      const site = { siren: neighbour.siren, siret: neighbour.siret };
      const administered = await sendAndConfirm(app, { email: email('une') });
      const agents = await sendAndConfirm(app, { email: email('autre'), ...site });
      const shown = deadlinesOf(app.clock.now());
      expect(Object.values(shown).map((date) => inParis.format(date))).toEqual(
        [reminder, relay, expiry].map((day) => `${day} 08:00`),
      );

      await liveThrough(first);
      const expected = (...lines: string[]) => lines.map((line) => line.replaceAll('DATE', first)).sort();
      expect((await mailsOfTime(administered)).sort()).toEqual(
        expected(
          `${reminder} 08:00 request-reminder claire`,
          `${reminder} 08:00 deciders-reminded une-DATE`,
          `${relay} 08:00 request-handed-over agent`,
          `${relay} 08:00 request-with-agents une-DATE`,
          `${expiry} 08:00 request-expired une-DATE`,
        ),
      );
      expect(await historyOf(administered)).toEqual([
        `${reminder} 08:00 deciders-reminded`,
        `${relay} 08:00 request-handed-over`,
        `${expiry} 08:00 request-expired`,
      ]);
      expect((await mailsOfTime(agents)).sort()).toEqual(
        expected(
          `${reminder} 08:00 request-reminder agent`,
          `${reminder} 08:00 deciders-reminded autre-DATE`,
          `${relay} 08:00 request-reminder agent`,
          `${relay} 08:00 deciders-reminded autre-DATE`,
          `${expiry} 08:00 request-expired autre-DATE`,
        ),
      );
      const { rows } = await sql<{ state: string; byAgents: boolean }>`
      select request.state, request.decided_by_agents as "byAgents" from access_request as request
      where request.id in (${administered}, ${agents})`.execute(app.database.owner);
      expect(rows).toEqual(Array(2).fill({ state: 'expired', byAgents: true }));
    },
    60_000,
  );
});
