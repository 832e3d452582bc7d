// The OPCO's side: agents, each on their desk.
import type { Page } from 'playwright-core';
import { show, take } from './camera.ts';
import { press, signIn } from './hands.ts';

const newcomer = 'n.debuire@testopco2i.example';
const agent = 'sophie.lemaire@agents-2i.example';

export async function checkAccounts(page: Page): Promise<void> {
  await signIn(page, 'helene.royer@agents-2i.example');
  await press(page, 'Ouvrir la file', 'link');
  await take(page, 'agents-comptes-bancaires', 'La file des coordonnées bancaires');
  await press(page, /^Étudier/, 'link');
  await take(page, 'agents-compte-bancaire', 'Un compte bancaire à valider');
  await show(
    page,
    'valider-coordonnees-bancaires',
    page.locator('main .tetiere'),
    page.locator('main .deux'),
  );
}

export async function workAtTheDesk(page: Page): Promise<void> {
  await signIn(page, agent);
  await take(page, 'accueil-agente', "Accueil d'une gestionnaire des comptes");
  await press(page, /^Ouvrir la file/, 'link');
  await take(page, 'agents-file', 'La file des agents');
  await show(page, 'file-des-agents', page.locator('main .cadre'));
  await press(page, /^Étudier .*Yann Le Goff/, 'link');
  await take(page, 'agents-demande', "Une demande avec l'entreprise et le site à valider");
  await show(page, 'entreprise-a-valider', page.locator('section[aria-labelledby=t-creation-entreprise]'));
  await page.goto('/agents/demandes-de-compte');
  await press(page, /^Étudier .*Maud Lacroix/, 'link');
  await take(page, 'agents-reprise', "Une reprise d'administration, avec son justificatif");
  await show(page, 'reprise-agents', page.locator('main .tetiere'), page.locator('main .deux'));
  await page.goto(`/agents/envois-et-traitements?adresse=${newcomer}`);
  await take(page, 'agents-envois', 'Envois et traitements : tout va bien, et les emails de quelqu’un');
}

export async function lookAtCompanies(page: Page): Promise<void> {
  await signIn(page, agent);
  await page.goto('/agents/entreprises?q=ge+support');
  await take(page, 'agents-entreprises', 'Les entreprises, pour un agent');
  await page.goto('/agents/entreprises/424210433');
  await take(page, 'agents-entreprise', "Fiche d'une entreprise, pour un agent");
  await show(page, 'fiche-entreprise-agent', page.locator('main .cadre'));
}

export async function workOnAccounts(page: Page): Promise<void> {
  await signIn(page, 'karim.haddad@agents-2i.example');
  await page.goto('/agents/comptes?q=ge-support');
  await take(page, 'agents-comptes', 'Comptes : les personnes trouvées');
  await press(page, 'Revues des droits', 'link');
  await take(page, 'agents-revues-des-droits', 'Les revues des droits en retard');
  await press(page, 'Droits de plus de 12 mois', 'link');
  await take(page, 'agents-droits-anciens', 'Les droits que personne n’a confirmés depuis 12 mois');
  await show(page, 'droits-anciens', page.locator('main .cadre'));
  await page.goto('/agents/comptes?q=sarah.collin');
  await press(page, /^Voir/, 'link');
  await take(page, 'agents-compte', 'Un compte, et le retrait de sa double authentification à confirmer');
  await show(page, 'compte', page.locator('main .tetiere'), page.locator('main .deux'));
  await page.goto('/agents/comptes?q=hugo.tessier');
  await press(page, /^Voir/, 'link');
  await page
    .getByRole('textbox', { name: 'Adresse email de l’autre compte' })
    .fill('h.tessier@ge-support.example');
  await press(page, 'Comparer les deux comptes');
  await take(page, 'agents-reunir', 'Deux comptes d’une personne, avant de les réunir');
  await show(page, 'reunir-deux-comptes', page.locator('main .tetiere'), page.locator('main .deux'));
  await page.goto('/agents/comptes?etat=fermes');
  await press(page, /^Voir/, 'link');
  await take(page, 'agents-compte-ferme', 'Un compte fermé, réuni à un autre de la même personne');
  await page.goto('/agents/comptes?q=claire.vasseur');
  await press(page, /^Voir/, 'link');
  await page.getByRole('textbox', { name: 'Motif, que la personne lira' }).fill('Elle ne voit pas son site.');
  await press(page, 'Voir comme cette personne');
  await take(page, 'agents-voir-comme', "Voir comme une autre personne : le bandeau de l'agent");
  await press(page, 'Quitter cette vue');
}

export async function searchTheAccessLog(page: Page): Promise<void> {
  await signIn(page, 'valerie.blanc@agents-2i.example');
  await page.goto('/agents/journal-d-acces?adresse=farid.benali@ge-support.example');
  await take(page, 'agents-journal', "Journal d'accès : qui a vu une personne");
  await show(page, 'journal-d-acces', page.locator('main .cadre'));
  await page.goto('/agents/agents');
  await take(page, 'agents-agents', 'Les agents et leurs rôles');
  await press(page, 'Référentiels', 'link');
  await take(page, 'agents-referentiels', 'Les référentiels et leurs éditions');
  await show(page, 'referentiels', page.locator('main .cadre'));
  await page.goto('/agents/agents');
  await press(page, /^Modifier.*Sophie Lemaire/, 'link');
  await take(page, 'agents-agent', "Les rôles d'un agent");
}
