import { typo } from '../../ui';

/** What every mail of a takeover says. */
export interface TakeoverFacts {
  readonly id: string;
  /** Who asks. */
  readonly person: string;
  readonly email: string;
  /** "Établissement", and which. */
  readonly place: [string, string];
  readonly reason: string;
  readonly confirmableAt: Date;
  readonly publicUrl: string;
}

/** Who asks, where and why. */
export const whoAsks = ({ person, email, place, reason }: TakeoverFacts): [string, string][] => [
  ['Personne', person],
  ['Adresse email', email],
  place,
  ['Raison', typo(reason)],
];

export const takeoverUrl = ({ publicUrl, id }: TakeoverFacts) => `${publicUrl}/reprise-administration/${id}`;

export const memberFooter = 'Vous recevez ce message parce que vous avez un compte sur mon compte 2i.';
