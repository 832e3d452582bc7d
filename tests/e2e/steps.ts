import type { Person } from './person';

/** Administrator of the site of Belfort. */
export const claire = 'claire.vasseur@ge-support.example';
/** Administrator of the whole company. */
export const nadia = 'nadia.ferrand@ge-support.example';
/** Agent in charge of accounts. */
export const sophie = 'sophie.lemaire@agents-2i.example';
export const demonstrationPassword = "bienvenue à l'atelier 2i";

export const belfort = /42421043300019/;
export const paris = /42421043300027/;

export interface Asker {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** Fills the first gauge and stays on the second. */
export async function beginRequest(person: Person, { email }: Asker): Promise<void> {
  await person.open('/demande-de-compte/mon-adresse-email');
  await person.write('Adresse email', email);
  await person.press('Mon entreprise');
}

/** From the second gauge: a company found by these words, and its site when it has several. */
export async function chooseCompany(
  person: Person,
  { words, company, site }: { words: string; company: RegExp; site?: RegExp },
): Promise<void> {
  await person.hand.search(person.field('Recherchez votre entreprise'), words);
  await person.hand.choose(company);
  if (site) await person.tick('Sélectionnez votre site', site);
}

/** From the second gauge, once it is filled, to the last, all green. */
export async function finishRequest(person: Person, asker: Asker, role: string): Promise<void> {
  await person.press('Mes informations');
  await person.tick('Civilité', 'Monsieur');
  await person.write('Fonction', 'Responsable');
  await person.write('Nom', asker.lastName);
  await person.write('Prénom', asker.firstName);
  await person.write('Téléphone', '0199001234');
  await person.press('Habilitations souhaitées');
  await person.pick('Rôle', role);
}

/** The whole form, for a site of the guide's company, up to the button that sends it. */
export async function fillRequest(
  person: Person,
  asker: Asker,
  { site = belfort, role = 'Gestionnaire des demandes' }: { site?: RegExp; role?: string } = {},
): Promise<void> {
  await beginRequest(person, asker);
  await chooseCompany(person, { words: 'ge support', company: /^GE SUPPORT FRANCE - 424210433/, site });
  await finishRequest(person, asker, role);
}

export async function send(person: Person): Promise<void> {
  await person.press('Demander mon compte');
  await person.see('La demande de compte est réalisée');
}

/** Confirms the address by the link of the latest mail. */
export async function confirm(person: Person, { email }: Asker): Promise<void> {
  await person.openMail(email, 'Confirmez votre adresse email');
  await person.followMailed('/demande-de-compte/confirmer');
  await person.press('Confirmer mon adresse email');
  await person.see('Votre adresse est confirmée');
}

/** Follows the latest notification of a request to decide, and signs in on the way. */
export async function openNotified(decider: Person, email: string): Promise<void> {
  await decider.openMail(email, 'Une demande de compte attend votre validation');
  await decider.follow(/demandes(-de-compte)?\/[0-9a-f-]{36}$/);
  await decider.signIn(email, demonstrationPassword);
}
