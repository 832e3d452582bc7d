// Only the owner of a mailbox can take an account back, and every link that leaves leads to us.
import { sql } from '../../src/platform/database';
import { newSecret } from '../../src/platform/links';
import { attacker, forgedRecipients, otherShapes, poisons } from '../lab/forgeries';
import { activationPath, confirmPath, fillRequest, gauges } from '../lab/journey';
import { patchedProgram } from '../lab/patched';
import { type Experiment, exactly, type Row, seenFault } from '../lab/rows';
import { addressOf, startTown, type Town } from '../lab/town';
import { type Reply, Visitor } from '../lab/visitor';

const publicUrl = 'https://portail.moncompte.example';
const forgottenPath = '/mot-de-passe-oublie';
const resetPath = '/mot-de-passe/nouveau';
const followPath = '/demande-de-compte/suivi';
const newPassword = 'onze girafes sous la pluie 7';

export const prove: Experiment = async function* () {
  const town = await startTown({ settings: { PUBLIC_URL: publicUrl } });
  try {
    yield* poisonedHosts(town);
    yield* recipients(town);
    yield* withoutLink(town);
    yield* wrongKinds(town);
    yield* origins(town);
  } finally {
    await town.remove();
  }
  yield seenFault('links elsewhere when they are made from the Host that was asked', await control());
};

const visitorOf = (town: Town, index: number) => new Visitor(town.product.origin, addressOf(90, index));

/** Every door that mails a link, under every poison. */
async function* poisonedHosts(town: Town): AsyncGenerator<Row> {
  for (const [index, headers] of poisons.entries()) {
    const visitor = visitorOf(town, index);
    const victim = `victime${index}@recours.example`;
    await town.account(victim);
    await visitor.post(forgottenPath, { email: victim }, headers);
    const newcomer = `nouvelle${index}@recours.example`;
    await fillRequest(visitor, newcomer);
    const [path, fields] = gauges(newcomer)[3];
    await visitor.post(path, fields, headers);
    const late = await town.account(`tardive${index}@recours.example`, 'to_activate');
    const jeton = await town.link('accounts.activation', late);
    await sql`update link set used_at = now() - interval '1 day' where subject_id = ${late}`.execute(town.db);
    await visitor.post(activationPath, { jeton, renvoyer: '' }, headers);
    visitor.leave();
  }
  await town.settled();
  yield exactly(
    `4, mails sent under ${poisons.length} forgeries of the host, at three doors`,
    town.smtp.received.length,
    poisons.length * 3,
  );
}

async function* recipients(town: Town): AsyncGenerator<Row> {
  const before = town.smtp.received.length;
  const victim = 'victime-unique@recours.example';
  await town.account(victim);
  const forms = forgedRecipients(victim);
  for (const [index, form] of forms.entries()) {
    const visitor = visitorOf(town, 50 + index);
    await visitor.post(forgottenPath, form);
    await visitor.post(
      '/demande-de-compte/mon-adresse-email',
      new URLSearchParams([...form, ['aller', 'mon-entreprise']]),
    );
    visitor.leave();
  }
  const shapes = otherShapes(victim);
  const visitor = visitorOf(town, 120);
  let failures = 0;
  for (const [type, body] of shapes) {
    const answer = await visitor.send('POST', forgottenPath, body, {
      'content-type': type,
      origin: town.product.origin,
    });
    if (answer.status >= 500) failures++;
  }
  visitor.leave();
  await town.settled();
  const sent = town.smtp.received.slice(before);
  const elsewhere = sent.filter((mail) => mail.to.length !== 1 || mail.to[0] !== victim);
  const toThem = town.smtp.received.filter(({ to, mail }) =>
    JSON.stringify([to, mail.headerLines]).includes(attacker),
  );
  yield exactly(
    `4, mails to another recipient from ${forms.length + shapes.length} forged ones`,
    elsewhere.length,
    0,
  );
  yield exactly('4, mails whose headers or envelope name the attacker', toThem.length, 0);
  yield exactly('4, failures over them', failures, 0);
}

