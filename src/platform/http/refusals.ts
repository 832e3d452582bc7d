import { Refusal } from '../errors';

/** What the server itself refuses, whatever the page. */
export const malformed = (status = 400) =>
  new Refusal({
    code: 'malformed',
    status,
    sentence: 'Cette demande n’a pas la forme attendue.',
    wayOn: 'Revenez à la page précédente et recommencez.',
  });

export const bodyTooLarge = () =>
  new Refusal({
    code: 'body-too-large',
    status: 413,
    sentence: 'Votre envoi est trop volumineux : rien n’a été enregistré.',
    wayOn: 'Revenez à la page précédente et choisissez un fichier plus léger.',
  });

export const wrongMethod = () =>
  new Refusal({
    code: 'wrong-method',
    status: 405,
    sentence: 'Cette adresse ne répond pas à ce genre de demande.',
    wayOn: 'Revenez à l’accueil.',
  });

export const foreignForm = () =>
  new Refusal({
    code: 'foreign-form',
    status: 403,
    sentence: 'Ce formulaire ne vient pas de notre site : rien n’a été enregistré.',
    wayOn: 'Ouvrez la page depuis le portail et recommencez.',
  });

export const failure = (requestId: string) =>
  new Refusal({
    code: 'failure',
    status: 500,
    sentence: 'Une erreur s’est produite de notre côté ; elle est enregistrée.',
    wayOn: `Recommencez dans quelques instants. Si elle revient, donnez ce numéro à nos conseillers : ${requestId}.`,
  });

/** The database is away. "Perhaps": the answer to a COMMIT may have been lost on its way. */
export const unavailable = (reading: boolean) =>
  new Refusal({
    code: 'unavailable',
    status: 503,
    retryAfterSeconds: 5,
    ...(reading
      ? {
          sentence: 'Le service est interrompu pour quelques instants.',
          wayOn: 'Attendez un peu, puis rechargez la page : rien de ce qui était enregistré n’est perdu.',
        }
      : {
          sentence:
            'Le service est interrompu pour quelques instants : vos dernières données n’ont peut-être pas été enregistrées.',
          wayOn:
            'Attendez un peu, revenez à la page précédente et recommencez. Ce qui était déjà enregistré l’est toujours.',
        }),
  });

export const outOfSpace = () =>
  new Refusal({
    code: 'out-of-space',
    status: 507,
    retryAfterSeconds: 60,
    sentence:
      'Le service manque de place pour enregistrer : vos dernières données n’ont pas été enregistrées.',
    wayOn: 'Nos équipes sont prévenues. Revenez à la page précédente et recommencez dans quelques minutes.',
  });
