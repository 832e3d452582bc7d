/** Names of jobs and chores, for the agents. The test asks for the name of each new one. */
const words: Readonly<Record<string, string>> = {
  'access.answer-again': 'Demandes de compte restées sans email',
  'access.answer-request': 'Demande de compte : email à la personne',
  'access.ask-reviews': 'Revue annuelle des droits : demande aux administrateurs',
  'access.close-inactive': 'Comptes sans connexion depuis 24 mois : fermeture',
  'access.end-mandates-of-closed': 'Mandats de partenaires fermés : fin',
  'access.expire-pending': 'Demandes de compte sans décision : expiration',
  'access.expire-mandates': 'Demandes de mandat sans réponse : expiration',
  'access.expire-takeovers': "Reprises d'administration sans réponse : expiration",
  'access.expire-unconfirmed': 'Demandes de compte non confirmées : expiration',
  'access.forget-digests': 'Suppression des anciens résumés et des choix de qui est parti',
  'access.hand-over-to-agents': 'Demandes de compte : relais aux conseillers',
  'access.invite-migrated': 'Invitation des comptes transférés',
  'access.relay-takeovers': "Reprises d'administration sans réponse : suite",
  'access.remind-deciders': 'Demandes de compte : relance de ceux qui décident',
  'access.remove-document': "Suppression d'un justificatif abandonné",
  'access.sweep-drafts': 'Suppression des brouillons périmés',
  'access.tell-closed-places': 'Établissements fermés : email à leurs utilisateurs',
  'access.warn-inactive': 'Comptes sans connexion depuis 23 mois : avertissement',
  'access.write-digests': 'Résumés quotidiens',
  'accounts.answer-new-email': "Changement d'adresse : email à la nouvelle",
  'accounts.recover': 'Mot de passe oublié : email à la personne',
  'accounts.sweep-email-changes': "Suppression des changements d'adresse abandonnés",
  'accounts.sweep-links': 'Suppression des liens périmés',
  'accounts.sweep-sessions': 'Suppression des sessions terminées',
  'accounts.sweep-throttle': 'Remise à zéro des compteurs de tentatives',
  'establishments.purge-former-versions': "Purge des contacts d'établissement remplacés",
  'journal.purge-access-log': "Purge du journal d'accès",
  'platform.check-files': 'Vérification des fichiers',
  'platform.repair-mails': "Reprise des emails sans tâche d'envoi",
  'platform.sweep-files': 'Suppression des fichiers incomplets ou sans dossier',
  'platform.watch': 'Surveillance',
  'rescan-waiting-documents': "Justificatifs en attente d'antivirus",
  'scan-document': "Contrôle antivirus d'un justificatif",
  'send-mail': "Envoi d'un email",
};

/** The queue writes the dots of a chore as colons. An unknown name, of another version, is shown as it is. */
export function jobInWords(name: string): string {
  return words[name.replaceAll(':', '.')] ?? name;
}
