import { memberFooter, type TakeoverFacts, takeoverUrl } from './takeover-facts';
import { write } from './write';

/** To who asked, when the administrators have not answered in a working day. Once. */
export const takeoverRelayedMail = (facts: TakeoverFacts, colleaguesTold: boolean) =>
  write(
    {
      kind: 'access.takeover-relayed',
      to: facts.email,
      subject: "Reprise de l'administration de votre établissement : la suite",
      deduplicationKey: `access.takeover-relayed:${facts.id}`,
    },
    {
      preview: "Les administrateurs n'ont pas répondu : voici ce que vous pouvez faire.",
      paragraphs: [
        'Bonjour,',
        "Les administrateurs de l'établissement n'ont pas répondu à votre demande.",
        colleaguesTold
          ? 'Des collègues déjà rattachés à l’établissement viennent d’être prévenus : l’un d’eux peut confirmer. Sans attendre, vous pouvez aussi transmettre un justificatif à nos conseillers, qui décideront.'
          : 'Transmettez un justificatif à nos conseillers, qui décideront.',
      ],
      facts: [facts.place],
      action: { label: 'Suivre ma demande', url: takeoverUrl(facts) },
      footer: memberFooter,
    },
  );
