import type { Person } from './person';
import { demonstrationPassword } from './steps';

const farid = 'farid.benali@ge-support.example';
const newAddress = 'f.benali@ge-support.example';
const password = 'girafe boussole tournesol 7';

/** Somebody corrects who they are, changes their password, and closes a session left open elsewhere. */
export async function walkProfile(start: () => Promise<Person>): Promise<void> {
  const [elsewhere, again] = [await start(), await start()];
  for (const other of [elsewhere, again]) {
    await other.open('/mon-profil');
    await other.signIn(farid, demonstrationPassword);
    await other.see('Mes sessions ouvertes');
  }

  const person = await start();
  await person.open('/connexion');
  await person.signIn(farid, demonstrationPassword);
  await person.unfoldMenu();
  await person.follow(/Farid Benali$/);
  await person.check('my profile');
  await person.write('Téléphone', '12');
  await person.press('Enregistrer');
  await person.see('Il manque 8 chiffres');
  await person.check('my profile, errors');
  await person.write('Téléphone', '01 99 00 12 35');
  await person.press('Enregistrer');
  await person.see('Vos informations sont enregistrées.');
  await person.check('my profile, saved');

  await person.press('Fermer toutes les autres sessions');
  await person.see('Toutes vos autres sessions sont fermées.');
  await elsewhere.open('/mon-profil');
  await elsewhere.see('Connexion');

  await changeAddress(person);

  await person.write('Mot de passe actuel', demonstrationPassword);
  await person.write('Nouveau mot de passe', password);
  await person.press('Changer mon mot de passe');
  await person.see('Votre mot de passe est changé.');
  await person.openMail(newAddress, 'Votre mot de passe a été changé');
  await person.open('/accueil');
  await person.signOut();
  await person.signIn(newAddress, password);
  await person.see('Bonjour Farid');
  await leave(person);
}

/** The account closed: a wrong password, then the right one; its password opens nothing any more. */
async function leave(person: Person): Promise<void> {
  await person.open('/mon-profil');
  await person.see('Télécharger mes données');
  await person.follow('Fermer mon compte');
  await person.see('Vos accès prennent fin aussitôt');
  await person.check('closing my account');
  await person.write('Votre mot de passe', 'pas celui-ci du tout');
  await person.press('Fermer mon compte');
  await person.see("Ce n'est pas votre mot de passe actuel.");
  await person.check('closing my account, errors');
  await person.write('Votre mot de passe', password);
  await person.press('Fermer mon compte');
  await person.see('Votre compte est fermé');
  await person.check('account closed');
  await person.openMail(newAddress, 'Votre compte est fermé');
}

/** Another address: asked for, given up, asked for again, confirmed by its mail. */
async function changeAddress(person: Person): Promise<void> {
  const ask = async () => {
    await person.write('Nouvelle adresse email', newAddress);
    await person.write('Votre mot de passe', demonstrationPassword);
    await person.press("Changer d'adresse");
    await person.see('Un message vient de partir à votre nouvelle adresse');
  };
  await ask();
  await person.check('my profile, address asked for');
  await person.press('Garder mon adresse actuelle');
  await person.see('Votre adresse reste la même');
  await ask();
  await person.openMail(farid, 'Nouvelle adresse demandée pour votre compte', 2);
  await person.openMail(newAddress, 'Confirmez votre nouvelle adresse email', 2);
  await person.followMailed('/mon-profil/adresse-email');
  await person.check('my profile, address to confirm');
  await person.press('Confirmer cette adresse');
  await person.see('Votre adresse est changée');
  await person.openMail(farid, 'Votre compte a une autre adresse email');
  await person.open('/mon-profil');
}
