import { beforeAll, describe, expect, it } from 'vitest';
import { useApp } from '../../tests/support/app';
import { inTransaction } from '../platform/database';
import { queueMail } from '../platform/mail';

const app = useApp({ demo: true });
const real = useApp();
const box = '/boite-aux-lettres';

const write = (to: string, subject: string, text: string) =>
  inTransaction(app.database.app, (tx) =>
    queueMail(tx, { kind: 'test', to, subject, html: '<p>Bonjour <b>vous</b></p>', text }, app.clock.now()),
  );

async function idOf(subject: string): Promise<string> {
  const { body } = await app.get(box);
  const id = new RegExp(`href="${box}/([0-9a-f-]{36})"[^>]*>${subject}`).exec(body)?.[1];
  if (!id) throw new Error(`no mail « ${subject} »`);
  return id;
}

describe('the mailbox of the demonstration', () => {
  it('says what to do while it is empty', async () => {
    expect((await app.get(box)).body).toContain('Aucun email pour le moment');
  });

  describe('with mails', () => {
    beforeAll(async () => {
      await write('lucas@demo.example', 'Premier', 'Bonjour');
      app.clock.advance(60_000);
      await write(
        'isabelle@demo.example',
        'Second',
        `Confirmer mon adresse :\n${app.origin}/demande-de-compte/confirmer?jeton=abc\n\nAilleurs : https://autre.example/x <script>`,
      );
    });

    it('lists them, newest first, and filters by address', async () => {
      const { body } = await app.get(box);
      expect(body).toContain('2 emails');
      expect(body.indexOf('Second')).toBeLessThan(body.indexOf('Premier'));
      const filtered = (await app.get(`${box}?adresse=LUCAS`)).body;
      expect(filtered).toContain('1 email');
      expect(filtered).not.toContain('Second');
      expect((await app.get(`${box}?adresse=personne`)).body).toContain('Aucun email pour cette adresse');
    });

    it('shows a mail with the links of our own origin, and only those', async () => {
      const { body } = await app.get(`${box}/${await idOf('Second')}`);
      expect(body).toContain(`href="${app.origin}/demande-de-compte/confirmer?jeton=abc"`);
      expect(body).not.toContain('href="https://autre.example');
      expect(body).toContain('&lt;script>');
      expect(body.replace(/<[^>]*>/g, '')).toContain('isabelle@demo.example');
    });

    it('shows its HTML in a document where nothing runs or loads', async () => {
      const answer = await app.get(`${box}/${await idOf('Premier')}/html`);
      expect(answer.body).toBe('<p>Bonjour <b>vous</b></p>');
      expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none';.* sandbox /);
      expect(answer.headers['content-security-policy']).not.toContain('script');
    });

    it('does not find what is not there', async () => {
      expect((await app.get(`${box}/autre`)).status).toBe(404);
      expect((await app.get(`${box}/00000000-0000-4000-8000-000000000000/html`)).status).toBe(404);
    });
  });
});

it('does not exist outside the demonstration', async () => {
  expect((await real.get(box)).status).toBe(404);
});
