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
  settled: () =>
    refusal(
      'bank-change-settled',
      409,
      'Ces coordonnées bancaires n’attendent plus de décision : quelqu’un a décidé, ou la demande a été retirée.',
      'Rien n’a été changé de votre côté. Relisez où elles en sont.',
    ),
  ownChange: () =>
    refusal(
      'own-bank-change',
      403,
      'Vous ne pouvez pas valider des coordonnées bancaires que vous avez saisies vous-même.',
      'Un autre comptable de l’OPCO le fera.',
    ),
};
