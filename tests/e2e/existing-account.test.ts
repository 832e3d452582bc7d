import { expect, it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { mouse } from './hands';
import { people } from './person';
import { demonstrationPassword, fillRequest, nadia, openNotified, paris, send } from './steps';

const served = useServed();
const start = people(served, useBrowser(), mouse);

it('somebody who has an account confirms a request by one button, signed in', async () => {
  const farid = { email: 'farid.benali@ge-support.example', firstName: 'Farid', lastName: 'Benali' };
  const person = await start();
  await fillRequest(person, farid, { site: paris, role: 'Comptable' });
  await send(person);
  await person.openMail(farid.email, 'Confirmez votre demande depuis votre compte');
  await person.followMailed('/mes-etablissements');
  await person.signIn(farid.email, demonstrationPassword);
  await person.check('my establishments, a request to confirm');
  await person.press(/^Confirmer/);
  await person.see("Une notification est adressée à l'administrateur pour validation");
  await person.check('my establishments, request confirmed');
  await person.follow('Accueil');
  await person.check('home, a request of mine');

  const administrator = await start();
  await openNotified(administrator, nadia);
  await administrator.see('Cette personne a déjà un compte : elle seule corrige ses informations.');
  await administrator.check('decision, on somebody who has an account');
  await administrator.press('Valider');
  await administrator.see('La demande est validée');

  await person.openMail(farid.email, 'Un établissement est ajouté à votre périmètre');
  await person.followMailed('/mes-etablissements');
  await person.see(paris);
  await person.check('my establishments, one more');
});

it('a migrated account gets its first password by the mailed link only', async () => {
  const paul = { email: 'paul.renard@red-needles.example', password: 'girafe boussole tournesol 7' };
  const person = await start();
  await person.open('/connexion');
  await person.signIn(paul.email, demonstrationPassword);
  await person.see('Adresse email ou mot de passe incorrect.');
  await person.follow('créer un nouveau mot de passe.');
  await person.write('Adresse email', paul.email);
  await person.press('Recevoir un lien');
  await person.openMail(paul.email, 'Créez votre nouveau mot de passe');
  await person.followMailed('/mot-de-passe/nouveau');
  await person.check('first password');
  await person.write('Nouveau mot de passe', paul.password);
  await person.press('Enregistrer et me connecter');
  await person.see('Bonjour Paul');
  await person.signOut();
  await person.signIn(paul.email, paul.password);
  await person.see('Bonjour Paul');
  await person.check('home of who comes from the former platform');
});

it('a blocked account sees what everybody sees, and is written to', async () => {
  const kevin = { email: 'kevin.muller@besoin-de-toit.example', firstName: 'Kévin', lastName: 'Muller' };
  const person = await start();
  await person.open('/connexion');
  const answers: string[] = [];
  for (const [email, password] of [
    [kevin.email, demonstrationPassword],
    [kevin.email, 'pas le bon mot de passe'],
    ['personne@nulle-part.example', demonstrationPassword],
  ] as const) {
    await person.signIn(email, password);
    answers.push((await person.page.getByRole('alert').textContent()) ?? '');
  }
  expect(new Set(answers).size, answers.join('\n')).toBe(1);
  await person.follow('mot de passe oublié');
  await person.write('Adresse email', kevin.email);
  await person.press('Recevoir un lien');
  await person.openMail(kevin.email, 'Votre compte est bloqué');
  await fillRequest(person, kevin);
  await send(person);
  await person.openMail(kevin.email, 'Votre compte est bloqué', 2);
  await person.check('mail to a blocked account');
});
