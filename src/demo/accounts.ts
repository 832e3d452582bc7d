import { agents, claire, kevin, members, nadia, solene, sophie } from './people';

/** The one password of every published account. */
export const demonstrationPassword = "bienvenue à l'atelier 2i";

/** The accounts shown on the sign-in page of the demonstration: the company side first, then the agents. */
export const publishedAccounts = {
  password: demonstrationPassword,
  accounts: [
    ...members.flatMap(({ person, label }) =>
      label === undefined ? [] : [{ email: person.email, label, side: 'company' as const }],
    ),
    ...agents.map(({ person, label }) => ({ email: person.email, label, side: 'agents' as const })),
  ],
};

/** What `npm start` prints in the demonstration: where, who, and a walk of five minutes. */
export function formatAccounts(publicUrl: string): string {
  const width = Math.max(...publishedAccounts.accounts.map(({ email }) => email.length));
  const lines = publishedAccounts.accounts.map(
    ({ email, label, side }) => `  ${email.padEnd(width)}  ${side === 'agents' ? `Agent : ${label}` : label}`,
  );
  return `
mon compte 2i, démonstration : ${publicUrl}

Mot de passe de tous les comptes : ${demonstrationPassword}

${lines.join('\n')}

Les emails ne partent pas : ils arrivent dans ${publicUrl}/boite-aux-lettres

La visite en cinq minutes
  1. Ouvrez ${publicUrl} et choisissez « Je crée mon compte ». Remplissez les quatre
     jauges : une adresse à vous, l'entreprise GE SUPPORT FRANCE, le site de Belfort.
  2. Dans la boîte aux lettres, ouvrez le dernier email et confirmez l'adresse.
  3. Connectez-vous avec ${claire.email} : l'accueil montre les demandes
     à décider. Validez la vôtre, refusez ou bloquez celle de quelqu'un d'autre.
     Sous « Mes établissements », « Utilisateurs » : changez un rôle, suspendez, invitez ;
     « Données » : la convention, l'effectif, un nouveau compte bancaire à faire valider.
     La revue annuelle des droits l'attend aussi : qui garde son accès ?
  4. Dans la boîte aux lettres, le lien d'activation crée votre mot de passe et vous connecte.
  5. Connectez-vous avec ${sophie.person.email} : la file des agents, une
     entreprise et un établissement à valider, un justificatif, les décisions déjà prises.
     Sous « Comptes » : cherchez quelqu'un, voyez le portail comme lui, bloquez et rouvrez ;
     les revues des droits en retard, et les droits que personne n'a confirmés.
  6. Connectez-vous avec ${nadia.email} : acceptez le mandat d'un cabinet
     comptable, puis regardez ce qu'il voit avec ${solene.email}.
  7. Connectez-vous avec ${supervisor} : les agents, les comptes
     bancaires, et le journal qui dit qui a vu les données d'une personne.

D'autres états à regarder
  ${migrated.padEnd(width)}  Compte migré : « mot de passe oublié » lui écrit comment entrer
  ${kevin.email.padEnd(width)}  Compte bloqué : même réponse qu'un mauvais mot de passe
  ${'lucas.perrin@ge-support.example'.padEnd(width)}  Demande à confirmer par le lien de l'email
  ${'elodie.marchand@ge-support.example'.padEnd(width)}  Compte à activer par le lien de l'email
`;
}

const migrated = members.find((one) => one.state === 'migrated')?.person.email ?? '';
const supervisor = agents.find((one) => one.role === 'supervisor')?.person.email ?? '';
