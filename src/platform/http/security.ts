import type { Socket } from 'node:net';
import type { FastifyRequest } from 'fastify';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer, errors and downloads included. */
export function securityHeaders(https: boolean): Record<string, string> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    // same-origin and not no-referrer: with the latter browsers send "Origin: null" on our own forms.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=()',
    'cache-control': 'no-store',
    ...(https ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}

/** The origins a form of ours can come from: the public one; on a loopback listener also its other names. */
export function ownOrigins(publicUrl: string, host: string, port: number): ReadonlySet<string> {
  const origins = new Set([new URL(publicUrl).origin]);
  if (['127.0.0.1', 'localhost', '::1'].includes(host)) {
    for (const name of ['localhost', '127.0.0.1', '[::1]']) origins.add(`http://${name}:${port}`);
  }
  return origins;
}

/** Whether an unsafe request comes from a page of ours. Without Origin, the browser's own word is needed. */
export function comesFromUs(request: FastifyRequest, origins: ReadonlySet<string>): boolean {
  const { origin } = request.headers;
  if (origin !== undefined) return origins.has(origin);
  return request.headers['sec-fetch-site'] === 'same-origin';
}

/** What is not HTTP (bad request line, headers too long) gets an answer by hand, as bare as it can be. */
export function answerNoise(error: Error, socket: Socket, headers: Readonly<Record<string, string>>): void {
  const code = 'code' in error ? error.code : undefined;
  if (socket.destroyed || code === 'ECONNRESET') return;
  const status =
    {
      HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
      ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
    }[String(code)] ?? '400 Bad Request';
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': '0' });
  socket.end(`HTTP/1.1 ${status}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
}
