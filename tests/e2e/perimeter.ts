import type { Person } from './person';
import { chooseCompany, demonstrationPassword, nadia, paris } from './steps';

const farid = 'farid.benali@ge-support.example';

/** Somebody who has an account adds an establishment to their perimeter; its administrator lets them in. */
export async function walkPerimeter(start: () => Promise<Person>): Promise<void> {
  const asker = await start();
  await asker.open('/mes-etablissements');
  await asker.signIn(farid, demonstrationPassword);
  await asker.follow('Ajouter un établissement à mon périmètre');
  await asker.see('Votre adresse et vos informations viennent de votre compte');
  await asker.check('the second gauge, of who has an account');
  await chooseCompany(asker, { words: 'ge support', company: /^GE SUPPORT FRANCE - 424210433/, site: paris });
  await asker.press('Mes informations');
  await asker.see('Modifier mon profil');
  await asker.check('the third gauge, of who has an account');
  await asker.press('Habilitations souhaitées');
  await asker.pick('Rôle', 'Comptable');
  await asker.check('the fourth gauge, of who has an account');
  await asker.press('Demander mon compte');
  await asker.see("Une notification est adressée à l'administrateur pour validation");
  await asker.within('Mon périmètre').see('Rattachement à valider');
  await asker.check('my establishments, one to be let in');

  const administrator = await start();
  await administrator.open('/accueil');
  await administrator.signIn(nadia, demonstrationPassword);
  await administrator.follow(/^Décider .*Farid/);
  await administrator.see('Cette personne a déjà un compte : elle seule corrige ses informations.');
  await administrator.press('Valider');
  await administrator.see('La demande est validée');

  await asker.openMail(farid, 'Un établissement est ajouté à votre périmètre');
  await asker.followMailed('/mes-etablissements');
  await asker.see(paris);
}
