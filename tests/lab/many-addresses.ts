import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands before the product and asks it each question from another address of loopback. */
export interface Forwarder {
  readonly origin: string;
  /** Answers given, by status. */
  readonly answers: ReadonlyMap<number, number>;
  /** Answers 429, by method and path. */
  readonly throttled: ReadonlyMap<string, number>;
  /** Questions answered with 500 or more, as they were asked. */
  readonly failures: readonly string[];
  stop(): Promise<void>;
}

/**
 * Programs that speak from one address meet the throttles instead of what lies behind them: through this one
 * they are many callers. `before` is awaited before each question is passed on.
 */
export async function startForwarder(
  target: () => number,
  before: (method: string, path: string) => Promise<void> | void = () => {},
): Promise<Forwarder> {
  const answers = new Map<number, number>();
  const throttled = new Map<string, number>();
  const failures: string[] = [];
  let count = 0;
  const server = createServer(async (question, answer) => {
    const number = count++;
    const { method = 'GET', url: path = '/', rawHeaders } = question;
    await before(method, path);
    const localAddress = `127.${64 + ((number >> 14) & 31)}.${(number >> 7) & 127}.${1 + (number & 127)}`;
    const passed = request(
      { host: '127.0.0.1', port: target(), method, path, headers: rawHeaders, localAddress, agent: false },
      (reply) => {
        const status = reply.statusCode ?? 0;
        answers.set(status, (answers.get(status) ?? 0) + 1);
        const asked = `${method} ${path.split('?')[0]}`;
        if (status === 429) throttled.set(asked, (throttled.get(asked) ?? 0) + 1);
        if (status >= 500) failures.push(`${method} ${path} ${status}`);
        answer.writeHead(status, reply.rawHeaders);
        reply.pipe(answer);
      },
    );
    passed.on('error', () => answer.destroy());
    question.pipe(passed);
  });
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    answers,
    throttled,
    failures,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
