import { writeMail } from '../../ui';
import { administratorFooter, type BankMailFacts, bankFacts, bankPageUrl, type Recipient } from './facts';

/** To each administrator, who asked included: new bank details wait for the OPCO. Once each. */
export const bankChangeAskedMail = (to: Recipient, facts: BankMailFacts) =>
  writeMail(
    {
      kind: 'establishments.bank-change-asked',
      to: to.email,
      subject: 'Nouvelles coordonnées bancaires demandées pour votre établissement',
      deduplicationKey: `establishments.bank-change-asked:${facts.id}:${to.accountId}`,
    },
    {
      preview: "Si vous n'êtes pas au courant, retirez cette demande.",
      paragraphs: [
        'Bonjour,',
        'Un administrateur vient de demander de nouvelles coordonnées bancaires pour un établissement que vous administrez. Celles en vigueur le restent tant que l’OPCO n’a pas validé les nouvelles.',
        "Vous n'êtes pas au courant ? Retirez cette demande tout de suite, et prévenez nos conseillers.",
      ],
      facts: bankFacts(facts, 'Demandées le'),
      action: { label: 'Voir cette demande', url: bankPageUrl(facts) },
      footer: administratorFooter,
    },
  );
