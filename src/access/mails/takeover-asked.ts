import { formatDate } from '../../ui';
import { deciderFooter } from './facts';
import { type TakeoverFacts, takeoverUrl, whoAsks } from './takeover-facts';
import { write } from './write';

/** To each administrator of an establishment whose administration somebody asks to take over. Once each. */
export const takeoverAskedMail = (to: { accountId: string; email: string }, facts: TakeoverFacts) =>
  write(
    {
      kind: 'access.takeover-asked',
      to: to.email,
      subject: "Reprise de l'administration de votre établissement : répondez",
      deduplicationKey: `access.takeover-asked:${facts.id}:${to.accountId}`,
    },
    {
      preview: `Répondez avant le ${formatDate(facts.confirmableAt)} si vous l'administrez toujours.`,
      paragraphs: [
        'Bonjour,',
        "Une personne rattachée à un établissement que vous administrez demande à en reprendre l'administration.",
        `Si vous l'administrez toujours, répondez avant le ${formatDate(facts.confirmableAt)} : après cette date, un collègue ou nos conseillers peuvent accepter cette demande. Vos propres droits ne changent pas.`,
      ],
      facts: whoAsks(facts),
      action: { label: 'Répondre', url: takeoverUrl(facts) },
      closing: ['Ce lien ne décide rien par lui-même : il demande de vous connecter.'],
      footer: deciderFooter(false),
    },
  );
