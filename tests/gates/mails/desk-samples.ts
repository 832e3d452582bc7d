import { accountBlockedNowMail } from '../../../src/accounts/mails/account-blocked-now';
import { accountMergedMail } from '../../../src/accounts/mails/account-merged';
import { accountMergedAwayMail } from '../../../src/accounts/mails/account-merged-away';
import { accountReopenedMail } from '../../../src/accounts/mails/account-reopened';
import { accountViewedMail } from '../../../src/accounts/mails/account-viewed';
import { secondFactorRemovalOpenedMail } from '../../../src/accounts/mails/second-factor-removal-opened';
import { secondFactorRemovedMail } from '../../../src/accounts/mails/second-factor-removed';
import type { OutgoingMail } from '../../../src/platform/mail';

const merged = (kept: string) => ({
  ...{ accountId: 'ACCOUNT', kept, merged: 'isabelle@ancienne-adresse.example' },
  closedRequests: ['GE SUPPORT FRANCE – 42421043300027 – 90000 BELFORT'],
});

/** What agents do to somebody's account. */
export const deskSamples = (
  person: { readonly to: string; readonly firstName: string },
  at: Date,
  publicUrl: string,
): readonly (readonly [circumstance: string, mail: OutgoingMail])[] => [
  [
    'account blocked by an agent',
    accountBlockedNowMail({ accountId: 'ACCOUNT', ...person, at, helpUrl: `${publicUrl}/aide` }),
  ],
  [
    'account open again',
    accountReopenedMail({ accountId: 'ACCOUNT', ...person, at, signInUrl: `${publicUrl}/connexion` }),
  ],
  [
    'two accounts of one person brought together, to the one that stays',
    accountMergedMail({ ...merged(person.to), ...person, at, signInUrl: `${publicUrl}/connexion` }),
  ],
  [
    'two accounts of one person brought together, to the one that closes',
    accountMergedAwayMail({ ...merged(person.to), ...person, at, helpUrl: `${publicUrl}/aide` }),
  ],
  [
    'an agent asks that a lost second factor be removed',
    secondFactorRemovalOpenedMail({
      id: 'REMOVAL',
      ...person,
      at,
      url: `${publicUrl}/connexion/opposition?jeton=SECRET`,
    }),
  ],
  [
    'a lost second factor is removed',
    secondFactorRemovedMail({ id: 'REMOVAL', ...person, at, signInUrl: `${publicUrl}/connexion` }),
  ],
  [
    'an agent looks at the portal as the person',
    accountViewedMail({
      accountId: 'ACCOUNT',
      ...person,
      at,
      until: new Date(at.getTime() + 30 * 60_000),
      reason: 'Vous nous avez appelés : un établissement ne s’affiche pas.',
      helpUrl: `${publicUrl}/aide`,
    }),
  ],
];
