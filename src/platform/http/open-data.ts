import { createHash } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { FastifyReply } from 'fastify';
import type { Refusal } from '../errors';
import type { Answer, OpenAnswer } from './answers';

/** Of the routes that are open: pages of any site may read them, and the caller is nobody. */
export const openHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Last-Modified, Retry-After',
  'cross-origin-resource-policy': 'cross-origin',
};

/** Addresses that programs read: what is refused there is said in JSON too. */
export const isForPrograms = (url: string) => url.startsWith('/api/');

export const problemType = 'application/problem+json; charset=utf-8';

/** What was refused, for programs. Source: RFC 9457. */
export const problemOf = ({ code, status, sentence, wayOn }: Refusal) => ({
  type: `/api#${code}`,
  title: STATUS_CODES[status] ?? code,
  status,
  detail: `${sentence} ${wayOn}`,
});

export const problem = (refusal: Refusal): Answer => ({
  ...{ kind: 'json', status: refusal.status, mediaType: problemType, data: problemOf(refusal) },
});

/** The answer, or 304 to who has it already. Its tag is that of its bytes: whatever changes them is seen. */
export function sendOpen(reply: FastifyReply, { data, maxAgeSeconds, modifiedAt }: OpenAnswer) {
  const content = JSON.stringify(data);
  const tag = `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
  reply.header('etag', tag).header('cache-control', `public, max-age=${maxAgeSeconds}`);
  if (modifiedAt) reply.header('last-modified', modifiedAt.toUTCString());
  const known = (reply.request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim());
  if (known.includes(tag) || known.includes('*')) return reply.code(304).send();
  return reply.type('application/json; charset=utf-8').send(content);
}
