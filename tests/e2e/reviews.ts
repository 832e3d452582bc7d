import type { Person } from './person';
import { demonstrationPassword } from './steps';

const nadia = 'nadia.ferrand@ge-support.example';
const agent = 'sophie.lemaire@agents-2i.example';
const paris = '42421043300027';
const attested = "J'ai relu toute la liste : ceux que je n'ai pas cochés ont encore besoin de leur accès";

/** An administrator reviews the rights of a site, of which somebody else does the review meanwhile; an agent looks. */
export async function walkReviews(start: () => Promise<Person>): Promise<void> {
  const administrator = await start();
  await administrator.open('/accueil');
  await administrator.signIn(nadia, demonstrationPassword);
  await administrator.see('En retard : à faire avant le');
  await administrator.follow(new RegExp(`^Revoir .*${paris}`));
  await administrator.see('À regarder de près');
  await administrator.check('review of rights');
  await administrator.mark("Mettre fin à l'accès : Denise Picot");
  await administrator.press('Valider la revue');
  await administrator.see('Cochez cette case quand vous avez relu toute la liste.');
  await administrator.check('review of rights, errors');
  await confirmAll(await start());
  await administrator.mark(attested);
  await administrator.press('Valider la revue');
  await administrator.see("Quelqu'un a terminé la revue des droits pendant que vous la faisiez.");
  await administrator.check('review of rights, done meanwhile');
  await administrator.press('Valider la revue');
  await administrator.see('La revue des droits est faite');
  await administrator.check('users, after the review');
  await lookAtTheReviews(await start());
}

/** The same administrator, elsewhere. */
async function confirmAll(other: Person): Promise<void> {
  await other.open(`/etablissements/${paris}/utilisateurs`);
  await other.signIn(nadia, demonstrationPassword);
  await other.follow('Revoir les droits');
  await other.mark(attested);
  await other.press('Valider la revue');
  await other.see('La revue des droits est faite');
}

async function lookAtTheReviews(sophie: Person): Promise<void> {
  await sophie.open('/agents/comptes');
  await sophie.signIn(agent, demonstrationPassword);
  await sophie.follow('Revues des droits');
  await sophie.see("Aucune revue n'est en retard.");
  await sophie.check('reviews of rights, none late');
  await sophie.pick('Afficher', 'Faites depuis 12 mois');
  await sophie.press('Rechercher');
  await sophie.see(paris);
  await sophie.check('reviews of rights, done');
  await sophie.follow('Droits de plus de 12 mois');
  await sophie.write('Nom, email, SIREN ou SIRET', 'maud lacroix');
  await sophie.press('Rechercher');
  await sophie.see('1 droit');
  await sophie.check('rights of more than twelve months');
}
