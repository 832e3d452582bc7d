import { write } from './write';

/** Begins the deduplication key of an invitation; the account's id completes it. */
export const invitationKeyPrefix = 'access.migrated-invitation:';

/** Establishments named in the mail at most: accountants may have hundreds. */
const sitesShown = 5;

/**
 * To a person brought from the former platform who has no password yet, once per account: the campaign of
 * `invite-migrated`. It leads to the page where a link is asked for: a link that lives 60 minutes would be
 * dead before most people read a campaign.
 */
export function migratedInvitationMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  /** Labels with their SIRET. */
  sites: readonly string[];
  publicUrl: string;
}) {
  const more = mail.sites.length - sitesShown;
  const sites = mail.sites.slice(0, sitesShown).map((site) => ['Établissement', site] as const);
  return write(
    {
      kind: 'access.migrated-invitation',
      to: mail.to,
      subject: 'Votre compte vous attend : créez votre mot de passe',
      deduplicationKey: `${invitationKeyPrefix}${mail.accountId}`,
    },
    {
      title: 'Créez votre mot de passe',
      preview: 'Vos informations ont été transférées : il manque votre mot de passe.',
      paragraphs: [
        mail.firstName ? `Bonjour ${mail.firstName},` : 'Bonjour,',
        'mon compte 2i remplace la précédente plateforme. Vos informations y ont été transférées, sauf votre mot de passe, pour des raisons de sécurité.',
        "Pour en créer un : ouvrez la page ci-dessous, saisissez votre adresse email, puis suivez le lien que vous recevrez. Vous aurez 60 minutes pour l'utiliser, et pourrez en demander un autre à tout moment.",
      ],
      facts: [
        ['Identifiant', mail.to],
        ...sites,
        ...(more > 0
          ? [['Et aussi', more > 1 ? `${more} autres établissements` : '1 autre établissement'] as const]
          : []),
      ],
      action: { label: 'Demander mon lien', url: `${mail.publicUrl}/mot-de-passe-oublie` },
      closing: [
        `Si vous ne travaillez plus pour ${mail.sites.length > 1 ? 'ces établissements' : 'cet établissement'}, vous n'avez rien à faire.`,
      ],
      footer:
        'Vous recevez ce message, une seule fois, parce que vous aviez un compte sur la précédente plateforme.',
    },
  );
}
