import { generateSync } from 'otplib';
import type { Person } from './person';
import { demonstrationPassword } from './steps';

const odile = 'odile.marchetti@ge-support.example';

/** Somebody adds an application, comes back with its code, then with a recovery code, and removes it. */
export async function walkSecondFactor(start: () => Promise<Person>): Promise<void> {
  const person = await start();
  await person.open('/mon-profil');
  await person.signIn(odile, demonstrationPassword);
  await person.follow('Activer la double authentification');
  await person.check('second factor, none');
  await person.press('Ajouter une application');
  await person.see('Ajoutez maintenant la clé');
  await person.check('second factor, to prove');
  const key = (await person.textOf('.cle')).replace(/\s/gu, '');
  await person.write("Code affiché par l'application", '12');
  await person.press('Activer');
  await person.see("Ce code n'est pas celui de votre application.");
  await person.check('second factor, wrong first code');
  await person.write("Code affiché par l'application", generateSync({ secret: key }));
  await person.press('Activer');
  await person.see('La double authentification est active.');
  await person.check('recovery codes');
  const [spare = ''] = (await person.textOf('.codes')).match(/[A-Z2-7-]{19}/gu) ?? [];
  await person.follow('Je les ai notés');
  await person.check('second factor, active');
  await person.openMail(odile, 'Double authentification : votre compte a changé');

  await person.open('/accueil');
  await person.signOut();
  await person.signIn(odile, demonstrationPassword);
  await person.see('Il reste à prouver que c’est vous.');
  await person.check('second step');
  await person.press('Valider');
  await person.see('Saisissez les 6 chiffres');
  await person.check('second step, errors');
  // Of the next half minute, which is taken too: the present one has served.
  await person.write('Code de votre application', generateSync({ secret: key, epoch: inHalfAMinute() }));
  await person.press('Valider');
  await person.see('Bonjour');

  await person.signOut();
  await person.signIn(odile, demonstrationPassword);
  await person.unfold('Utiliser un code de secours');
  await person.write('Code de secours', spare);
  await person.press('Utiliser ce code');
  await person.see('Bonjour');
  await person.openMail(odile, 'Code de secours utilisé sur votre compte');

  await person.open('/mon-profil/double-authentification');
  await person.see('Il vous en reste 9.');
  await person.unfold('Retirer cette application');
  const application = person.within("Application d'authentification");
  await application.write('Votre mot de passe', demonstrationPassword);
  await application.press("Retirer l'application");
  await person.see("C'est retiré.");
  await person.see('Votre mot de passe suffit');
}

const inHalfAMinute = () => Math.floor(Date.now() / 1000) + 30;
