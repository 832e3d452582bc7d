import { expect, it, vi } from 'vitest';
import { sql } from '../../src/platform/database';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { keyboard, mouse } from './hands';
import { people } from './person';
import { demonstrationPassword, sophie } from './steps';

const served = useServed();
const browser = useBrowser();
const everything = [
  'Emails en quarantaine',
  'Emails en retard',
  'Traitements en échec ou bloqués',
  'Fichiers',
];

/** Beside the failures of the demonstration: a late mail, a file that is gone and one that nobody scanned. */
async function goWrong(): Promise<void> {
  const { owner, app } = served.database;
  const { rows } = await sql<{ id: string }>`
    insert into outgoing_mail (kind, recipient, subject, body_html, body_text, attempts, last_error, created_at)
    values ('test', 'boite.pleine@ge-support.example', 'Activez votre compte', '', '', 4,
      '452 4.2.2 Mailbox full', now() - interval '25 minutes')
    returning id`.execute(owner);
  const id = rows[0]?.id ?? '';
  await sql`
    select graphile_worker.add_job('send-mail', payload => json_build_object('mailId', ${id}::text),
      job_key => 'send-mail:' || ${id}::text, run_at => now() + interval '1 hour')`.execute(app);
  await sql`
    insert into stored_file (storage_key, name, media_type, size_bytes, sha256, scan, stored_at, missing_since)
    values (gen_random_uuid()::text, 'Extrait Kbis.pdf', 'application/pdf', 4, '', 'clean', now(), now()),
      (gen_random_uuid()::text, 'Statuts.pdf', 'application/pdf', 4, '', 'waiting', now(), null)`.execute(
    owner,
  );
}

it('an agent starts again what did not work by itself, until all is well', async () => {
  await goWrong();
  const agent = await people(served, browser, mouse)();
  await agent.open('/accueil');
  await agent.signIn(sophie, demonstrationPassword);
  await agent.see('4 envois ou traitements à reprendre');
  await agent.check('home, something to start again');
  await agent.follow(/^Voir/);
  for (const heading of everything) await agent.see(heading);
  await agent.check('everything that can go wrong');
  await agent.press(/^Renvoyer.*rachel/);
  await agent.see("L'email repart");
  await agent.check('mail sent again');
  await agent.press(/^Relancer : Mot de passe/);
  await agent.see('Traitement relancé');
  await agent.press(/^Réessayer/);
  await agent.see("L'email repart");
  await agent.write('Adresse email', 'boite.pleine@ge-support.example');
  await agent.press('Chercher');
  await agent.see('Les derniers emails écrits à');
  await agent.check('mails of a person');
  await sql`delete from stored_file where name in ('Extrait Kbis.pdf', 'Statuts.pdf')`.execute(
    served.database.owner,
  );
  await vi.waitFor(async () => {
    const { rows } = await sql`
      select from outgoing_mail where state = 'waiting'
      union all select from graphile_worker._private_jobs where key is null or key not like 'chore:%'`.execute(
      served.database.app,
    );
    expect(rows).toEqual([]);
  }, 30_000);
  await agent.open('/agents/envois-et-traitements');
  await agent.see('Tout va bien');
  await agent.check('all is well');
});

it('the page fits a narrow screen, and the keyboard is enough', async () => {
  await goWrong();
  const agent = await people(served, browser, keyboard, { width: 320, height: 640 })();
  await agent.open('/agents/envois-et-traitements');
  await agent.signIn(sophie, demonstrationPassword);
  await agent.see('Emails en retard');
  await agent.check('everything that can go wrong, narrow');
  await agent.press(/^Réessayer/);
  await agent.see("L'email repart");
  await agent.check('mail tried again, narrow');
});
