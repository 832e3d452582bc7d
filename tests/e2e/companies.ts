import type { Person } from './person';
import { claire, demonstrationPassword, sophie } from './steps';

const foreign = /^DANONE$/;

/** A member reads the record of their company and of its sites; an agent finds a company and who manages it. */
export async function walkCompanies(start: () => Promise<Person>): Promise<void> {
  const member = await start();
  await member.open('/mes-etablissements');
  await member.signIn(claire, demonstrationPassword);
  await member.follow(/^Fiche de /);
  await member.see('3248, Métallurgie');
  await member.see('Changements relevés');
  await member.check('a site, for its administrator');
  await member.follow('GE SUPPORT FRANCE');
  await member.see('4 octobre 1999');
  await member.check('a company, for a member');
  await member.pick('Afficher', 'Tous');
  await member.write('Ville, code postal, enseigne ou SIRET', 'belfort');
  await member.press('Filtrer');
  await member.see('2 établissements');
  await member.see('suivi par');
  await member.write('Ville, code postal, enseigne ou SIRET', 'nulle part');
  await member.press('Filtrer');
  await member.see('Aucun établissement ne correspond.');
  await member.check('a company, no site found');
  await member.follow('API du registre');
  await member.see('Chercher une entreprise');
  await member.check('the page of the API');

  const agent = await start();
  await agent.open('/connexion');
  await agent.signIn(sophie, demonstrationPassword);
  await agent.unfoldMenu();
  await agent.follow('Entreprises');
  await agent.check('the search of agents');
  await agent.write('Nom, SIREN ou SIRET', 'danone');
  await agent.press('Rechercher');
  await agent.check('the search of agents, found');
  await agent.follow(foreign);
  await agent.see("Le fichier des adhérents de l'OPCO n'en donne pas");
  await agent.open('/agents/entreprises?q=424210433');
  await agent.follow('GE SUPPORT FRANCE');
  await agent.see('Nadia Ferrand');
  await agent.see('remplacée par la 3248');
  await agent.check('a company, for an agent');
  await agent.follow('42421043300027');
  await agent.see('25 RUE DES ANCRES');
  await agent.check('a site, for an agent');
}
