import type { Person } from './person';
import { claire, demonstrationPassword } from './steps';

const supervisor = 'valerie.blanc@agents-2i.example';

/** An administrator reads what happened to her establishment; a supervisor finds who saw one of its people. */
export async function walkRecords(start: () => Promise<Person>): Promise<void> {
  const administrator = await start();
  await administrator.open('/mes-etablissements');
  await administrator.signIn(claire, demonstrationPassword);
  await administrator.follow(/^Utilisateurs/);
  await administrator.unfoldMenu();
  await administrator.follow('Historique');
  await administrator.pick('Rubrique', 'Utilisateurs et droits');
  await administrator.press('Filtrer');
  await administrator.see('Suspendu : Congé parental');
  await administrator.check('history of an establishment');
  await administrator.write('Du (jj/mm/aaaa)', '31/02/2026');
  await administrator.press('Filtrer');
  await administrator.see('Saisissez la date comme');
  await administrator.check('history, errors');
  await administrator.write('Du (jj/mm/aaaa)', '');
  await administrator.pick('Rubrique', 'Invitations');
  await administrator.write('Personne', 'oceane');
  await administrator.press('Filtrer');
  await administrator.see('1 événement');
  await administrator.see('Exporter (CSV)');
  await administrator.write('Personne', 'personne ainsi nommée');
  await administrator.press('Filtrer');
  await administrator.see('Rien ne correspond.');
  await administrator.check('history, nothing found');
  await lookAtTheAccessLog(await start());
}

async function lookAtTheAccessLog(agent: Person): Promise<void> {
  await agent.open('/connexion');
  await agent.signIn(supervisor, demonstrationPassword);
  await agent.unfoldMenu();
  await agent.follow('Journal');
  await agent.check('access log, nothing asked');
  await agent.write('Adresse email de la personne', 'inconnue@ge-support.example');
  await agent.press('Rechercher');
  await agent.see('Personne n’est connu sous cette adresse.');
  await agent.check('access log, nobody known');
  await agent.write('Adresse email de la personne', 'oceane.picard@ge-support.example');
  await agent.press('Rechercher');
  await agent.see('Liste des utilisateurs consultée');
  await agent.see('Claire Vasseur');
  await agent.check('access log of a person');
}
