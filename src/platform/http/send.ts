import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import type { Answer } from './answers';
import { sendOpen } from './open-data';

/** Turns what a route gives back into the response. */
export function send(reply: FastifyReply, answer: Answer, render: (content: VNode) => string) {
  switch (answer.kind) {
    case 'page':
      return reply.code(answer.status).type('text/html; charset=utf-8').send(render(answer.content));
    case 'redirect':
      return reply.code(303).header('location', answer.to).type('text/plain; charset=utf-8').send('');
    case 'json':
      return reply
        .code(answer.status)
        .type(answer.mediaType ?? 'application/json; charset=utf-8')
        .send(JSON.stringify(answer.data));
    case 'open':
      return sendOpen(reply, answer);
    case 'text':
      return reply.code(answer.status).type('text/plain; charset=utf-8').send(answer.content);
    case 'html':
      return reply
        .header('content-security-policy', answer.policy)
        .type('text/html; charset=utf-8')
        .send(answer.content);
    case 'download':
      return reply
        .header('content-disposition', attachment(answer.name))
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('content-length', answer.sizeBytes)
        .type(answer.mediaType)
        .send(answer.content);
  }
}

/** RFC 6266: a plain name for old clients, its ending kept, and the exact one in UTF-8. */
function attachment(name: string) {
  const plain = name.replace(/[^\w. -]+/g, '_').slice(-100);
  const exact = encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
