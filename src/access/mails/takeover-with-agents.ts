import { choicesUrl, deciderFooter } from './facts';
import { type TakeoverFacts, whoAsks } from './takeover-facts';
import { write } from './write';

/** To each agent in charge of accounts, when somebody sends them a proof to take an administration over. Once each. */
export const takeoverWithAgentsMail = (to: { accountId: string; email: string }, facts: TakeoverFacts) =>
  write(
    {
      kind: 'access.takeover-with-agents',
      to: to.email,
      subject: "Reprise de l'administration d'un établissement : à décider",
      deduplicationKey: `access.takeover-with-agents:${facts.id}:${to.accountId}`,
    },
    {
      preview: 'Un justificatif est joint à la demande.',
      paragraphs: [
        'Bonjour,',
        "Une personne demande à reprendre l'administration d'un établissement dont personne ne répond plus. Elle a joint un justificatif.",
      ],
      facts: whoAsks(facts),
      action: { label: 'Étudier la demande', url: `${facts.publicUrl}/agents/reprises/${facts.id}` },
      footer: deciderFooter(true),
      choices: choicesUrl(facts.publicUrl),
    },
  );
