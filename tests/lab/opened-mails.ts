import { simpleParser } from 'mailparser';
import type { Browser } from 'playwright-core';
import type { Received } from '../fakes/smtp';
import { watch } from './browser';
import { product as workedOut } from './markers';
import { type Met, textOf } from './visits';

/** The headers that a mail of ours has, and no other. */
const ofAMail =
  /^(from|to|subject|message-id|date|mime-version|content-type|content-transfer-encoding|auto-submitted|x-auto-response-suppress|reply-to|list-unsubscribe|content-language|precedence)$/;

/** Mails with another header, recipient or line than they should have; each is opened, what it does goes to `met`. */
export async function mailFaults(mails: readonly Received[], browser: Browser, met: Met): Promise<string[]> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const events = watch(context, '');
  const faults: string[] = [];
  for (const { to, mail } of mails) {
    const strange = [...mail.headers.keys()].filter((name) => !ofAMail.test(name));
    const one = to.length === 1 && to[0]?.endsWith('.example') && !/vole@/.test(to[0] ?? '');
    const lines = /[\r\n]/.test(mail.subject ?? '') || mail.cc !== undefined || mail.bcc !== undefined;
    if (strange.length > 0 || !one || lines) faults.push(`« ${mail.subject} » to ${to}: ${strange}`);
    await page.setContent(mail.html || '');
    met.pages += 1;
    const read = `${await textOf(page)} ${mail.text} ${mail.subject}`;
    if (read.includes(workedOut)) met.events.push(`the mail « ${mail.subject} » works a template out`);
    met.events.push(...events.splice(0).map((event) => `mail « ${mail.subject} »: ${event}`));
  }
  await context.close();
  return faults;
}

/** A mail put together by hand from what somebody typed, as a naive sender would. */
export async function naiveMail(typed: string): Promise<Received> {
  const lines = ['From: a@b.example', 'To: c@d.example', `Subject: Refus : ${typed}`];
  const raw = [...lines, 'Content-Type: text/html', '', `<p>${typed}</p>`].join('\r\n');
  return { from: 'a@b.example', to: ['c@d.example'], mail: await simpleParser(raw), at: 0 };
}
