import { memberFooter, type TakeoverFacts } from './takeover-facts';
import { write } from './write';

/** To who asked to take over an administration, and does not have it: the reason, or null when nobody answered. Once. */
export const takeoverRefusedMail = (facts: TakeoverFacts, reason: string | null) =>
  write(
    {
      kind: 'access.takeover-refused',
      to: facts.email,
      subject:
        reason === null
          ? "Reprise de l'administration de votre établissement : expirée"
          : "Reprise de l'administration de votre établissement : refusée",
      deduplicationKey: `access.takeover-refused:${facts.id}`,
    },
    {
      preview: 'Vos droits ne changent pas.',
      paragraphs: [
        'Bonjour,',
        reason === null
          ? 'Personne n’a répondu à votre demande en soixante jours : elle a expiré. Vos droits ne changent pas ; vous pouvez en faire une autre.'
          : 'Votre demande est refusée. Vos droits ne changent pas.',
      ],
      facts: [facts.place, ...(reason === null ? [] : ([['Motif', reason]] as [string, string][]))],
      closing: ['Pour toute question, contactez nos conseillers par la page Aide.'],
      footer: memberFooter,
    },
  );
