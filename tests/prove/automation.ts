// A machine that asks a thousand times gets what a person gets once: no flood of mails, no copy of the registry.
import { performance } from 'node:perf_hooks';
import { sql } from '../../src/platform/database';
import { releaseTogether } from '../lab/burst';
import { fillModel, giveDraft } from '../lab/drafts';
import { confirmPath, gauges, ground, isSent, secretIn, sendFilled } from '../lab/journey';
import { patchedProgram } from '../lab/patched';
import { atMost, type Experiment, exactly, type Row, seenFault } from '../lab/rows';
import { addressOf, startTown, type Town } from '../lab/town';
import { Visitor } from '../lab/visitor';
import { givenAgent, givenCompany, givenMembership } from '../support/people';

const times = 100;
const searches = 5000;
const searchesPerMinute = 300;
const followPath = '/demande-de-compte/suivi';
const searchPath = '/demande-de-compte/entreprises';

export const prove: Experiment = async function* () {
  const town = await startTown({ settings: { SEARCH_PER_MINUTE: String(searchesPerMinute) } });
  try {
    await fillModel(town);
    yield* floodedMailbox(town);
    yield* deciders(town);
    yield* sentOnce(town);
    yield* searched(town);
  } finally {
    await town.remove();
  }
  yield seenFault('mails beyond five when nothing counts them', await control());
};

const visitorOf = (town: Town, district: number, index: number) =>
  new Visitor(town.product.origin, addressOf(district, index));

/** A hundred resets and a hundred requests in the name of one person, each from its own network. */
async function flooded(town: Town, email: string, district: number): Promise<number> {
  for (let index = 0; index < times; index++) {
    const visitor = visitorOf(town, district, index);
    await visitor.post('/mot-de-passe-oublie', { email });
    await giveDraft(town, visitor, email);
    await sendFilled(visitor, email);
    visitor.leave();
  }
  await town.settled();
  return town.count(
    `select count(*)::int from outgoing_mail where recipient = $1 and created_at > now() - interval '15 minutes'`,
    [email],
  );
}

async function* floodedMailbox(town: Town): AsyncGenerator<Row> {
  const victims = {
    active: 'active',
    migrated: 'migrated',
    'to activate': 'to_activate',
    blocked: 'blocked',
    unknown: null,
  };
  for (const [index, [name, state]] of Object.entries(victims).entries()) {
    const email = `victime${index}@machine.example`;
    if (state !== null) await town.account(email, state);
    const mails = await flooded(town, email, 110 + index);
    yield atMost(
      `31, mails to a victim (${name}) in 15 minutes from ${times} resets and ${times} requests`,
      mails,
      5,
    );
  }
}

/** Whatever is pressed and sent again, each decider hears once of a pending request. */
async function* deciders(town: Town): AsyncGenerator<Row> {
  const email = 'insistante@machine.example';
  const visitor = visitorOf(town, 116, 0);
  await giveDraft(town, visitor, email);
  await sendFilled(visitor, email);
  await town.settled();
  const jeton = secretIn(await lastText(town, email), confirmPath);
  await releaseTogether(
    town.product.origin,
    Array.from({ length: 30 }, (_, way) => ({
      from: addressOf(117, way),
      path: confirmPath,
      form: { jeton },
    })),
  );
  await town.settled();
  const follow = secretIn(await lastText(town, email), followPath);
  for (let again = 0; again < 30; again++) {
    const other = visitorOf(town, 118, again);
    await giveDraft(town, other, email);
    await sendFilled(other, email);
    await other.post(confirmPath, { jeton });
    await other.post(confirmPath, { jeton, renvoyer: '' });
    await other.post(followPath, { jeton: follow, renvoyer: '' });
    other.leave();
  }
  visitor.leave();
  await town.settled();
  const { rows } = await sql<{ recipient: string; mails: number }>`
    select recipient, count(*)::int as mails from outgoing_mail where kind = 'access.request-to-decide'
    group by recipient order by recipient`.execute(town.db);
  yield exactly(
    '31, mails to each of two deciders for one pending request, sent and pressed again thirty times',
    rows.map(({ mails }) => mails).join(' and '),
    '1 and 1',
  );
  const pending = await town.count(
    `select count(*)::int from access_request where email = $1 and state = 'pending'`,
    [email],
  );
  yield exactly('31, pending requests of it', pending, 1);
}

const lastText = async ({ smtp }: Town, email: string) =>
  smtp.received.filter(({ to }) => to.includes(email)).at(-1)?.mail.text ?? '';

