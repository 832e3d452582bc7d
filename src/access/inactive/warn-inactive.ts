import { inactivityWarningMail, lockAccount, noteInactivityWarning } from '../../accounts';
import { record } from '../../journal';
import { queueMail } from '../../platform/mail';
import { dueRequests } from '../due-requests';
import { readDue, stillDue } from './due';

/** Nobody has signed in for 23 months: the owner learns when the account will be closed, and how to keep it. */
export const warnInactive = dueRequests({
  name: 'access.warn-inactive',
  every: '23 * * * *',
  oneBatch: true,
  read: readDue('warn'),
  async settle(context, { id }) {
    const { tx, now, kernel } = context;
    await lockAccount(tx, id);
    const account = await stillDue(tx, 'warn', id, now);
    if (!account) return;
    await noteInactivityWarning(tx, id, now);
    await record(context, { action: 'accounts.inactivity-warned', subjectKind: 'account', subjectId: id });
    const { email: to, ...facts } = account;
    const { publicUrl } = kernel;
    await queueMail(tx, inactivityWarningMail({ accountId: id, to, ...facts, publicUrl }), now);
  },
});
