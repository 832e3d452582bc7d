import type { Person } from './person';
import { claire, demonstrationPassword } from './steps';

const solene = 'solene.morvan@cabinet-morvan.example';
const nadia = 'nadia.ferrand@ge-support.example';

/** A firm asks a client for a mandate; the client's administrator gives less, then takes it back. */
export async function walkMandates(start: () => Promise<Person>): Promise<void> {
  const firm = await start();
  await firm.open('/mandats');
  await firm.signIn(solene, demonstrationPassword);
  await firm.see('Mandat en cours');
  await firm.check('the clients of a firm');
  await firm.follow('Demander un mandat');
  await firm.write('Numéro de votre client', '424210433');
  await firm.press('Continuer');
  await firm.see("toute l'entreprise, tous ses établissements");
  await firm.check('a mandate to ask for');
  await firm.write('Date de fin', '31/12/2020');
  await firm.press('Envoyer ma demande');
  await firm.see('Cette date est passée');
  await firm.check('a mandate to ask for, errors');
  await firm.write('Date de fin', '');
  await firm.press('Envoyer ma demande');
  await firm.see('Votre demande est partie.');
  await firm.check('a mandate that waits');
  const { path } = firm;

  const client = await start();
  // After the five of the demonstration.
  await client.openMail(nadia, 'Un partenaire demande un mandat : acceptez ou refusez', 6);
  await client.followMailed('/mandats');
  await client.signIn(nadia, demonstrationPassword);
  await client.see('Votre réponse');
  await client.check('a mandate to answer');
  await client.press('Refuser');
  await client.see('Saisissez le motif');
  await client.check('a mandate to answer, errors');
  await client.pick('Salariés', 'Consultation');
  await client.press('Accepter');
  await client.see('Le mandat est accepté');
  await client.check('a mandate accepted');

  await firm.open(path);
  await firm.see('Renoncer au mandat');
  await firm.mark('Ludovic Jacquet, Collaborateur');
  await firm.within('Qui agit pour ce client').press('Enregistrer');
  await firm.see('Les personnes qui agissent pour ce client sont enregistrées.');
  await firm.check('a mandate, by who acts');

  const local = await start();
  await local.open('/mes-etablissements');
  await local.signIn(claire, demonstrationPassword);
  await local.follow(/^Utilisateurs/);
  await local.within('Partenaires mandatés').follow(/^Voir : CABINET MORVAN .*42421043300019/);
  await local.write('Motif', 'Nous changeons de cabinet.');
  await local.press('Retirer');
  await local.see("Le mandat est retiré : votre partenaire n'a plus accès à rien.");
  await local.check('a mandate withdrawn');
}
