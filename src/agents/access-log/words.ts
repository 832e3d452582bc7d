import { historySentence } from '../../access';
import type { AccessLine } from './access-log';

/** What the access log keeps, in French; what changes something on a place is said as in its history. */
const words: Readonly<Record<string, string>> = {
  'read-company': "Fiche d'une entreprise consultée",
  'read-site': "Fiche d'un établissement consultée",
  'read-agent': "Rôles d'un agent consultés",
  'read-agents': 'Liste des agents consultée',
  'read-access-log': "Journal d'accès consulté",
  'read-account': "Fiche d'un compte consultée",
  'read-accounts': 'Comptes recherchés',
  'viewed-page': 'Page vue comme la personne',
  'read-declared-company': 'Entreprise à valider consultée',
  'read-declared-establishment': 'Établissement à valider consulté',
  'read-bank-details': 'Coordonnées bancaires consultées',
  'read-bank-queue': 'File des coordonnées bancaires consultée',
  'read-establishment-data': "Données d'un établissement consultées",
  'read-history': 'Historique consulté',
  'exported-own-data': 'Ses propres données téléchargées',
  'exported-history': 'Historique exporté',
  'read-old-rights': 'Droits de plus de 12 mois consultés',
  'read-mail-log': 'Emails envoyés à la personne consultés',
  'read-mandate': 'Mandat consulté',
  'read-queue': 'File des demandes de compte consultée',
  'read-repairs': 'Envois et traitements consultés',
  'read-rights-review': 'Revue des droits consultée',
  'read-rights-reviews': 'Liste des revues des droits consultée',
  'read-request': 'Demande de compte consultée',
  'read-requests-to-decide': 'Accueil, demandes à décider',
  'read-takeover': "Reprise de l'administration consultée",
  'read-user': "Fiche d'un utilisateur consultée",
  'read-users': 'Liste des utilisateurs consultée',
  'downloaded-document': 'Justificatif téléchargé',
  'uploaded-document': 'Justificatif déposé',
  'upload-refused': 'Justificatif refusé',
  'removed-document': 'Justificatif retiré',
  'sign-in-failed': 'Connexion refusée, mot de passe faux',
  'password-check-failed': 'Mot de passe faux',
  'second-factor-asked': 'Mot de passe juste, double authentification demandée',
  'second-factor-failed': 'Code de double authentification faux',
  'recovery-asked': 'Mot de passe oublié',
  'refused-forbidden': 'Page refusée, sans ce droit',
  'refused-not-found': 'Page refusée, introuvable pour cette personne',
  'access.account-imported': "Compte repris de l'ancienne plateforme",
  'access.agent-role-granted': "Rôle d'agent donné",
  'access.agent-role-removed': "Rôle d'agent retiré",
  'access.migrated-person-invited': 'Invitation à créer un premier mot de passe',
  'access.notifications-chosen': 'Choix de notifications modifié',
  'access.request-sent': 'Demande de compte envoyée',
  'access.request-replaced': 'Demande de compte remplacée par une autre',
  'access.request-dropped': 'Demande de compte abandonnée',
  'accounts.activated': 'Compte activé',
  'accounts.blocked': 'Compte bloqué',
  'accounts.unblocked': 'Compte rouvert',
  'accounts.factor-removal-opened': 'Retrait de la double authentification demandé',
  'accounts.factor-removal-confirmed': 'Double authentification retirée',
  'accounts.factor-removal-objected': 'Opposition au retrait de la double authentification',
  'accounts.factor-removal-withdrawn': 'Demande de retrait de la double authentification abandonnée',
  'accounts.viewing-started': 'Vue comme la personne : début',
  'accounts.viewing-ended': 'Vue comme la personne : fin',
  'accounts.closed': 'Compte fermé',
  'accounts.codes-renewed': 'Codes de secours renouvelés',
  'accounts.email-changed': 'Adresse email changée',
  'accounts.identity-changed': 'Informations personnelles modifiées',
  'accounts.inactivity-warned': 'Fermeture pour inactivité annoncée',
  'accounts.merged': 'Compte réuni avec un autre de la même personne',
  'accounts.merged-away': 'Compte réuni à un autre, et fermé',
  'accounts.new-email-asked': "Changement d'adresse demandé",
  'accounts.new-email-given-up': "Changement d'adresse abandonné",
  'accounts.passkey-added': "Clé d'accès ajoutée",
  'accounts.passkey-removed': "Clé d'accès retirée",
  'accounts.password-changed': 'Mot de passe changé',
  'accounts.sessions-closed': 'Sessions fermées',
  'accounts.signed-in': 'Connexion',
  'accounts.signed-out': 'Déconnexion',
  'accounts.totp-added': 'Application de codes ajoutée',
  'accounts.totp-removed': 'Application de codes retirée',
  'agents.document-found-clean': 'Justificatif contrôlé',
  'agents.document-found-infected': 'Justificatif infecté',
  'agents.job-abandoned': 'Traitement abandonné',
  'agents.job-relaunched': 'Traitement relancé',
  'agents.mail-abandoned': 'Email abandonné',
  'agents.mail-resent': 'Email renvoyé',
};

/** An action that has no words yet is shown as it is: better than a line left out. */
export const actionInWords = (action: string): string =>
  words[action] ?? historySentence(action, {}) ?? action;

/** What is said of a line beside its action: a list by its length, a page by its address. */
export function detailOf({ alike, subjectKind, subjectId, siret, page }: AccessLine): string | null {
  if (page !== null) return page;
  if (alike > 1) return `${alike} lignes`;
  if (subjectKind === 'route') return subjectId;
  if (subjectKind.startsWith('queue-')) return `recherche « ${subjectId} »`;
  return siret === null ? null : `établissement ${siret}`;
}
