import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { useBrowser } from '../support/browser';
import { useServed } from '../support/served';
import { mouse } from './hands';
import { type Person, people } from './person';
import {
  type Asker,
  beginRequest,
  chooseCompany,
  confirm,
  demonstrationPassword,
  finishRequest,
  openNotified,
  send,
  sophie,
} from './steps';

const served = useServed();
const start = people(served, useBrowser(), mouse);

const administrator = "Administrateur de l'établissement";

/** The asker activates the account and sees the establishment. */
async function activate(person: Person, { email }: Asker, siret: string): Promise<void> {
  await person.openMail(email, 'Activez votre compte');
  await person.followMailed('/activation');
  await person.write('Mot de passe', 'girafe boussole tournesol 7');
  await person.press('Enregistrer et me connecter');
  await person.follow('Mes établissements');
  await person.see(new RegExp(siret));
}

it('a site without administrator: the agents are told, and decide', async () => {
  const asker = { email: 'ali.besson@suricate.example', firstName: 'Ali', lastName: 'Besson' };
  const person = await start();
  await beginRequest(person, asker);
  await chooseCompany(person, { words: 'suricate', company: /^SURICATE - 521690917/ });
  await finishRequest(person, asker, administrator);
  await send(person);
  await person.openMail(asker.email, 'Confirmez votre adresse email');
  await person.followMailed('/demande-de-compte/confirmer');
  await person.press('Confirmer mon adresse email');
  await person.see('Une notification est adressée à nos conseillers pour validation');
  await person.check('confirmed, for the agents');

  const agent = await start();
  await openNotified(agent, sophie);
  await agent.see('Demande de compte d');
  await agent.check('request, for an agent');
  await agent.follow('Accueil');
  await agent.check('home of an agent');
  await agent.follow('Ouvrir la file');
  await agent.check('queue');
  await agent.write('Nom, email, SIREN ou SIRET', 'nothing of the sort');
  await agent.press('Filtrer');
  await agent.see('Aucun dossier ne correspond');
  await agent.check('queue, nothing found');
  await agent.write('Nom, email, SIREN ou SIRET', 'besson');
  await agent.press('Filtrer');
  await agent.follow(/^Étudier.*Ali Besson$/);
  await agent.press('Refuser');
  await agent.check('request, for an agent, reason missing');
  await agent.press('Valider');
  await agent.see('Demande validée');
  await agent.check('request, decided by an agent');
  await agent.open('/agents/demandes-de-compte');
  await agent.pick('Afficher', 'Décidées');
  await agent.press('Filtrer');
  await agent.see('Ali Besson');
  await agent.check('queue, decided');

  await activate(person, asker, '52169091700021');
});

const proof = {
  name: 'extrait Kbis – été.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(
    '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n',
  ),
};

async function declareCompany(person: Person): Promise<void> {
  await person.press(/^demander la création de mon entreprise/);
  await person.check('company to create, empty');
  await person.press('Enregistrer et revenir');
  await person.check('company to create, errors');
  await person.write('SIREN', '999 000 771');
  await person.write("Nom de l'entreprise", 'TOURNERIE DES BRUYÈRES');
  await person.tick("Type d'entreprise", 'Entreprise');
  await person.write('Activité', 'Décolletage');
  await person.write('Effectif', '12');
  await person.write('SIRET du siège', '999 000 771 00017');
  await person.write('Numéro et voie', '3 rue des Tourneurs');
  await person.write('Code postal', '74300');
  await person.write('Ville', 'CLUSES');
  await person.page.getByLabel(/^Justificatif/).setInputFiles({ ...proof, buffer: Buffer.from('not one') });
  await person.press('Enregistrer et revenir');
  await person.see("Ce fichier n'est pas un PDF");
  await person.check('company to create, document refused');
  await person.page.getByLabel(/^Justificatif/).setInputFiles(proof);
  await person.press('Enregistrer et revenir');
  await person.see('TOURNERIE DES BRUYÈRES - 999000771');
  await person.check('company, to validate');
  await person.press("Modifier ma demande de création d'entreprise");
  await person.see(proof.name);
  await person.check('company to create, with its document');
  await person.press('Enregistrer et revenir');
}

it('a company to create: its proof, then three decisions, the access first', async () => {
  const asker = { email: 'louis.favre@bruyeres.example', firstName: 'Louis', lastName: 'Favre' };
  const person = await start();
  await beginRequest(person, asker);
  await declareCompany(person);
  await finishRequest(person, asker, administrator);
  await send(person);
  await confirm(person, asker);

  const agent = await start();
  await openNotified(agent, sophie);
  await agent.check('request, company and site to validate');
  const link = agent.page.getByRole('link', { name: proof.name });
  const [download] = await Promise.all([agent.page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe(proof.name);
  expect(await readFile(await download.path())).toEqual(proof.buffer);
  const answer = await agent.page.request.get(`${served.origin}${await link.getAttribute('href')}`);
  expect(answer.headers()['content-disposition']).toMatch(/^attachment;/);

  await agent.within("Création de l'entreprise").press('Refuser');
  await agent.check('request, refusing a company without a reason');
  await agent.within('Votre décision').press('Valider');
  await agent.see('Demande validée');
  await agent.within("Création de l'établissement").press('Accepter');
  await agent.see('Établissement accepté.');
  await agent.within("Création de l'entreprise").press('Accepter');
  await agent.see('Entreprise acceptée');
  await agent.check('request, all decided');

  await activate(person, asker, '99900077100017');
});

it('a site to create: refusing it refuses the request, with the same reason', async () => {
  const asker = { email: 'rose.lambert@danone.example', firstName: 'Rose', lastName: 'Lambert' };
  const person = await start();
  await beginRequest(person, asker);
  await chooseCompany(person, { words: '552 032 534', company: /^DANONE - 552032534/ });
  await person.press(/^vous pouvez le créer/);
  await person.check('site to create, empty');
  await person.press('Enregistrer et revenir');
  await person.check('site to create, errors');
  await person.write('SIRET', '55203253400992');
  await person.write('Numéro et voie', '1 rue du Chantier');
  await person.write('Code postal', '31000');
  await person.write('Ville', 'TOULOUSE');
  await person.write('Activité', 'Entrepôt');
  await person.press('Enregistrer et revenir');
  await person.see(/55203253400992.*à valider/);
  await person.check('company, site to validate');
  await finishRequest(person, asker, 'Consultation');
  await send(person);
  await confirm(person, asker);

  const agent = await start();
  await agent.open('/agents/etablissements-a-valider/55203253400992');
  await agent.signIn(sophie, demonstrationPassword);
  await agent.see('Rose Lambert');
  await agent.check('site to validate');
  await agent.press('Refuser');
  await agent.check('site to validate, reason missing');
  await agent.write('Motif', 'Cette adresse est un chantier.');
  await agent.press('Refuser');
  await agent.see('Établissement refusé');
  await agent.check('site refused');

  await person.openMail(asker.email, "Votre demande de compte n'est pas acceptée");
  await person.see('Cette adresse est un chantier.');
});

it('a company to validate has its own page', async () => {
  const agent = await start();
  await agent.open('/agents/demandes-de-compte');
  await agent.signIn(sophie, demonstrationPassword);
  await agent.follow(/^Étudier.*Yann Le Goff$/);
  await agent.open('/agents/entreprises-a-valider/999000102');
  await agent.see('ATELIERS DU GOUËT - 999000102');
  await agent.check('company to validate');
  await agent.press('Accepter');
  await agent.check('company accepted');
});