const accountsNow = (town: Town) =>
  town.count(`select hashtext(string_agg(email || state || coalesce(password_hash, ''), ',' order by email))
    from account where email like 'cible%'`);

/** Every step of every path without the link that leads to it. */
async function* withoutLink(town: Town): AsyncGenerator<Row> {
  const targets = await Promise.all(
    (['active', 'to_activate', 'migrated'] as const).map((state) =>
      town.account(`cible-${state.replace('_', '')}@recours.example`, state),
    ),
  );
  const before = await accountsNow(town);
  const opened: string[] = [];
  const note = (what: string, { status }: Reply) => {
    if (status < 400) opened.push(`${what}: ${status}`);
  };
  let place = 180;
  for (const path of [resetPath, activationPath]) {
    for (const accountId of targets) {
      // Under the count of new passwords of one address.
      const visitor = visitorOf(town, place++);
      note(path, await visitor.get(path));
      for (const jeton of [
        '',
        accountId,
        'null',
        'undefined',
        'true',
        '0',
        '%',
        '*',
        'x'.repeat(5000),
        newSecret(),
      ]) {
        const form = {
          jeton,
          password: newPassword,
          email: 'cible-active@recours.example',
          accountId,
          kind: 'accounts.password-reset',
        };
        note(`${path} ${jeton.slice(0, 10)}`, await visitor.post(path, form));
      }
      const names = { 'jeton[]': newSecret(), 'jeton[$ne]': 'x', password: newPassword };
      note(`${path} array`, await visitor.post(path, names));
      visitor.leave();
    }
  }

  const hasty = visitorOf(town, 131);
  for (const form of [
    { role: 'funding_manager', aller: 'envoyer' },
    { aller: 'envoyer', brouillon: targets[0] ?? '' },
  ]) {
    await hasty.post('/demande-de-compte/habilitations-souhaitees', form);
  }
  await hasty.get('/demande-de-compte/envoyee');
  const requests = await town.count(
    `select count(*)::int from access_request where email like 'cible%' or email = ''`,
  );
  hasty.leave();

  const jeton = await town.link('accounts.password-reset', targets[0] ?? '');
  const flips = await flipped(town, jeton);
  yield exactly('4, pages opened or passwords set without a link', opened.join(' ') || 'none', 'none');
  yield exactly('4, requests sent by skipping the steps', requests, 0);
  yield exactly('4, resets by a link with one bit changed, of 256', flips, 0);
  yield exactly(
    '4, accounts as they were after all this',
    (await accountsNow(town)) === before ? 'yes' : 'no',
    'yes',
  );
  const owner = visitorOf(town, 132);
  const { status } = await owner.post(resetPath, { jeton, password: newPassword });
  owner.leave();
  yield exactly('4, the answer to the link itself, afterwards', status, 303);
}

/** One bit of the secret changed, each of its 256 in turn, and the ways of writing the same one otherwise. */
async function flipped(town: Town, jeton: string): Promise<number> {
  const bytes = Buffer.from(jeton, 'base64url');
  const others = Array.from({ length: bytes.length * 8 }, (_, bit) => {
    const copy = Buffer.from(bytes);
    copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    return copy.toString('base64url');
  });
  const writings = [
    `${jeton}=`,
    ` ${jeton}`,
    `${jeton} `,
    jeton.toLowerCase(),
    `${jeton}\u0000`,
    jeton.slice(0, -1),
  ];
  let opened = 0;
  for (const [index, secret] of [...others, ...writings].entries()) {
    const visitor = visitorOf(town, 140 + Math.floor(index / 25));
    const answer = await visitor.post(resetPath, { jeton: secret, password: newPassword });
    visitor.leave();
    if (answer.status !== 410) opened++;
  }
  return opened;
}

