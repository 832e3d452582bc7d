import { administrationVacantMail } from '../../../src/access/mails/administration-vacant';
import { agentClosedMail } from '../../../src/access/mails/agent-closed';
import { accountClosedMail } from '../../../src/accounts/mails/account-closed';
import { inactivityWarningMail } from '../../../src/accounts/mails/inactivity-warning';
import type { OutgoingMail } from '../../../src/platform/mail';

const publicUrl = 'https://portail.example.fr';
const at = new Date('2026-11-23T09:00:00Z');
const person = { accountId: 'ACCOUNT', to: 'i.debuire@testopco2i.example', firstName: 'Isabelle' };
const idle = {
  lastUsedAt: new Date('2024-12-23T09:00:00Z'),
  closesAt: new Date('2026-12-23T09:00:00Z'),
  publicUrl,
};
const place = [
  'Établissement',
  'GE SUPPORT FRANCE – 42421043300019 – 1 rue des Ancres, 90000 BELFORT',
] as const;
const supervisor = { accountId: 'ACCOUNT', email: 'm.delattre@agents.example', firstName: 'Marc' };

/** What an account that nobody uses has us write. */
export const inactivity: readonly (readonly [circumstance: string, mail: OutgoingMail])[] = [
  ['without a sign-in for 23 months', inactivityWarningMail({ ...person, ...idle, hasPassword: true })],
  ['without a password for 23 months', inactivityWarningMail({ ...person, ...idle, hasPassword: false })],
  [
    'closed for want of use',
    accountClosedMail({ ...person, at, why: 'inactivity', helpUrl: `${publicUrl}/aide` }),
  ],
  [
    'nobody administers any more',
    administrationVacantMail({ ...person, membershipId: 'MEMBERSHIP', place, publicUrl }),
  ],
  [
    'an agent',
    agentClosedMail(supervisor, {
      agentId: 'AGENT',
      agent: 's.lemaire@agents.example',
      roles: ['account_manager', 'supervisor'],
      publicUrl,
    }),
  ],
];
