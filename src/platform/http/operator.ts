import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

const loopback = /^(::1|(::ffff:)?127(\.\d{1,3}){3})$/;
const localHost = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;
const passedOn = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * Whether a request comes from who runs the servers: from this machine, straight and not through a proxy, or
 * with the token of METRICS_TOKEN. Reads the peer of the connection, which no header can pretend to be.
 */
export function isOperator(request: FastifyRequest, token: string | null): boolean {
  const { authorization, host = '' } = request.headers;
  if (token !== null && authorization !== undefined) return sameSecret(authorization, `Bearer ${token}`);
  const direct = passedOn.every((name) => request.headers[name] === undefined);
  return direct && loopback.test(request.socket.remoteAddress ?? '') && localHost.test(host);
}

/** In the same time whatever differs. */
function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
