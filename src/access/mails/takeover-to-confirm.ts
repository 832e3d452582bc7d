import { choicesUrl } from './facts';
import { type TakeoverFacts, takeoverUrl, whoAsks } from './takeover-facts';
import { write } from './write';

/** To ten colleagues at most, when the administrators have not answered in a working day. Once each. */
export const takeoverToConfirmMail = (to: { accountId: string; email: string }, facts: TakeoverFacts) =>
  write(
    {
      kind: 'access.takeover-to-confirm',
      to: to.email,
      subject: "Reprise de l'administration de votre établissement : confirmez",
      deduplicationKey: `access.takeover-to-confirm:${facts.id}:${to.accountId}`,
    },
    {
      preview: "Les administrateurs de l'établissement n'ont pas répondu.",
      paragraphs: [
        'Bonjour,',
        "Une personne demande à reprendre l'administration d'un établissement auquel vous êtes rattaché. Les administrateurs actuels, prévenus, n'ont pas répondu.",
        "Si vous la connaissez et si c'est bien à elle de le faire, confirmez-le. Elle pourra gérer les utilisateurs, dont vos droits.",
      ],
      facts: whoAsks(facts),
      action: { label: 'Voir la demande', url: takeoverUrl(facts) },
      closing: [
        'Vous ne la connaissez pas, ou vous avez un doute ? Ne faites rien : sans confirmation, nos conseillers demanderont un justificatif.',
      ],
      footer: 'Vous recevez ce message parce que vous êtes rattaché à cet établissement.',
      choices: choicesUrl(facts.publicUrl),
    },
  );
