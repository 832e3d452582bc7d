import { writeMail } from '../../ui';
import { administratorFooter, type BankMailFacts, bankFacts, bankPageUrl, type Recipient } from './facts';

/** To each administrator: the new bank details are refused, and why. Once each. */
export const bankChangeRefusedMail = (to: Recipient, facts: BankMailFacts, reason: string) =>
  writeMail(
    {
      kind: 'establishments.bank-change-refused',
      to: to.email,
      subject: 'Coordonnées bancaires de votre établissement : refusées',
      deduplicationKey: `establishments.bank-change-refused:${facts.id}:${to.accountId}`,
    },
    {
      preview: 'Rien ne change : nos virements restent comme avant.',
      paragraphs: [
        'Bonjour,',
        'L’OPCO n’a pas validé les nouvelles coordonnées bancaires de votre établissement. Celles qui étaient en vigueur, s’il y en a, le restent.',
        'Vous pouvez en saisir d’autres, en tenant compte du motif.',
      ],
      facts: [...bankFacts(facts, 'Refusées le'), ['Motif', reason]],
      action: { label: 'Saisir d’autres coordonnées', url: bankPageUrl(facts) },
      footer: administratorFooter,
    },
  );