/** One draft sent thirty times at once, after the process was killed, and a day later. */
async function* sentOnce(town: Town): AsyncGenerator<Row> {
  const email = 'unefois@machine.example';
  const visitor = visitorOf(town, 119, 0);
  await giveDraft(town, visitor, email);
  const [path, fields] = gauges(email)[3];
  const { body } = await visitor.get(path);
  const brouillon = /name="brouillon" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const cookies = Object.fromEntries(visitor.cookies);
  const form = { ...fields, brouillon };
  const together = await releaseTogether(
    town.product.origin,
    Array.from({ length: 30 }, (_, way) => ({ from: addressOf(120, way), path, form, cookies })),
  );
  const answers = [...together];
  await town.product.kill();
  await town.product.start();
  answers.push(await visitor.post(path, form));
  await sql`update access_request set sent_at = sent_at - interval '23 hours' where email = ${email}`.execute(
    town.db,
  );
  await sql`update access_request_draft set updated_at = updated_at - interval '23 hours',
    expires_at = expires_at - interval '23 hours' where id = ${brouillon}`.execute(town.db);
  answers.push(await visitor.post(path, form));
  const sent = () => town.count('select count(*)::int from access_request where email = $1', [email]);
  yield exactly(
    '19, same answers of 30 at once, one after a kill, one 23 hours later',
    answers.filter(isSent).length,
    32,
  );
  yield exactly('19, requests made of them', await sent(), 1);

  const changed = await visitor.post(path, { ...form, role: 'viewer' });
  yield exactly('19, the answer when something else is sent under the same draft', changed.status, 422);
  const role = await town.count(
    `select count(*)::int from access_request where email = $1 and role = 'funding_manager'`,
    [email],
  );
  yield exactly('19, requests as they were sent', role, 1);
  const stranger = visitorOf(town, 119, 1);
  const answer = await stranger.post(path, form);
  yield exactly(
    '19, the address shown to who only knows the draft’s number',
    answer.body.includes(email) ? 'yes' : 'no',
    'no',
  );
  stranger.leave();
  visitor.leave();
}

/** The registry answers a person, not a copier, and says nothing of persons. */
async function* searched(town: Town): AsyncGenerator<Row> {
  const { db } = town;
  // Of such a unit INSEE publishes the town, and neither name nor street.
  const hidden = { siren: '732829320', siret: '73282932000074' };
  await givenCompany(db, { siren: hidden.siren, sirets: [hidden.siret], name: 'ZQNOM PERSONNE' });
  await sql`update establishment set diffusible = false, street = null, town = 'BELFORT' where siret = ${hidden.siret}`.execute(
    db,
  );
  await sql`update company set diffusible = false, name = null where siren = ${hidden.siren}`.execute(db);
  const accountId = await givenAgent(db, 'zqagent@machine.example', 'supervisor');
  await givenMembership(db, { accountId, siren: ground.siren, siret: ground.siret });
  const words = [
    'ge support',
    ground.siren,
    hidden.siren,
    hidden.siret,
    'zqnom',
    'zqrue',
    'vasseur',
    'claire',
    'zqagent',
    '@',
  ];

  const visitor = visitorOf(town, 121, 0);
  const began = performance.now();
  let answered = 0;
  const said = new Set<string>();
  for (let index = 0; index < searches; index++) {
    const answer = await visitor.get(
      `${searchPath}?q=${encodeURIComponent(words[index % words.length] ?? '')}`,
    );
    if (answer.status === 200) {
      answered++;
      said.add(answer.body);
    }
  }
  visitor.leave();
  const minutes = Math.floor((performance.now() - began) / 60_000) + 1;
  yield atMost(
    `31, searches answered of ${searches} from one address, a minute`,
    answered / minutes,
    searchesPerMinute,
  );
  const names = new Set([...said].flatMap((text) => (JSON.parse(text) as object[]).flatMap(Object.keys)));
  yield exactly('31, what is said of a company', [...names].sort().join(' '), 'detail label value');
  const personal = [...said].filter((text) => /zqnom|zqrue|zqagent|vasseur|claire/i.test(text));
  yield exactly('31, answers that say something of a person', personal.length, 0);
}

/** Without the count of the mails to an address, its box fills up: it must be seen. */
async function control(): Promise<number> {
  const planted = patchedProgram('more mails than the limit');
  const town = await startTown({ program: planted.program });
  try {
    await fillModel(town);
    await town.account('victime@machine.example');
    return Math.max(0, (await flooded(town, 'victime@machine.example', 122)) - 5);
  } finally {
    await town.remove();
    planted.remove();
  }
}
