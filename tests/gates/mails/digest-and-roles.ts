import { agentRolesChangedMail } from '../../../src/access/mails/agent-roles-changed';
import { digestMail } from '../../../src/access/mails/digest';
import type { DigestLine } from '../../../src/access/notifications/still-waiting';
import type { OutgoingMail } from '../../../src/platform/mail';

const publicUrl = 'https://portail.example.fr';
const at = new Date('2026-11-23T09:00:00Z');
const somebody = { accountId: 'ACCOUNT', email: 'c.vasseur@ge-support.example' };
const agentChange = { accountId: 'ACCOUNT', to: somebody.email, firstName: 'Claire', at, publicUrl };
const waiting: DigestLine = {
  ...{ kind: 'request', id: 'REQUEST', role: 'establishment_administrator', since: at, atTheDesk: false },
  ...{
    siret: '42421043300019',
    siteName: 'GE SUPPORT FRANCE',
    siteAddress: '1 rue des Ancres, 90000 BELFORT',
  },
  ...{ firstName: 'Isabelle', lastName: 'DEBUIRE' },
};

/** The daily digest, and what an agent is told of their roles. */
export const digestAndRoles: readonly (readonly [circumstance: string, mail: OutgoingMail])[] = [
  ['two roles', agentRolesChangedMail({ ...agentChange, roles: ['account_manager', 'supervisor'] })],
  ['removed', agentRolesChangedMail({ ...agentChange, roles: [] })],
  ['one request', digestMail(somebody, { day: '2026-11-24', lines: [waiting], publicUrl })],
  [
    'two establishments, a takeover',
    digestMail(somebody, {
      day: '2026-11-24',
      lines: [
        waiting,
        { ...waiting, id: 'OTHER', siret: '42421043300027', siteAddress: '25 rue du Quai, 75012 PARIS' },
        { ...waiting, kind: 'takeover', id: 'TAKEOVER', role: null },
      ],
      publicUrl,
    }),
  ],
  [
    'more than a morning can hold, to an agent',
    digestMail(somebody, {
      day: '2026-11-24',
      lines: Array.from({ length: 32 }, (_, index) => ({
        ...waiting,
        id: `REQUEST-${index + 1}`,
        atTheDesk: true,
      })),
      publicUrl,
    }),
  ],
];
