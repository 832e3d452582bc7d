import type { Page } from 'playwright-core';
import { show, take } from './camera.ts';
import {
  checkAccounts,
  lookAtCompanies,
  searchTheAccessLog,
  workAtTheDesk,
  workOnAccounts,
} from './desk-stages.ts';
import { mailedLink, press, signIn } from './hands.ts';

const newcomer = 'n.debuire@testopco2i.example';
const migrated = 'paul.renard@red-needles.example';
const administrator = 'claire.vasseur@ge-support.example';

/** Gauges, current page and button, without the bands above and below. */
const showForm = (page: Page, name: string) =>
  show(page, name, ...['titre', 'jauges', 'page', 'envoi'].map((part) => page.locator(`.demande__${part}`)));

async function walkRequest(page: Page): Promise<void> {
  await page.goto('/connexion');
  await take(page, 'connexion', 'Connexion, avec les comptes publiés de la démonstration');
  await show(page, 'connexion', page.locator('.accueillir__mot'), page.locator('.accueillir__carte'));

  await press(page, 'Je crée mon compte', 'link');
  await take(page, 'demande-1-email', 'Demande, première jauge');
  await page.getByRole('textbox', { name: 'Adresse email' }).fill(newcomer);
  await showForm(page, 'jauge-1');
  await press(page, 'Mon entreprise');

  await page.getByRole('combobox', { name: 'Recherchez votre entreprise' }).pressSequentially('ge supp');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await take(page, 'demande-2-entreprise-liste', 'Demande, deuxième jauge : la recherche ouverte');
  await show(page, 'jauge-2-recherche', page.locator('.demande__page'), page.getByRole('listbox'));
  const found = page.getByRole('option', { name: /424210433/ });
  await Promise.all([page.waitForEvent('load'), found.click()]);
  await page.getByRole('radio', { name: /42421043300019/ }).check();
  await take(page, 'demande-2-entreprise-choisie', "Demande, deuxième jauge : l'entreprise et son site");
  await show(page, 'jauge-2-site', page.locator('.demande__page'));

  await press(page, 'Mes informations');
  await page.getByRole('radio', { name: 'Madame' }).check();
  await page.getByRole('textbox', { name: 'Fonction' }).fill('Project manager');
  await page.getByRole('textbox', { name: 'Nom', exact: true }).fill('Debuire');
  await page.getByRole('textbox', { name: 'Prénom' }).fill('Nora');
  await page.getByRole('textbox', { name: 'Téléphone' }).fill('06 00 00 00 00');
  await take(page, 'demande-3-informations', 'Demande, troisième jauge');
  await show(page, 'jauge-3', page.locator('.demande__page'));
  await press(page, 'Habilitations souhaitées');
  await page.getByRole('combobox', { name: 'Rôle' }).selectOption({ index: 1 });
  await press(page, /^Habilitations souhaitées, /);
  await take(page, 'demande-4-habilitations', 'Demande, quatrième jauge : tout est complet');
  await showForm(page, 'jauge-4');

  await press(page, 'Demander mon compte');
  await take(page, 'envoyee', 'Demande envoyée');
  await show(page, 'envoyee', page.locator('.accomplie'), page.locator('main .deux'));
}

/** The mails of the one who asks, and the pages that they lead to. */
async function followRequest(page: Page): Promise<void> {
  const confirmation = await mailedLink(page, newcomer, '/demande-de-compte/confirmer');
  await page.goto(`${page.url()}/html`);
  // Not its foot, which gives the link's address.
  await show(
    page,
    'message-confirmation',
    page.locator('body table table > tbody > tr').nth(0),
    page.locator('body table table > tbody > tr').nth(2),
  );
  await page.goto(confirmation);
  await take(page, 'confirmer', "Confirmation de l'adresse");
  await show(page, 'confirmer', page.locator('main h1'), page.locator('main .deux'));
  await press(page, 'Confirmer mon adresse email');
  await take(page, 'confirmee', 'Adresse confirmée');
  await page.goto(await mailedLink(page, newcomer, '/demande-de-compte/suivi'));
  await take(page, 'suivi', 'Suivi de la demande');
  await show(page, 'suivi', page.locator('main h1'), page.locator('main .deux'));
}

