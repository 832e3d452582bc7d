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

/** For what money depends on, a second factor set up today proves nothing yet. */
export const secondFactorMissing = () =>
  new Refusal({
    code: 'second-factor-missing',
    status: 409,
    sentence: 'Ce changement demande une double authentification, et vous n’en avez pas encore.',
    wayOn:
      'Votre saisie reste affichée. Activez la double authentification depuis « Mon profil », dans un autre onglet : elle servira ici vingt-quatre heures plus tard.',
  });

export const secondFactorTooNew = () =>
  new Refusal({
    code: 'second-factor-too-new',
    status: 409,
    sentence: 'Votre double authentification a changé depuis moins d’un jour.',
    wayOn:
      'Pour votre sécurité, ce changement attend vingt-quatre heures : votre saisie reste affichée, revenez demain.',
  });

/** What was to be done asks for a proof that is no longer fresh, or never was. */
export const freshProofNeeded = () =>
  new Refusal({
    code: 'fresh-proof-needed',
    status: 409,
    sentence: 'Votre vérification a plus de 15 minutes, ou votre session vient de changer.',
    wayOn: 'Rien n’a été changé. Recommencez : une nouvelle preuve vous sera demandée.',
  });

export const ownAccount = () =>
  new Refusal({
    code: 'own-account',
    status: 403,
    sentence: 'C’est votre propre compte : vous ne pouvez pas agir sur lui d’ici.',
    wayOn: 'Un autre gestionnaire des comptes peut le faire.',
  });

export const supervisorsAccount = () =>
  new Refusal({
    code: 'supervisors-account',
    status: 403,
    sentence:
      'C’est le compte d’un superviseur : seul un gestionnaire des comptes qui est aussi superviseur peut agir sur lui.',
    wayOn: 'Adressez-vous à un superviseur.',
  });

export const changedMeanwhile = () =>
  new Refusal({
    code: 'account-changed-meanwhile',
    status: 409,
    sentence: 'Ce compte a changé entre-temps : votre geste n’a rien fait.',
    wayOn: 'Voici ce qu’il en est maintenant. Relisez, puis recommencez s’il le faut.',
  });

export const sameAgent = () =>
  new Refusal({
    code: 'same-agent',
    status: 409,
    sentence: 'Vous avez ouvert cette demande : un autre gestionnaire des comptes la confirme.',
    wayOn: 'Demandez à un collègue de relire ce que vous avez vérifié.',
  });

export const removalTooEarly = () =>
  new Refusal({
    code: 'removal-too-early',
    status: 409,
    sentence: 'La personne a encore le temps de s’opposer : rien n’est retiré.',
    wayOn: 'Revenez quand le délai est passé.',
  });

export const factorStillUsed = () =>
  new Refusal({
    code: 'factor-still-used',
    status: 409,
    sentence:
      'Quelqu’un s’est connecté à ce compte avec la double authentification depuis la demande : elle n’est pas perdue.',
    wayOn: 'Rappelez la personne, puis retirez la demande.',
  });

export const noAgentSeen = () =>
  new Refusal({
    code: 'no-agent-seen',
    status: 403,
    sentence: 'C’est le compte d’un agent : on ne regarde pas le portail comme lui.',
    wayOn: 'Demandez-lui ce que vous voulez savoir.',
  });

export const cannotBeMerged = (sentence: string, wayOn: string) =>
  new Refusal({ code: 'cannot-be-merged', status: 409, sentence, wayOn });
