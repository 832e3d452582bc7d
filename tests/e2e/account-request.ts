import { expect } from 'vitest';
import type { Person } from './person';
import { belfort, claire, demonstrationPassword } from './steps';

/** Somebody of the company of the user guide, who has no account. */
const nora = { email: 'n.debuire@testopco2i.example', password: 'girafe boussole tournesol 7' };

/**
 * The main journey, from the sign-in page to the sign-out of who has just got an account. `start` gives
 * a person in a browser of their own. Every state on the way is checked.
 */
export async function walkAccountRequest(start: () => Promise<Person>): Promise<void> {
  const person = await start();
  await person.open('/');
  await person.check('sign-in');
  await person.follow('Je crée mon compte');
  await leaveGaugesEmpty(person);
  await fillGauges(person);
  await send(person);

  const administrator = await start();
  await decide(administrator);

  await activate(person);
  await signOutAndIn(person);
  await forget(person);
  await findDeadLinks(person);
  await readFooter(person);
}

const gaugesOf = async ({ page }: Person) => {
  const buttons = page.getByRole('navigation', { name: 'Zones de la demande' }).getByRole('button');
  return (await buttons.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
};

const states = (email: string, company: string, identity: string, rights: string) => [
  `Mon adresse email ${email}`,
  `Mon entreprise ${company}`,
  `Mes informations ${identity}`,
  `Habilitations souhaitées ${rights}`,
];

/** After a move, reading goes on at the heading of the new page, with or without scripts, and nothing has scrolled. */
async function seeFocusOn({ page }: Person, heading: string): Promise<void> {
  const title = page.getByRole('heading', { level: 2, name: heading, exact: true });
  await title.and(page.locator(':focus')).waitFor();
  expect(await page.evaluate(() => window.scrollY)).toBe(0);
}

async function leaveGaugesEmpty(person: Person): Promise<void> {
  await person.check('e-mail, empty');
  expect(await gaugesOf(person)).toEqual(states('à remplir', 'à remplir', 'à remplir', 'à remplir'));
  await person.hand.toggle(person.page.locator('summary', { hasText: 'Aide' }));
  await person.see('elle sera votre identifiant');
  await person.check('e-mail, help open');

  await person.press(/^Habilitations souhaitées, à remplir/);
  await seeFocusOn(person, 'Habilitations souhaitées');
  await person.check('rights, empty');
  await person.press('Mes informations');
  await person.check('identity, empty');
  await person.press(/^Mon entreprise, à remplir/);
  await person.check('company, empty');
  await person.press('Demander mon compte');
  await person.see('Votre demande est à compléter');
  await person.check('e-mail, all is missing');
  expect(await person.page.title()).toMatch(/^Erreur/);
  expect(await gaugesOf(person)).toEqual(states('à compléter', 'à compléter', 'à compléter', 'à compléter'));

  await person.press(/^Mon entreprise, à compléter/);
  await person.check('company, left incomplete');
  await person.press('Mes informations');
  await person.check('identity, left incomplete');
  await person.press('Habilitations souhaitées');
  await person.check('rights, left incomplete');

  await person.press('Fermer');
  await person.check('closing');
  await person.follow('Revenir à ma demande');
}

async function fillGauges(person: Person): Promise<void> {
  await person.press(/^Mon adresse email, à compléter/);
  await person.write('Adresse email', 'n.debuire@testopco2i');
  await person.press('Mon entreprise');
  await person.press('Mon adresse email');
  await person.check('e-mail, refused');
  expect(await person.field('Adresse email').inputValue()).toBe('n.debuire@testopco2i');
  await person.write('Adresse email', nora.email);
  await person.press('Mon entreprise');

  await chooseSite(person);
  await fillIdentity(person);

  await person.pick('Rôle', "Administrateur de l'établissement");
  await person.check('rights, role chosen');
  await person.press(/^Mon adresse email, complet/);
  expect(await gaugesOf(person)).toEqual(states('complet', 'complet', 'complet', 'complet'));
  await person.check('e-mail, complete');
  await person.press('Mon entreprise');
  await seeFocusOn(person, 'Mon entreprise');
  await person.check('company, complete');
  await person.press('Mes informations');
  await person.check('identity, complete');
  await person.press('Habilitations souhaitées');
  await person.see(/^GE SUPPORT FRANCE – 42421043300019/);
  await person.check('rights, complete');
}

async function chooseSite(person: Person): Promise<void> {
  await person.hand.search(person.field('Recherchez votre entreprise'), 'ge supp');
  await person.check('company, found');
  await person.hand.choose(/^GE SUPPORT FRANCE - 424210433/);
  await person.check('company, sites');
  await person.press('Mes informations');
  await person.press('Mon entreprise');
  await person.see('Sélectionnez votre site.');
  await person.check('company, site missing');
  await person.tick('Sélectionnez votre site', belfort);
  await person.press('Mes informations');
}

async function fillIdentity(person: Person): Promise<void> {
  await person.tick('Civilité', 'Madame');
  await person.write('Fonction', 'Project manager');
  await person.write('Nom', 'Debuire');
  await person.write('Prénom', 'Nora');
  await person.write('Téléphone', '06 00 00 00');
  await person.press('Habilitations souhaitées');
  await person.press('Mes informations');
  await person.check('identity, phone refused');
  await person.write('Téléphone', '06 00 00 00 00');
  await person.press('Habilitations souhaitées');
}

async function send(person: Person): Promise<void> {
  await person.press('Demander mon compte');
  await person.see('La demande de compte est réalisée');
  await person.see("Dès que c'est fait, une notification est adressée à l'administrateur pour validation.");
  await person.check('sent');

  await person.openMail(nora.email, 'Confirmez votre adresse email');
  await person.check('mail');
  await person.followMailed('/demande-de-compte/confirmer');
  await person.check('confirmation');
  await person.press('Confirmer mon adresse email');
  await person.see("Une notification est adressée à l'administrateur pour validation");
  await person.check('confirmed');

  await person.openMail(nora.email, 'Votre demande de compte est en attente de validation');
  await person.followMailed('/demande-de-compte/suivi');
  await person.check('following');
}

async function decide(administrator: Person): Promise<void> {
  await administrator.openMail(claire, 'Une demande de compte attend votre validation');
  await administrator.followMailed('/etablissements/42421043300019/utilisateurs/demandes/');
  await administrator.signIn(claire, 'pas le bon mot de passe');
  await administrator.see('Adresse email ou mot de passe incorrect.');
  await administrator.check('sign-in, refused');
  await administrator.signIn(claire, demonstrationPassword);
  await administrator.see('Demande de compte de Nora Debuire');
  await administrator.check('decision');

  await administrator.hand.press(administrator.page.getByRole('main').getByRole('link', { name: 'Accueil' }));
  await administrator.check('home of the administrator');
  await administrator.follow(/^Décider .*Nora Debuire$/);
  await administrator.press('Refuser');
  await administrator.check('decision, reason missing');
  expect(await administrator.page.title()).toMatch(/^Erreur/);
  await administrator.follow('Corriger');
  await administrator.check('decision, correcting');
  await administrator.write('Fonction', '');
  await administrator.press('Valider');
  await administrator.check('decision, correction refused');
  await administrator.write('Fonction', 'Cheffe de projet');
  await administrator.pick('Rôle', 'Gestionnaire des salariés');
  await administrator.press('Valider');
  await administrator.see('La demande est validée');
  await administrator.check('decided');
  await administrator.signOut();
}

async function activate(person: Person): Promise<void> {
  await person.openMail(nora.email, 'Activez votre compte');
  await person.followMailed('/activation');
  await person.check('activation');
  await person.write('Mot de passe', 'motdepasse');
  await person.press('Enregistrer et me connecter');
  await person.see('il en faut au moins 15');
  await person.check('activation, weak password');
  await person.write('Mot de passe', nora.password);
  await person.press('Enregistrer et me connecter');
  await person.see('Bonjour Nora');
  await person.check('home of the new person');
  await person.unfoldMenu();
  await person.check('home, menu');
  await person.follow('Mes établissements');
  await person.see(belfort);
  await person.see('Gestionnaire des salariés');
  await person.check('my establishments');
}

async function signOutAndIn(person: Person): Promise<void> {
  await person.signOut();
  expect(person.path).toBe('/connexion');
  await person.open('/mes-etablissements');
  await person.check('sign-in, on the way to a page');
  await person.signIn(nora.email, nora.password);
  expect(person.path).toBe('/mes-etablissements');
  await person.signOut();
}

async function forget(person: Person): Promise<void> {
  await person.follow('mot de passe oublié');
  await person.check('forgotten password');
  await person.write('Adresse email', 'personne');
  await person.press('Recevoir un lien');
  await person.check('forgotten password, refused');
  await person.write('Adresse email', nora.email);
  await person.press('Recevoir un lien');
  await person.check('forgotten password, sent');
  await person.openMail(nora.email, 'Choisissez un nouveau mot de passe');
  await person.followMailed('/mot-de-passe/nouveau');
  await person.check('new password');
}

/** The activation link has served: it leads to a way on, like the address of no page. */
async function findDeadLinks(person: Person): Promise<void> {
  await person.openMail(nora.email, 'Activez votre compte');
  await person.followMailed('/activation');
  await person.see('Ce lien ne sert plus');
  await person.check('dead link');
  await person.press('Recevoir un nouveau lien');
  await person.check('dead link, asked anew');
  await person.open('/page-qui-n-existe-pas');
  await person.check('unknown page');
}

const footer = [
  'Aide',
  'Accessibilité : non évaluée',
  'Données personnelles',
  'Conditions générales',
  'Mentions légales',
  'Cookies',
];

async function readFooter(person: Person): Promise<void> {
  for (const name of footer) {
    const link = person.page.getByRole('contentinfo').getByRole('link', { name });
    await person.hand.press(link);
    await person.check(name);
  }
}
