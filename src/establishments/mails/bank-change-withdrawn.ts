import { writeMail } from '../../ui';
import { administratorFooter, type BankMailFacts, bankFacts, bankPageUrl, type Recipient } from './facts';

/** To each administrator: an administrator takes new bank details back before the OPCO decides. Once each. */
export const bankChangeWithdrawnMail = (to: Recipient, facts: BankMailFacts) =>
  writeMail(
    {
      kind: 'establishments.bank-change-withdrawn',
      to: to.email,
      subject: 'Coordonnées bancaires de votre établissement : demande retirée',
      deduplicationKey: `establishments.bank-change-withdrawn:${facts.id}:${to.accountId}`,
    },
    {
      preview: 'Rien ne change : nos virements restent comme avant.',
      paragraphs: [
        'Bonjour,',
        'Un administrateur a retiré la demande de nouvelles coordonnées bancaires de votre établissement. Celles qui étaient en vigueur, s’il y en a, le restent. L’historique dit qui l’a fait.',
      ],
      facts: bankFacts(facts, 'Retirée le'),
      action: { label: 'Voir les comptes', url: bankPageUrl(facts) },
      footer: administratorFooter,
    },
  );