async function makeMistakes(page: Page): Promise<void> {
  await page.goto('/demande-de-compte/mon-adresse-email');
  await page.getByRole('textbox', { name: 'Adresse email' }).fill('n.debuire@testopco2i');
  await press(page, 'Demander mon compte');
  await take(page, 'demande-1-email-erreurs', 'Demande envoyée trop tôt : ce qui manque, et où');
  await showForm(page, 'demande-a-completer');
  await page.goto('/demande-de-compte/mon-entreprise/nouvelle-entreprise');
  const beginning = ['.section__tete', '#activity'].map((part) => page.locator(`.demande__page ${part}`));
  await show(page, 'nouvelle-entreprise', ...beginning);
  await page.getByRole('textbox', { name: 'SIREN', exact: true }).fill('424210434');
  await press(page, 'Enregistrer et revenir');
  await take(
    page,
    'nouvelle-entreprise-erreurs',
    "Création d'une entreprise dans la demande, avec ses erreurs",
  );
}

async function decide(page: Page): Promise<void> {
  await signIn(page, administrator);
  await take(page, 'accueil-administratrice', "Accueil d'une administratrice");
  await show(page, 'a-decider', page.locator('[aria-labelledby=attend-titre]'));
  await press(page, /^Décider .*Isabelle/, 'link');
  await take(page, 'decision', 'Décision sur une demande de compte');
  await show(page, 'decision', page.locator('.tetiere'), page.locator('main .deux'));
  await press(page, 'Refuser');
  await take(page, 'decision-erreurs', 'Décision : le motif manque');
  await page.goto('/mes-etablissements');
  await take(page, 'mes-etablissements', 'Mes établissements');
  await show(page, 'mes-etablissements', page.locator('main .cadre'));
  await page.goto('/mon-profil');
  await take(page, 'mon-profil', 'Mon profil');
  await show(page, 'mon-profil', page.locator('main .deux'));
  await page.goto('/mon-profil/notifications');
  await take(page, 'notifications', 'Mes notifications : tout de suite, ou un résumé chaque matin');
  await show(page, 'notifications', page.locator('main .tetiere'), page.locator('main .deux'));
  await page.goto('/mon-profil/double-authentification');
  await press(page, 'Ajouter une application');
  await take(page, 'double-authentification', 'Double authentification : une application à ajouter');
  await show(page, 'double-authentification', page.locator('main .deux'));
  await press(page, 'Abandonner');
  await page.goto('/accueil');
  await press(page, /^Décider .*Nora Debuire/, 'link');
  await press(page, 'Valider');
}

async function manageUsers(page: Page): Promise<void> {
  await signIn(page, administrator);
  await page.goto('/mes-etablissements');
  await press(page, /^Utilisateurs/, 'link');
  await take(page, 'utilisateurs', "Gestion des utilisateurs d'un établissement");
  await show(page, 'utilisateurs', page.locator('main .cadre'));
  await press(page, /^Modifier Farid/, 'link');
  await take(page, 'utilisateur', "Modification d'un utilisateur");
  await show(page, 'utilisateur', page.locator('main .deux'));
  await page.getByRole('textbox', { name: 'Date de fin' }).fill('31/02/2027');
  await press(page, 'Enregistrer');
  await take(page, 'utilisateur-erreurs', "Modification d'un utilisateur : une date qui n'existe pas");
  await press(page, 'Utilisateurs', 'link');
  await press(page, /^Voir Claire/, 'link');
  await take(page, 'utilisateur-soi', 'Sa propre page, pour une administratrice');
  await press(page, 'Utilisateurs', 'link');
  await press(page, 'Revoir les droits', 'link');
  await take(page, 'revue-des-droits', 'Revue annuelle des droits');
  await show(page, 'revue-des-droits', page.locator('main .cadre'));
  await page.getByRole('checkbox', { name: /Leïla Brahimi/ }).check();
  await press(page, 'Valider la revue');
  await take(page, 'revue-des-droits-erreurs', "Revue annuelle des droits : la liste n'est pas dite relue");
  await press(page, 'Utilisateurs', 'link');
  await press(page, 'Inviter une personne', 'link');
  await take(page, 'inviter', 'Inviter une personne');
  await show(page, 'inviter', page.locator('main form'));
  await press(page, 'Historique', 'link');
  await take(page, 'historique', "Historique d'un établissement");
  await show(page, 'historique', page.locator('main .cadre'));
}

