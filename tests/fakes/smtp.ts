import { setTimeout as sleep } from 'node:timers/promises';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface Received {
  readonly from: string;
  readonly to: readonly string[];
  readonly mail: ParsedMail;
  /** When it was whole here, in milliseconds since the epoch. */
  readonly at: number;
}

/**
 * A real SMTP server on loopback. `refuse` may answer a code for a recipient (450 later, 550 never);
 * `refuseSender` is the code answered to whoever writes; `slowMs` how long it thinks before it takes a mail;
 * `port` brings back a server that was stopped. Options may be changed while it runs.
 */
export async function startSmtp(
  refuse: (recipient: string) => number | null = () => null,
  options: { refuseSender?: number | undefined; slowMs?: number; port?: number } = {},
) {
  const received: Received[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onMailFrom(_address, _session, done) {
      const code = options.refuseSender;
      done(code === undefined ? null : Object.assign(new Error('refused'), { responseCode: code }));
    },
    onRcptTo(address, _session, done) {
      const code = refuse(address.address);
      done(code === null ? null : Object.assign(new Error('refused'), { responseCode: code }));
    },
    closeTimeout: 1,
    onData(stream, session, done) {
      simpleParser(stream).then(async (mail) => {
        const at = Date.now();
        if (options.slowMs) await sleep(options.slowMs);
        const { mailFrom, rcptTo } = session.envelope;
        received.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map((one) => one.address),
          mail,
          at,
        });
        done();
      }, done);
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `smtp://127.0.0.1:${port}`,
    port,
    received,
    stop: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
