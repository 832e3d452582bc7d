import { beforeEach, expect, it } from 'vitest';
import { Authenticator, challengeIn, givenPasskey } from '../../../tests/support/authenticator';
import { givenAccount, givenMembership, guide } from '../../../tests/support/people';
import { browser, useSecondFactor } from '../../../tests/support/second-factor';
import { minutes } from '../../platform/clock';
import { sql } from '../../platform/database';

const { app, claire } = useSecondFactor();
const { siren, siret } = guide;
const path = `/etablissements/${siret}/donnees/coordonnees-bancaires`;
const account = {
  geste: 'demander',
  titulaire: 'GE SUPPORT FRANCE',
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPP',
};
let device: Authenticator;

beforeEach(async () => {
  const { owner } = app.database;
  await givenMembership(owner, { accountId: claire.id, siren, siret });
  device = new Authenticator(app.origin);
  await givenPasskey(owner, claire.id, device);
});

/** What the page that asks for the proof carries. */
async function asked(as = claire.mine) {
  const { body } = await app.post(path, account, as);
  return { defi: /name="defi" value="([\w-]+)"/.exec(body)?.[1] ?? '', challenge: challengeIn(body) };
}
const prove = (defi: string, reponse: string) =>
  app.post(
    path,
    { saisie: new URLSearchParams(account).toString(), geste: 'cle', defi, reponse },
    claire.mine,
  );
const askedFor = async () => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from bank_change`.execute(app.database.owner);
  return rows[0]?.count;
};
const notRecognised = async (answer: ReturnType<typeof prove>) => {
  const { status, body } = await answer;
  expect([status, body]).toEqual([422, expect.stringContaining('n’a pas été reconnue')]);
  // What was typed goes on with the next try.
  expect(body).toContain('iban=FR7630006000011234567890189');
  expect(await askedFor()).toBe(0);
};

it('takes what the passkey signed, once: the same answer proves nothing a quarter of an hour later', async () => {
  const { defi, challenge } = await asked();
  const signed = device.answerTo(challenge);
  expect((await prove(defi, signed)).location).toBe(`${path}?fait=demandees`);
  await sql`truncate bank_change cascade`.execute(app.database.owner);
  app.clock.advance(minutes(16));
  await notRecognised(prove(defi, signed));
  // Not either as the answer to what is asked now.
  await notRecognised(prove((await asked()).defi, signed));
});

it('lets one of five pass that send the same answer at once', async () => {
  const { defi, challenge } = await asked();
  const signed = device.answerTo(challenge);
  const answers = await Promise.all(Array.from({ length: 5 }, () => prove(defi, signed)));
  expect(answers.filter(({ location }) => location !== undefined)).toHaveLength(1);
  expect(await askedFor()).toBe(1);
});

it("refuses somebody else's passkey, under its own name or under the name of hers", async () => {
  const other = new Authenticator(app.origin);
  const email = 'paul.autre@facteur.example';
  await givenPasskey(app.database.owner, await givenAccount(app.database.owner, { email }), other);
  const first = await asked();
  await notRecognised(prove(first.defi, other.answerTo(first.challenge)));
  const second = await asked();
  await notRecognised(prove(second.defi, other.answerTo(second.challenge, { id: device.id })));
});

it('refuses her own passkey for what was asked of another, or too long ago, or on another site', async () => {
  const { owner } = app.database;
  const paul = await givenAccount(owner, { email: 'paul.autre@facteur.example' });
  await givenPasskey(owner, paul, new Authenticator(app.origin));
  await givenMembership(owner, { accountId: paul, siren, siret });
  const his = browser();
  his.jar.set('mc2i', await app.sessionOf(paul));
  const ofPaul = await asked(his);
  await notRecognised(prove(ofPaul.defi, device.answerTo(ofPaul.challenge)));

  const late = await asked();
  app.clock.advance(minutes(11));
  await notRecognised(prove(late.defi, device.answerTo(late.challenge)));

  const deceived = new Authenticator('https://mon-compte-2i.example');
  await sql`update passkey set id = ${deceived.id}, public_key = ${deceived.publicKey}
    where account_id = ${claire.id}`.execute(owner);
  const real = await asked();
  await notRecognised(prove(real.defi, deceived.answerTo(real.challenge)));
});

it('counts wrong answers as wrong codes', async () => {
  const statuses: number[] = [];
  for (let index = 0; index < 6; index++) statuses.push((await prove((await asked()).defi, '{}')).status);
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
});
