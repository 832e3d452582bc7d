import { type Limit, networkOf } from '../platform/throttle';

const fiveMinutes = 300;
const quarter = 900;
const hour = 3600;

/**
 * Sign-in. A try is counted before the password is looked at, and first against its own source (a network
 * address, or a browser that has already signed in): what one source fails is only held against it, and takes
 * half of the account's count at most. The account's own count, which several sources fill together, stops
 * unknown browsers alone: its owner's known browser and the mailed link always remain. Over the hour, NIST's
 * 100 tries.
 */
export const signInLimits = {
  perAddress: { name: 'sign-in-address', tries: 100, seconds: fiveMinutes },
  perUnknownSource: { name: 'sign-in-source', tries: 5, seconds: fiveMinutes },
  perKnownBrowser: { name: 'sign-in-browser', tries: 10, seconds: fiveMinutes },
  perSourceLong: { name: 'sign-in-source-long', tries: 30, seconds: hour },
  perAccount: { name: 'sign-in-account', tries: 10, seconds: fiveMinutes },
  perAccountLong: { name: 'sign-in-account-long', tries: 100, seconds: hour },
} as const satisfies Record<string, Limit>;

/** The counters of a sign-in: its own source's, then the account's, for unknown browsers only. */
export function signInCounters(email: string, source: { device: string | null; address: string }) {
  const { perUnknownSource, perKnownBrowser, perSourceLong, perAccount, perAccountLong } = signInLimits;
  const counters: { limit: Limit; key: string }[] = [];
  if (source.device !== null) {
    const key = `${email} device ${source.device}`;
    counters.push({ limit: perKnownBrowser, key }, { limit: perSourceLong, key });
  } else {
    const key = `${email} address ${networkOf(source.address)}`;
    counters.push({ limit: perUnknownSource, key }, { limit: perSourceLong, key });
    counters.push({ limit: perAccount, key: email }, { limit: perAccountLong, key: email });
  }
  return counters;
}

/**
 * Codes of the second factor, which only who knows the password can try: five for each sign-in, and in all as many
 * as keep guessing one hopeless. Source: OWASP ASVS 5.0, 6.6.3.
 */
const secondStepLimits = {
  perSignIn: { name: 'second-step', tries: 5, seconds: quarter },
  perAccount: { name: 'second-step-account', tries: 10, seconds: fiveMinutes },
  perAccountLong: { name: 'second-step-account-long', tries: 30, seconds: hour },
} as const satisfies Record<string, Limit>;

/**
 * The counters of a sign-in that waits for its second factor, named by its digest. Only the codes of an application
 * are short enough to be guessed: for the others the account itself has no count, that somebody who has found the
 * password could use up against its owner.
 */
export const secondStepCounters = (
  accountId: string,
  signIn: string,
  by: 'code' | 'recovery' | 'passkey',
): { limit: Limit; key: string }[] => [
  { limit: secondStepLimits.perSignIn, key: signIn },
  ...(by === 'code'
    ? [
        { limit: secondStepLimits.perAccount, key: accountId },
        { limit: secondStepLimits.perAccountLong, key: accountId },
      ]
    : []),
];

/** The first code of an application, that its owner types while setting it up. */
export const firstCodeLimit: Limit = { name: 'first-code', tries: 10, seconds: fiveMinutes };

/** A mail to a stranger costs us nothing and them much: five a quarter of an hour, the others are dropped. */
export const recoveryLimits = {
  perAddress: { name: 'recovery-address', tries: 20, seconds: quarter },
  perEmail: { name: 'recovery-email', tries: 5, seconds: quarter },
} as const satisfies Record<string, Limit>;

/** Each new password sent is read against long lists. */
export const newPasswordLimit: Limit = { name: 'new-password', tries: 30, seconds: fiveMinutes };
