import { notFound } from '../platform/errors';
import { get, html, page, type Route } from '../platform/http';
import { keptMail, keptMails } from '../platform/mail';
import { everyone } from '../platform/who-may';
import { MailPage } from './pages/mail';
import { MailboxPage } from './pages/mailbox';

const shown = 300;

// A mail is HTML written for mail readers: nothing may run or load in it; its links may be followed.
const mailPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-top-navigation-by-user-activation allow-popups; frame-ancestors 'self'";

/**
 * The mails that a server without SMTP keeps: everything that people would receive, links included.
 * To be mounted in the demonstration only: whoever reads this page can become anybody.
 */
export const mailboxRoutes: Route[] = [
  get('/boite-aux-lettres', everyone, async (call) => {
    const address = (call.query.adresse ?? '').trim().toLowerCase();
    const mails = await keptMails(call.kernel.db, shown);
    const found = mails.filter((mail) => mail.recipient.includes(address));
    return page(<MailboxPage mails={found} address={call.query.adresse ?? ''} />);
  }),
  get('/boite-aux-lettres/:id', everyone, async (call) => {
    const mail = await keptMail(call.kernel.db, call.params.id ?? '');
    if (!mail) throw notFound();
    return page(<MailPage mail={mail} origin={call.kernel.publicUrl} />);
  }),
  get('/boite-aux-lettres/:id/html', everyone, async (call) => {
    const mail = await keptMail(call.kernel.db, call.params.id ?? '');
    if (!mail?.html) throw notFound();
    return html(mail.html, mailPolicy);
  }),
];