async function fillInData(page: Page): Promise<void> {
  await signIn(page, administrator);
  await page.goto('/etablissements/42421043300019/donnees');
  await take(page, 'donnees', "Données d'un établissement");
  await show(page, 'donnees', page.locator('main .cadre'));
  await page.goto('/etablissements/42421043300019/donnees/convention-collective');
  await take(page, 'donnees-convention', "Convention collective d'un établissement, et son historique");
  await page.goto('/etablissements/42421043300019/donnees/coordonnees-bancaires');
  await take(page, 'coordonnees-bancaires', 'Coordonnées bancaires, un nouveau compte à valider');
  await show(page, 'coordonnees-bancaires', page.locator('main .tetiere'), page.locator('main .deux'));
  await page.getByRole('textbox', { name: 'Titulaire du compte' }).fill('GE SUPPORT FRANCE');
  await page.getByRole('textbox', { name: 'IBAN' }).fill('DE89 3704 0044 0532 0130 00');
  await page.getByRole('textbox', { name: 'BIC' }).fill('COBADEFF');
  await press(page, 'Demander ce changement');
  await take(page, 'preuve', "Confirmez que c'est vous");
}

async function readRecords(page: Page): Promise<void> {
  await signIn(page, administrator);
  await page.goto('/etablissements/42421043300019');
  await take(page, 'fiche-etablissement', "Fiche d'un établissement");
  await page.goto('/entreprises/424210433?etat=tous');
  await take(page, 'fiche-entreprise', "Fiche d'une entreprise, pour un de ses membres");
  await show(page, 'fiche-entreprise', page.locator('main .cadre'));
  await page.goto('/api');
  await take(page, 'api', "La page de l'API du registre");
}

async function thinkOfLeaving(page: Page): Promise<void> {
  await signIn(page, 'farid.benali@ge-support.example');
  await page.goto('/mon-profil/fermer-mon-compte');
  await take(page, 'fermer-mon-compte', 'Fermer mon compte');
  await show(page, 'fermer-mon-compte', page.locator('main .tetiere'), page.locator('main .deux'));
}

async function tryToLeave(page: Page): Promise<void> {
  await signIn(page, 'nadia.ferrand@ge-support.example');
  await page.goto('/mon-profil/fermer-mon-compte');
  await take(page, 'fermer-mon-compte-seul', 'Fermer mon compte, pour la seule administratrice');
}

async function acceptInvitation(page: Page): Promise<void> {
  await page.goto(await mailedLink(page, 'theo.garnier@ge-support.example', '/invitation'));
  await take(page, 'invitation', 'Une invitation, vue par la personne invitée');
  await show(page, 'invitation', page.locator('main h1'), page.locator('main .deux'));
  await signIn(page, 'leila.brahimi@ge-support.example');
  await page.goto('/mes-etablissements');
  await take(page, 'mes-etablissements-invitation', 'Mes établissements, avec une invitation');
}

async function lookAtACompany(page: Page): Promise<void> {
  await signIn(page, 'nadia.ferrand@ge-support.example');
  await page.goto('/entreprises/424210433');
  await take(page, 'entreprise', "Les établissements d'une entreprise");
  await page.goto('/accueil');
  await take(page, 'accueil-reprise', "Accueil d'une administratrice, avec des demandes de reprise");
  await press(page, /^Répondre.*/, 'link');
  await take(page, 'reprise-repondre', 'Une demande de reprise, vue par une administratrice');
  await show(page, 'reprise-repondre', page.locator('main .tetiere'), page.locator('main .deux'));
}

