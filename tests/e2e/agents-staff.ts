import type { Person } from './person';
import { demonstrationPassword } from './steps';

const supervisor = 'valerie.blanc@agents-2i.example';

/** A supervisor proves who they are, adds an agent, and removes them. */
export async function walkStaff(start: () => Promise<Person>): Promise<void> {
  const email = 'lea.fontaine@agents-2i.example';
  const person = await start();
  await person.open('/agents/agents');
  await person.signIn(supervisor, demonstrationPassword);
  await person.check('the agents');
  await person.follow('Référentiels');
  await person.see('Activités (NAF rév. 2)');
  await person.check('the referentials');
  await person.open('/agents/agents');
  await person.press('Ajouter');
  await person.see('Choisissez un rôle.');
  await person.check('the agents, errors');
  await person.write('Adresse email', email);
  await person.pick('Rôle', 'Contrôleur');
  await person.press('Ajouter');
  await person.see("Confirmez que c'est vous");
  await person.check('agents, a fresh proof');
  await person.write('Votre mot de passe', demonstrationPassword);
  await person.press('Confirmer');
  await person.see("L'agent est ajouté");
  await person.follow(new RegExp(`^Modifier.*${email}`));
  await person.check('the roles of an agent');
  await person.press('Retirer cet agent');
  await person.see("n'est plus agent");
  await person.check('an agent removed');
  await person.openMail(email, "Votre compte n'est plus celui d'un agent");
}
