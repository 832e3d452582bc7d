import { memberFooter, type TakeoverFacts } from './takeover-facts';
import { write } from './write';

/** To who asked to take over an administration, and has it. Once. */
export const takeoverGrantedMail = (facts: TakeoverFacts) =>
  write(
    {
      kind: 'access.takeover-granted',
      to: facts.email,
      subject: 'Vous administrez désormais votre établissement',
      deduplicationKey: `access.takeover-granted:${facts.id}`,
    },
    {
      preview: 'Votre demande de reprise est acceptée.',
      paragraphs: [
        'Bonjour,',
        "Votre demande de reprise est acceptée : vous êtes administrateur de l'établissement.",
        "Vérifiez la liste de ses utilisateurs, et retirez les personnes qui n'y travaillent plus.",
      ],
      facts: [facts.place],
      action: { label: 'Voir mes établissements', url: `${facts.publicUrl}/mes-etablissements` },
      footer: memberFooter,
    },
  );
