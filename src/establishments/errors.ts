import { Refusal } from '../platform/errors';

const refusal = (code: string, status: number, sentence: string, wayOn: string) =>
  new Refusal({ code: `establishments.${code}`, status, sentence, wayOn });

/** Everything this module can refuse, with its sentence and what the person can do. */
export const errors = {
  changedMeanwhile: () =>
    refusal(
      'changed-meanwhile',
      409,
      'Quelqu’un a modifié cette information pendant que vous la regardiez.',
      'Rien n’a été changé de votre côté, et votre saisie est gardée : comparez, puis enregistrez de nouveau si elle reste juste.',
    ),
  toValidateFirst: () =>
    refusal(
      'to-validate-first',
      409,
      'OPCO 2i n’a pas encore validé cet établissement, ou son entreprise.',
      'Cette information s’enregistre une fois la validation faite ; les contacts, l’adresse et la convention collective se préparent dès maintenant.',
    ),
  ofTheCompany: () =>
    refusal(
      'data-of-the-company',
      403,
      'Cette information appartient à toute l’entreprise : votre mandat porte sur un seul établissement.',
      'Un administrateur de l’entreprise peut la modifier, ou vous donner un mandat pour toute l’entreprise.',
    ),
  settled: () =>
    refusal(
      'bank-change-settled',
      409,
      'Ces coordonnées bancaires n’attendent plus de décision : quelqu’un a décidé, ou la demande a été retirée.',
      'Rien n’a été changé de votre côté. Relisez où elles en sont.',
    ),
  askerGone: () =>
    refusal(
      'bank-change-asker-gone',
      409,
      'La personne qui a demandé ce changement ne peut plus le faire pour cet établissement, ou il est fermé.',
      'Ce compte ne peut pas être validé : refusez-le en disant pourquoi. Un administrateur pourra le demander de nouveau.',
    ),
  ownChange: () =>
    refusal(
      'own-bank-change',
      403,
      'Vous ne pouvez pas décider des coordonnées bancaires d’un établissement où vous avez des droits.',
      'Un autre comptable de l’OPCO le fera.',
    ),
};
