import type { Person } from './person';
import { claire, demonstrationPassword } from './steps';

const accountant = 'helene.royer@agents-2i.example';
const belfort = '/etablissements/42421043300019/donnees';

/** An administrator completes her establishment's data and asks for another account; an accountant refuses it. */
export async function walkEstablishment(start: () => Promise<Person>): Promise<void> {
  const administrator = await start();
  await administrator.open('/mes-etablissements');
  await administrator.signIn(claire, demonstrationPassword);
  await administrator.follow(/^Données de /);
  await administrator.see('3248, Métallurgie');
  await administrator.check('data of an establishment');
  await administrator.follow(/Contact formation$/);
  await administrator.check('data, a contact');
  await administrator.write('Téléphone', '12');
  await administrator.press('Enregistrer');
  await administrator.see('Il manque 8 chiffres');
  await administrator.check('data, a contact, errors');
  await administrator.write('Téléphone', '01 99 00 12 36');
  await administrator.press('Enregistrer');
  await administrator.see("C'est enregistré.");
  await administrator.follow(/Convention collective$/);
  await administrator.check('data, collective agreement');
  await administrator.open(`${belfort}/effectif`);
  await administrator.write("Effectif moyen de l'année", '50,25');
  await administrator.pick("D'où vient ce nombre", "Effectif notifié par l'Urssaf");
  await administrator.press('Enregistrer');
  await administrator.see('50,25');
  await changeAccount(administrator);
  await refuse(await start());
  await administrator.open(`${belfort}/coordonnees-bancaires`);
  await administrator.see('Motif : Titulaire inconnu.');
}

async function changeAccount(person: Person): Promise<void> {
  await person.follow('Voir les comptes');
  await person.see('FR76 3000 6000 0112 3456 7890 189');
  await person.check('bank details');
  await person.write('Titulaire du compte', 'GE SUPPORT FRANCE');
  await person.write('IBAN', 'DE89 3704 0044 0532 0130 01');
  await person.write('BIC', 'COBADEFF');
  await person.press('Demander ce changement');
  await person.see('sa clé de contrôle est fausse');
  await person.check('bank details, errors');
  await person.write('IBAN', 'DE89 3704 0044 0532 0130 00');
  await person.press('Demander ce changement');
  await person.see("Confirmez que c'est vous");
  await person.check('a fresh proof');
  await person.write('Votre mot de passe', 'pas celui-ci du tout');
  await person.press('Confirmer');
  await person.see("Ce n'est pas votre mot de passe actuel.");
  await person.check('a fresh proof, errors');
  await person.write('Votre mot de passe', demonstrationPassword);
  await person.press('Confirmer');
  await person.see("C'est demandé");
}

async function refuse(agent: Person): Promise<void> {
  await agent.open('/connexion');
  await agent.signIn(accountant, demonstrationPassword);
  await agent.see('1 compte bancaire à valider');
  await agent.follow('Ouvrir la file');
  await agent.check('bank details, the desk');
  await agent.follow(/^Étudier/);
  await agent.check('bank details, the decision');
  await agent.press('Refuser');
  await agent.see('Saisissez');
  await agent.write('Motif du refus', 'Titulaire inconnu.');
  await agent.press('Refuser');
  await agent.see('Compte refusé');
}
