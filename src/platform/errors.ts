/** An expected refusal: what went wrong and what the person can do, in French, with its HTTP status. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;
  readonly status: number;
  readonly sentence: string;
  readonly wayOn: string;
  /** When a program may try again; null: trying again changes nothing. */
  readonly retryAfterSeconds: number | null;

  constructor(spec: {
    code: string;
    status: number;
    sentence: string;
    wayOn: string;
    retryAfterSeconds?: number;
  }) {
    super(`${spec.code}: ${spec.sentence}`);
    this.code = spec.code;
    this.status = spec.status;
    this.sentence = spec.sentence;
    this.wayOn = spec.wayOn;
    this.retryAfterSeconds = spec.retryAfterSeconds ?? null;
  }
}

/** Name of a form field → French sentence that says what is wrong and what to do. */
export type FieldErrors = Readonly<Record<string, string>>;

/** What was typed does not do; nothing was changed. */
export class InvalidInput extends Error {
  override readonly name = 'InvalidInput';
  readonly fields: FieldErrors;

  constructor(fields: FieldErrors) {
    super(`invalid input: ${Object.keys(fields).join(', ')}`);
    this.fields = fields;
  }
}

/** The object does not exist, or is not theirs: the two are one answer. */
export const notFound = () =>
  new Refusal({
    code: 'not-found',
    status: 404,
    sentence: 'Cette page n’existe pas, ou elle n’est pas dans votre périmètre.',
    wayOn: 'Vérifiez l’adresse, ou revenez à l’accueil.',
  });

export const forbidden = (whoCan: string) =>
  new Refusal({
    code: 'forbidden',
    status: 403,
    sentence: 'Vos droits ne permettent pas cette action.',
    wayOn: whoCan,
  });

export const signInNeeded = () =>
  new Refusal({
    code: 'sign-in-needed',
    status: 401,
    sentence: 'Votre session est terminée.',
    wayOn: 'Connectez-vous pour continuer ; votre saisie n’a pas été envoyée.',
  });

export const tooManyTries = (seconds: number) =>
  new Refusal({
    code: 'too-many-tries',
    status: 429,
    retryAfterSeconds: seconds,
    sentence: 'Trop d’essais en peu de temps.',
    wayOn:
      seconds <= 90
        ? 'Patientez une minute, puis recommencez.'
        : `Patientez ${Math.ceil(seconds / 60)} minutes, puis recommencez.`,
  });

export const tooBusy = () =>
  new Refusal({
    code: 'too-busy',
    status: 503,
    retryAfterSeconds: 5,
    sentence: 'Le service reçoit trop de demandes en ce moment.',
    wayOn: 'Patientez quelques instants, puis recommencez.',
  });

/** An agent looks as somebody: reads some pages, and does nothing. */
export const viewingOnly = () =>
  new Refusal({
    code: 'viewing-only',
    status: 403,
    sentence:
      'Vous regardez le portail comme une autre personne, en lecture seule : cette page ou ce geste lui est réservé.',
    wayOn: 'Revenez à l’accueil, ou quittez cette vue par le bouton en haut de la page.',
  });
