import { Refusal } from '../platform/errors';

export const unknownCompany = () =>
  new Refusal({
    code: 'not-found',
    status: 404,
    sentence: "Aucune entreprise du répertoire n'a ce SIREN.",
    wayOn: 'Vérifiez ses neuf chiffres, ou cherchez-la par son nom.',
  });

export const unknownSite = () =>
  new Refusal({
    code: 'not-found',
    status: 404,
    sentence: "Aucun établissement du répertoire n'a ce SIRET.",
    wayOn: "Vérifiez ses quatorze chiffres, ou parcourez les établissements de l'entreprise.",
  });

export const wrongParameter = (name: string, sentence: string) =>
  new Refusal({
    code: 'wrong-parameter',
    status: 400,
    sentence: `Le paramètre « ${name} » ne convient pas.`,
    wayOn: sentence,
  });
