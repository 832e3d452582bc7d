import { writeMail } from '../../ui';
import { administratorFooter, type BankMailFacts, bankFacts, bankPageUrl, type Recipient } from './facts';

/** To each administrator: the new bank details are in force. Once each. */
export const bankChangeValidatedMail = (to: Recipient, facts: BankMailFacts) =>
  writeMail(
    {
      kind: 'establishments.bank-change-validated',
      to: to.email,
      subject: 'Coordonnées bancaires de votre établissement : validées',
      deduplicationKey: `establishments.bank-change-validated:${facts.id}:${to.accountId}`,
    },
    {
      preview: 'Nos prochains virements iront sur ce compte.',
      paragraphs: [
        'Bonjour,',
        'L’OPCO a validé les nouvelles coordonnées bancaires de votre établissement : nos prochains virements iront sur ce compte.',
      ],
      facts: bankFacts(facts, 'Validées le'),
      action: { label: 'Voir les coordonnées bancaires', url: bankPageUrl(facts) },
      footer: administratorFooter,
    },
  );
