import type { Person } from './person';
import { claire, demonstrationPassword } from './steps';

const agent = 'karim.haddad@agents-2i.example';

/** An administrator asks for one mail each morning; an agent, who has it already, opens one and follows its link. */
export async function walkNotifications(start: () => Promise<Person>): Promise<void> {
  const administrator = await start();
  await administrator.open('/mon-profil');
  await administrator.signIn(claire, demonstrationPassword);
  await administrator.follow('Choisir mes notifications');
  await administrator.see('Le résumé quotidien');
  await administrator.check('my notifications');
  await administrator.tick('Nouvelles demandes de compte à décider', 'Dans le résumé quotidien');
  await administrator.press('Enregistrer mes choix');
  await administrator.see('Vos choix sont enregistrés.');
  await administrator.check('my notifications, saved');
  await administrator.tick('Nouvelles demandes de compte à décider', 'Tout de suite');
  await administrator.press('Enregistrer mes choix');
  await administrator.see('Vos choix sont enregistrés.');

  const reader = await start();
  await reader.openMail(agent, /attendent? votre réponse sur mon compte 2i/);
  await reader.followMailed('/mon-profil/notifications');
  await reader.signIn(agent, demonstrationPassword);
  await reader.see('File des demandes de compte');
  await reader.check('the notifications of an agent');
}
