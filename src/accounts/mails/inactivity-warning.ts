import type { OutgoingMail } from '../../platform/mail';
import { formatDate, writeMail } from '../../ui';
import { greeting } from './greeting';

/** To the owner of an account that will be closed for want of use; once for each time without a sign-in. */
export function inactivityWarningMail(mail: {
  accountId: string;
  to: string;
  firstName: string | null;
  /** False: it never had a password. */
  hasPassword: boolean;
  lastUsedAt: Date;
  closesAt: Date;
  publicUrl: string;
}): OutgoingMail {
  const { hasPassword, publicUrl } = mail;
  const closing = formatDate(mail.closesAt);
  return writeMail(
    {
      kind: 'accounts.inactivity-warning',
      to: mail.to,
      subject: `Votre compte sera fermé le ${closing}`,
      deduplicationKey: `accounts.inactivity-warning:${mail.accountId}:${mail.lastUsedAt.toISOString()}`,
    },
    {
      preview: hasPassword ? 'Connectez-vous pour le garder.' : 'Créez votre mot de passe pour le garder.',
      paragraphs: [
        greeting(mail.firstName),
        hasPassword
          ? `Vous ne vous êtes pas connecté à mon compte 2i depuis le ${formatDate(mail.lastUsedAt)}. Nous ne gardons pas les informations d'un compte qui ne sert plus : le vôtre sera fermé et effacé le ${closing}.`
          : `Votre compte existe depuis le ${formatDate(mail.lastUsedAt)}, et son mot de passe n'a jamais été créé. Nous ne gardons pas les informations d'un compte qui ne sert pas : le vôtre sera fermé et effacé le ${closing}.`,
        hasPassword
          ? 'Pour le garder, connectez-vous une fois avant cette date. Mot de passe oublié ? La page de connexion vous en fait créer un autre.'
          : 'Pour le garder, créez votre mot de passe avant cette date : ouvrez la page ci-dessous, saisissez votre adresse email, puis suivez le lien que vous recevrez.',
      ],
      facts: [['Identifiant', mail.to]],
      action: hasPassword
        ? { label: 'Me connecter', url: `${publicUrl}/connexion` }
        : { label: 'Créer mon mot de passe', url: `${publicUrl}/mot-de-passe-oublie` },
      closing: [
        "Si vous n'en avez plus l'usage, vous n'avez rien à faire. Ce que vous avez fait dans vos établissements reste dans leur historique, sans votre nom.",
      ],
      footer: 'Vous recevez ce message parce que vous avez un compte sur mon compte 2i.',
    },
  );
}
