import { days, hours, minutes } from '../platform/clock';
import type { AccountState } from './store';

export interface LinkKind {
  readonly kind: string;
  /** Page that the mail leads to. */
  readonly path: string;
  readonly life: number;
  /** The only state of the account in which the link is worth anything. */
  readonly state: AccountState;
}

export const activationLink: LinkKind = {
  kind: 'accounts.activation',
  path: '/activation',
  life: days(7),
  state: 'to_activate',
};
export const resetLink: LinkKind = {
  kind: 'accounts.password-reset',
  path: '/mot-de-passe/nouveau',
  life: minutes(60),
  state: 'active',
};
export const firstPasswordLink: LinkKind = {
  kind: 'accounts.first-password',
  path: '/mot-de-passe/nouveau',
  life: minutes(60),
  state: 'migrated',
};
export const newEmailPath = '/mon-profil/adresse-email';
/** Proves the mailbox of the address that an account's owner wants to be known by. */
export const newEmailLink: LinkKind = {
  kind: 'accounts.new-email',
  path: newEmailPath,
  life: hours(24),
  state: 'active',
};
export const passwordLinks = [activationLink, resetLink, firstPasswordLink] as const;

/** A sign-in whose password was right, and that waits for the second factor. */
export const secondStepKind = 'accounts.second-step';
/** What a passkey signs when its owner proves again who they are. */
export const freshProofKind = 'accounts.fresh-proof';
/** What a new passkey signs. */
export const passkeyChallengeKind = 'accounts.passkey-challenge';

/** Remembers a browser that has signed in, so that somebody else's failures never stop its owner. */
export const knownDeviceKind = 'accounts.known-device';
export const knownDeviceLife = days(180);

/** What a new password kills: every link and browser that the former one let in. */
export const endedByNewPassword = [
  ...passwordLinks.map(({ kind }) => kind),
  secondStepKind,
  knownDeviceKind,
] as const;

/** By which the owner of an account objects to the removal of its second factor; its subject is the removal. */
export const objectionLinkKind = 'accounts.object-to-factor-removal';
export const objectionPath = '/connexion/opposition';