async function lookAtMandates(page: Page): Promise<void> {
  await signIn(page, 'solene.morvan@cabinet-morvan.example');
  await page.goto('/mandats');
  await take(page, 'mandats', "Les clients d'un cabinet comptable");
  await show(page, 'mandats', page.locator('main .cadre'));
  await page.goto('/mandats/demander?client=42421043300027');
  await take(page, 'mandat-demander', 'Demander un mandat');
  await show(page, 'mandat-demander', page.locator('main .tetiere'), page.locator('main .deux'));
}

async function answerMandate(page: Page): Promise<void> {
  await signIn(page, 'nadia.ferrand@ge-support.example');
  await page.goto('/mandats');
  await press(page, /^Répondre/, 'link');
  await take(page, 'mandat-repondre', 'Un mandat à accepter, vu par le client');
  await show(page, 'mandat-repondre', page.locator('main .tetiere'), page.locator('main .deux'));
}

async function takeOver(page: Page): Promise<void> {
  await signIn(page, 'hugo.tessier@ge-support.example');
  await press(page, /^Voir/, 'link');
  await take(page, 'reprise-confirmer', 'Une demande de reprise, vue par un collègue');
  await page.goto('/mes-etablissements');
  await press(page, /^Reprendre l.administration/, 'link');
  await take(page, 'reprise-demander', "Reprendre l'administration");
  await show(page, 'reprise-demander', page.locator('main .tetiere'), page.locator('main .deux'));
}

async function followTakeover(page: Page): Promise<void> {
  await signIn(page, 'odile.marchetti@ge-support.example');
  await press(page, /^Suivre/, 'link');
  await take(page, 'reprise-suivre', 'Sa demande de reprise, un justificatif à transmettre');
}

async function enter(page: Page): Promise<void> {
  await page.goto(await mailedLink(page, newcomer, '/activation'));
  await take(page, 'activation', 'Activation du compte');
  await show(page, 'premier-mot-de-passe', page.locator('main h1'), page.locator('main .deux'));
  await page.goto('/activation?jeton=ancien');
  await show(page, 'lien-qui-ne-sert-plus', page.locator('main h1'), page.locator('main .deux'));
  await page.goto('/mot-de-passe-oublie');
  await take(page, 'mot-de-passe-oublie', 'Mot de passe oublié');
  await page.getByRole('textbox', { name: 'Adresse email' }).fill(migrated);
  await show(page, 'mot-de-passe-oublie', page.locator('main h1'), page.locator('main .deux'));
  await press(page, 'Recevoir un lien');
  await page.goto(await mailedLink(page, migrated, '/mot-de-passe/nouveau'));
  await show(page, 'nouveau-mot-de-passe', page.locator('main h1'), page.locator('main .deux'));
  await page.goto(`/boite-aux-lettres?adresse=${newcomer}`);
  await take(page, 'boite-aux-lettres', 'Boîte aux lettres de la démonstration');
  await page.goto('/donnees-personnelles');
  await take(page, 'donnees-personnelles', 'Une page du pied de page');
  await page.goto('/page-qui-n-existe-pas');
  await take(page, 'page-introuvable', 'Page introuvable');
}

/** In the order in which they happen; each is somebody else's, or another day's. */
export const stages = [
  walkRequest,
  followRequest,
  makeMistakes,
  decide,
  manageUsers,
  fillInData,
  readRecords,
  checkAccounts,
  thinkOfLeaving,
  tryToLeave,
  acceptInvitation,
  lookAtACompany,
  lookAtMandates,
  answerMandate,
  takeOver,
  followTakeover,
  workAtTheDesk,
  workOnAccounts,
  lookAtCompanies,
  searchTheAccessLog,
  enter,
] as const;