const doors = [confirmPath, followPath, activationPath, resetPath] as const;
/** The kinds of secrets there are, and the doors that each opens. */
const kinds: readonly (readonly [kind: string, subject: string, opens: readonly string[]])[] = [
  ['access.confirm-request', 'to_confirm', [confirmPath]],
  ['access.follow-request', 'pending', [followPath]],
  ['accounts.activation', 'to_activate', [activationPath]],
  ['accounts.password-reset', 'active', [resetPath]],
  ['accounts.first-password', 'migrated', [resetPath]],
  ['accounts.known-device', 'active', []],
];

/** Each kind of link, at every door but its own, and for an account that has left the state it was sent for. */
async function* wrongKinds(town: Town): AsyncGenerator<Row> {
  let tried = 0;
  const opened: string[] = [];
  for (const [index, [kind, subject, opens]] of kinds.entries()) {
    const email = `genre${index}@recours.example`;
    const isRequest = subject === 'to_confirm' || subject === 'pending';
    const subjectId = isRequest ? await town.request(email, subject) : await town.account(email, subject);
    const jeton = await town.link(kind, subjectId);
    const visitor = visitorOf(town, 160 + index);
    for (const door of doors.filter((one) => !opens.includes(one))) {
      for (const answer of [
        await visitor.get(`${door}?jeton=${jeton}`),
        await visitor.post(door, { jeton, password: newPassword }),
      ]) {
        tried++;
        if (answer.status !== 410) opened.push(`${kind} at ${door}: ${answer.status}`);
      }
    }
    visitor.leave();
  }
  const states = ['to_activate', 'migrated', 'active', 'blocked'] as const;
  for (const [index, [kind, due, [door]]] of kinds.slice(2, 5).entries()) {
    for (const state of states.filter((one) => one !== due)) {
      const accountId = await town.account(`etat${index}-${state.replace('_', '')}@recours.example`, state);
      const jeton = await town.link(kind, accountId);
      const visitor = visitorOf(town, 170 + index);
      const answer = await visitor.post(door ?? '', { jeton, password: newPassword });
      visitor.leave();
      tried++;
      if (answer.status !== 410) opened.push(`${kind} for ${state}: ${answer.status}`);
    }
  }
  yield exactly(
    `4, links that open another door than their own, of ${tried} tries`,
    opened.join(' ') || 'none',
    'none',
  );
}

/** Every address in every part of every mail received. */
function linksOf(town: Town): URL[] {
  return town.smtp.received.flatMap(({ mail }) =>
    [...`${mail.text ?? ''}\n${mail.html || ''}`.matchAll(/https?:\/\/[^\s"'<>)\]]+/g)].map(
      ([link]) => new URL(link),
    ),
  );
}

async function* origins(town: Town): AsyncGenerator<Row> {
  await town.settled();
  const links = linksOf(town);
  const ours = links.filter(({ origin }) => origin === publicUrl);
  const raw = JSON.stringify(town.smtp.received.map(({ mail }) => [mail.text, mail.html, mail.headerLines]));
  yield exactly(
    `4, links of ${town.smtp.received.length} mails that lead to us, of ${links.length}`,
    ours.length,
    links.length,
  );
  yield exactly(
    '4, mails that name the host asked for',
    raw.includes('pirate.example') ? 'some' : 'none',
    'none',
  );
}

/** Links made from the Host of the request, as many a framework does: it must be seen. */
async function control(): Promise<number> {
  const planted = patchedProgram('links that lead where the request says');
  const town = await startTown({ program: planted.program, settings: { PUBLIC_URL: publicUrl } });
  try {
    await town.account('victime@recours.example');
    const visitor = visitorOf(town, 0);
    await visitor.post(forgottenPath, { email: 'victime@recours.example' }, { host: 'pirate.example' });
    visitor.leave();
    await town.settled();
    return linksOf(town).filter(({ origin }) => origin !== publicUrl).length;
  } finally {
    await town.remove();
    planted.remove();
  }
}
