import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { givenAccount, mailsTo } from '../../tests/support/people';
import { sql } from '../platform/database';
import { hashPassword } from './passwords';

const app = useApp();
const password = 'huit lampes et un banc';
const email = 'claire@connexion.example';
let claire: string;

beforeAll(async () => {
  claire = await givenAccount(app.database.owner, { email, passwordHash: await hashPassword(password) });
});

const browser = (address: string) => ({ jar: new Map<string, string>(), address });
const signIn = (as: ReturnType<typeof browser>, form: Record<string, string> = {}) =>
  app.post('/connexion', { email, password, ...form }, as);

describe('the first sign-in after failures', () => {
  const kind = 'accounts.signed-in-after-failures';
  const told = async (to: string) => (await mailsTo(app, to)).filter((mail) => mail.kind === kind);
  async function fail(to: string, times: number, place: string) {
    for (let index = 0; index < times; index++) {
      const as = browser(`${place}.${Math.floor(index / 5)}`);
      await signIn(as, { email: to, password: `essai ${index}` });
      // Ten in five minutes: the others come later.
      if (index % 10 === 9) await sql`delete from throttle`.execute(app.database.owner);
    }
  }

  it('is told to the owner from the tenth on, once for a series', async () => {
    const to = 'visee@connexion.example';
    await givenAccount(app.database.owner, { email: to, passwordHash: await hashPassword(password) });
    await fail(to, 9, '127.0.4');
    expect((await signIn(browser('127.0.5.1'), { email: to })).status).toBe(303);
    expect(await told(to)).toEqual([]);

    await fail(to, 11, '127.0.6');
    const plain = await signIn(browser('127.0.5.2'));
    const both = await Promise.all([
      signIn(browser('127.0.5.3'), { email: to }),
      signIn(browser('127.0.5.4'), { email: to }),
    ]);
    for (const { status, body, location } of both) {
      expect({ status, body, location }).toEqual({ status: 303, body: plain.body, location: plain.location });
    }
    const mails = await told(to);
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('après au moins 10 essais');
    expect(app.linkIn(mails[0], '/mot-de-passe-oublie')).toBe('/mot-de-passe-oublie');

    await signIn(browser('127.0.5.5'), { email: to });
    expect(await told(to)).toHaveLength(1);
    await fail(to, 10, '127.0.7');
    await signIn(browser('127.0.5.6'), { email: to });
    expect(await told(to)).toHaveLength(2);
  });

  it('is not told for the failures of somebody else', async () => {
    await fail('voisin@connexion.example', 12, '127.0.8');
    await signIn(browser('127.0.5.7'));
    expect(await told(email)).toEqual([]);
    expect(await told('voisin@connexion.example')).toEqual([]);
  });
});

it('leaves in the access log who signed in, or failed to, from where', async () => {
  const log = async (action: string) => {
    const { rows } = await sql<{ subject: string; address: string; request: string }>`
      select entry.subject_id as subject, entry.address, entry.request_id as request
      from access_log_entry as entry where entry.action = ${action} order by entry.id desc limit 1
    `.execute(app.database.owner);
    return rows[0];
  };
  await signIn(browser('127.0.9.1'));
  expect(await log('accounts.signed-in')).toEqual({
    subject: claire,
    address: '127.0.9.1',
    request: expect.stringMatching(/./),
  });
  await signIn(browser('127.0.9.2'), { password: 'une erreur de frappe' });
  expect(await log('sign-in-failed')).toEqual({
    subject: expect.stringMatching(/^[0-9a-f]{64}$/),
    address: '127.0.9.2',
    request: expect.stringMatching(/./),
  });
});
