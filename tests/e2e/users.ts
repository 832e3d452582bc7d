import type { Person } from './person';
import { claire, demonstrationPassword } from './steps';

const invited = { email: 'lina.morel@ge-support.example', password: 'girafe boussole tournesol 7' };

/** An administrator changes a right, suspends, restores, invites; the invited person joins, and sees what they may. */
export async function walkUsers(start: () => Promise<Person>): Promise<void> {
  const administrator = await start();
  await administrator.open('/mes-etablissements');
  await administrator.signIn(claire, demonstrationPassword);
  await administrator.follow(/^Utilisateurs/);
  await administrator.see('Gestion des utilisateurs');
  await administrator.check('users of an establishment');
  await narrowDown(administrator);
  await changeRights(administrator);
  await suspendAndRestore(administrator);
  await invite(administrator);
  await join(await start());
}

async function narrowDown(administrator: Person): Promise<void> {
  await administrator.pick('État de rattachement', 'Suspendu');
  await administrator.press('Filtrer');
  await administrator.see('Leïla Brahimi');
  await administrator.write('Nom ou adresse email', 'personne ainsi nommée');
  await administrator.press('Filtrer');
  await administrator.see('Personne ne correspond à cette recherche.');
  await administrator.check('users, nobody found');
  await administrator.write('Nom ou adresse email', 'farid');
  await administrator.pick('État de rattachement', 'En cours');
  await administrator.press('Filtrer');
  await administrator.follow(/^Modifier Farid/);
}

async function changeRights(administrator: Person): Promise<void> {
  await administrator.check('modification of a user');
  await administrator.pick('Rôle', 'Gestionnaire des demandes');
  await administrator.write('Date de fin', '31/02/2030');
  await administrator.press('Enregistrer');
  await administrator.see('Saisissez la date de fin comme');
  await administrator.check('modification of a user, errors');
  await administrator.write('Date de fin', '31/12/2030');
  await administrator.press('Enregistrer');
  await administrator.see('Les droits sont modifiés');
  await administrator.see(/31 décembre 2030/);
  await administrator.check('modification of a user, done');
}

async function suspendAndRestore(administrator: Person): Promise<void> {
  await administrator.write('Motif', 'Détaché dans une autre entreprise.');
  await administrator.press('Suspendre');
  await administrator.see('Le rattachement est suspendu');
  await administrator.check('modification of a user, suspended');
  await administrator.press('Rétablir');
  await administrator.see('Le rattachement est rétabli');
}

async function invite(administrator: Person): Promise<void> {
  await administrator.follow('Gestion des utilisateurs');
  await administrator.follow('Inviter une personne');
  await administrator.press("Envoyer l'invitation");
  await administrator.see('Choisissez un rôle.');
  await administrator.check('invite somebody, errors');
  await administrator.write('Adresse email', invited.email);
  await administrator.tick('Rôle', /^Comptable/);
  await administrator.press("Envoyer l'invitation");
  await administrator.see("L'invitation est partie.");
  await administrator.check('users, invitation sent');
}

async function join(person: Person): Promise<void> {
  await person.openMail(invited.email, 'Vous êtes invité à rejoindre un établissement');
  await person.followMailed('/invitation');
  await person.see('Claire Vasseur vous invite');
  await person.check('invitation');
  await person.press('Accepter et continuer');
  await person.see('Saisissez votre nom.');
  await person.check('invitation, errors');
  await person.tick('Civilité', 'Madame');
  await person.write('Fonction', 'Comptable');
  await person.write('Nom', 'Morel');
  await person.write('Prénom', 'Lina');
  await person.write('Téléphone', '0199001234');
  await person.press('Accepter et continuer');
  await person.write('Mot de passe', invited.password);
  await person.press('Enregistrer et me connecter');
  await person.see('Bonjour Lina');
}
