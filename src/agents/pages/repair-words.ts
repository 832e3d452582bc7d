import type { MailToPerson } from '../../platform/mail';
import type { StatusKind } from '../../ui';

export const repairPath = '/agents/envois-et-traitements';

/** What has just been done, by the name of the button; an unknown one says nothing. */
export const doneSentences: ReadonlyMap<string, string> = new Map([
  ['renvoyer', "L'email repart : il quitte cette liste dès que le serveur de messagerie l'a pris."],
  ['abandonner-email', 'Email abandonné : il ne partira plus. Son contenu est effacé.'],
  ['relancer', "Traitement relancé : il quitte cette liste dès qu'il aboutit."],
  ['abandonner-traitement', 'Traitement abandonné : il ne sera plus tenté.'],
  ['nettoyer', 'Nettoyage lancé : il prend quelques secondes.'],
  ['verifier', 'Vérification lancée : les fichiers retrouvés quittent cette liste dans quelques instants.'],
  ['analyser', "Contrôle relancé : les justificatifs quittent cette liste à mesure que l'antivirus répond."],
]);

export const alreadyDone =
  "Quelqu'un l'a déjà fait, ou la chose a abouti entre-temps : votre geste n'a rien changé.";

export const mailStates: Readonly<Record<MailToPerson['state'], { kind: StatusKind; word: string }>> = {
  waiting: { kind: 'attente', word: 'En attente' },
  sent: { kind: 'actif', word: 'Parti' },
  kept: { kind: 'actif', word: 'Boîte aux lettres' },
  refused: { kind: 'refus', word: 'Refusé' },
  exhausted: { kind: 'refus', word: 'Sans succès' },
  abandoned: { kind: 'suspendu', word: 'Abandonné' },
};
