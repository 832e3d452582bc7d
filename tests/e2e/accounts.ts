import type { Person } from './person';
import { demonstrationPassword } from './steps';

const agent = 'sophie.lemaire@agents-2i.example';

/** An agent finds an account, looks at the portal as its owner, blocks it and opens it again. */
export async function walkAccounts(start: () => Promise<Person>): Promise<void> {
  const sophie = await start();
  await sophie.open('/connexion');
  await sophie.signIn(agent, demonstrationPassword);
  await sophie.unfoldMenu();
  await sophie.follow('Comptes');
  await sophie.check('accounts, nothing asked');
  await sophie.write('Nom, email, SIREN ou SIRET', 'hugo tessier');
  await sophie.press('Rechercher');
  await sophie.see('1 compte');
  await sophie.check('accounts found');
  await sophie.follow(/^Voir/);
  await sophie.see('Emails envoyés');
  await sophie.check('an account');
  await sophie.press('Voir comme cette personne');
  await sophie.see('Saisissez le motif.');
  await sophie.check('an account, errors');
  await sophie.write('Motif, que la personne lira', 'Il ne voit pas son établissement.');
  await sophie.press('Voir comme cette personne');
  await sophie.see('en lecture seule');
  await sophie.check('home, seen as somebody');
  await sophie.open('/mon-profil');
  await sophie.see('Vous regardez le portail comme une autre personne');
  await sophie.check('profile refused while seeing as somebody');
  await sophie.press('Quitter cette vue');
  await sophie.see('Vous avez quitté la vue');
  await sophie.write('Motif du blocage', 'Sa boîte aux lettres est piratée.');
  await sophie.press('Bloquer le compte');
  await sophie.see('Compte bloqué');
  await sophie.check('a blocked account');
  await sophie.write('Motif de la réouverture', 'Il a changé le mot de passe de sa boîte.');
  await sophie.press('Rouvrir le compte');
  await sophie.see('Compte rouvert');
  await mergeDuplicate(sophie);
}

/** The same person under another address: compared, then brought together. */
async function mergeDuplicate(sophie: Person): Promise<void> {
  await sophie.write('Adresse email de l’autre compte', 'personne@nulle-part.example');
  await sophie.press('Comparer les deux comptes');
  await sophie.see('Aucun compte n');
  await sophie.check('merging, unknown address');
  await sophie.write('Adresse email de l’autre compte', 'h.tessier@ge-support.example');
  await sophie.press('Comparer les deux comptes');
  await sophie.see('Ce qui va se passer');
  await sophie.check('merging, both accounts');
  await sophie.press('Réunir les deux comptes');
  await sophie.see('Saisissez ce que vous avez vérifié.');
  await sophie.check('merging, errors');
  await sophie.write('Motif', 'Deux adresses pour la même personne.');
  await sophie.write(
    'Comment avez-vous vérifié que les deux sont à la même personne ?',
    'Rappelé au standard de GE SUPPORT FRANCE.',
  );
  await sophie.press('Réunir les deux comptes');
  await sophie.see('Comptes réunis');
  await sophie.check('an account with which another was merged');
}
