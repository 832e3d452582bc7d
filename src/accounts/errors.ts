import { Refusal } from '../platform/errors';

/** Closed list of what this module refuses. */
export const addressTaken = () =>
  new Refusal({
    code: 'address-taken',
    status: 409,
    sentence: 'Cette adresse email a déjà un compte.',
    wayOn: 'Une personne n’a qu’un compte : ajoutez-lui un établissement plutôt que d’en créer un second.',
  });

export const hasPassword = () =>
  new Refusal({
    code: 'has-password',
    status: 409,
    sentence: 'Cette personne a déjà activé son compte.',
    wayOn: 'Elle seule peut désormais corriger ses informations, depuis son profil.',
  });

/** Too many wrong codes: this sign-in is over, and so are the next ones for a while. */
export const codesPaused = (seconds: number) =>
  new Refusal({
    code: 'codes-paused',
    status: 429,
    retryAfterSeconds: seconds,
    sentence: 'Trop de codes incorrects en peu de temps.',
    wayOn: `Patientez ${seconds <= 90 ? 'une minute' : `${Math.ceil(seconds / 60)} minutes`}, puis reconnectez-vous. Si ce n’est pas vous qui essayez, choisissez un nouveau mot de passe.`,
  });

/** Over a limit of sign-in. The same for an address that has no account: nothing is learnt from it. */
export const signInPaused = (seconds: number) =>
  new Refusal({
    code: 'sign-in-paused',
    status: 429,
    retryAfterSeconds: seconds,
    sentence: 'Trop d’essais de connexion en peu de temps.',
    wayOn: `Patientez ${seconds <= 90 ? 'une minute' : `${Math.ceil(seconds / 60)} minutes`}, ou choisissez un nouveau mot de passe par « mot de passe oublié » sur la page de connexion.`,
  });

/** What was to be done asks for a proof that is no longer fresh, or never was. */
export const freshProofNeeded = () =>
  new Refusal({
    code: 'fresh-proof-needed',
    status: 409,
    sentence: 'Votre vérification a plus de 15 minutes, ou votre session vient de changer.',
    wayOn: 'Rien n’a été changé. Recommencez : une nouvelle preuve vous sera demandée.',
  });
