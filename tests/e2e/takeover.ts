import type { Person } from './person';
import { demonstrationPassword } from './steps';

const hugo = 'hugo.tessier@ge-support.example';
const nadia = 'nadia.ferrand@ge-support.example';

/** Somebody attached to an establishment asks for its administration; an administrator answers by the mail. */
export async function walkTakeover(start: () => Promise<Person>): Promise<void> {
  const asker = await start();
  await asker.open('/mes-etablissements');
  await asker.signIn(hugo, demonstrationPassword);
  await asker.follow(/^Reprendre l.administration/);
  await asker.see('Ce qui se passe ensuite');
  await asker.check('take the administration over');
  await asker.press('Envoyer ma demande');
  await asker.see('Saisissez la raison');
  await asker.check('take the administration over, errors');
  await asker.write(
    "Pourquoi reprenez-vous l'administration ?",
    'Notre responsable est partie à la retraite.',
  );
  await asker.press('Envoyer ma demande');
  await asker.see('Votre demande est partie.');
  await asker.check('a takeover, by who asks');

  const administrator = await start();
  // After the three of the demonstration.
  await administrator.openMail(nadia, "Reprise de l'administration de votre établissement : répondez", 4);
  await administrator.followMailed('/reprise-administration');
  await administrator.signIn(nadia, demonstrationPassword);
  await administrator.see('Notre responsable est partie à la retraite.');
  await administrator.check('a takeover, by an administrator');
  await administrator.press('Refuser');
  await administrator.see('Saisissez le motif');
  await administrator.check('a takeover, by an administrator, errors');
  await administrator.press('Accepter');
  await administrator.see('La demande est acceptée');
  await administrator.check('a takeover, accepted');

  await asker.open('/mes-etablissements');
  await asker.follow(/^Utilisateurs/);
  await asker.see('Gestion des utilisateurs');
}
