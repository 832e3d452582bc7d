import type { RequestRow } from '../store';
import { roleFact, type SiteFacts, siteFact } from './facts';
import { write } from './write';

/**
 * To a person with an active account who sends the form: no second account; the request is confirmed by
 * one button, signed in. When already attached to the establishment, the mail says so.
 */
export const accountExistsMail = (
  request: RequestRow,
  facts: { site: SiteFacts; publicUrl: string; alreadyMember: boolean },
) =>
  write(
    {
      kind: 'access.account-exists',
      to: request.email,
      subject: facts.alreadyMember
        ? 'Vous êtes déjà rattaché à cet établissement'
        : 'Confirmez votre demande depuis votre compte',
    },
    {
      preview: "Vous avez déjà un compte : un établissement s'ajoute à votre périmètre.",
      paragraphs: [
        'Bonjour,',
        facts.alreadyMember
          ? "Vous avez déjà un compte, et il est déjà rattaché à cet établissement : il n'y a rien à demander."
          : "Vous avez déjà un compte sur mon compte 2i : inutile d'en créer un second. Connectez-vous, puis confirmez votre demande par un bouton : cet établissement sera ajouté à votre périmètre après validation.",
      ],
      facts: [siteFact(facts.site), ...(facts.alreadyMember ? [] : [roleFact(request.role)])],
      action: { label: 'Ouvrir mes établissements', url: `${facts.publicUrl}/mes-etablissements` },
      closing: ["Vous n'avez rien demandé ? Ne faites rien : rien ne change sans votre confirmation."],
      footer: 'Vous recevez ce message parce que vous avez un compte sur mon compte 2i.',
    },
  );
