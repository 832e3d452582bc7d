import { request } from 'node:http';
import { performance } from 'node:perf_hooks';

/** The form that takes a file. */
export const creation = '/demande-de-compte/mon-entreprise/nouvelle-entreprise';
export const coded = { 'content-type': 'application/x-www-form-urlencoded' };

/** A form of ours with this body; status 0 when no answer came. */
export async function post(
  origin: string,
  path: string,
  from: string,
  body: string | Buffer,
  headers: Record<string, string>,
  session?: string | null,
): Promise<{ status: number; ms: number }> {
  return stream(origin, path, from, Buffer.byteLength(body), true, {
    body: Buffer.from(body),
    headers: { ...headers, ...(session && { cookie: `mc2i=${session}` }) },
  });
}

/** Sends bytes until they are all gone or the answer is there; the answer counts, not what is left unsent. */
export function stream(
  origin: string,
  path: string,
  from: string,
  bytes: number,
  announced: boolean,
  more: { body?: Buffer; headers?: Record<string, string> } = {},
): Promise<{ status: number; ms: number }> {
  const began = performance.now();
  const type = path === creation ? { 'content-type': 'multipart/form-data; boundary=x' } : coded;
  return new Promise((resolve) => {
    let over = false;
    const end = (status: number) => {
      if (over) return;
      over = true;
      sent.destroy();
      resolve({ status, ms: performance.now() - began });
    };
    const sent = request(
      new URL(path, origin),
      {
        method: 'POST',
        agent: false,
        localAddress: from,
        headers: { ...type, origin, ...(announced && { 'content-length': bytes }), ...more.headers },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => end(answer.statusCode ?? 0));
        answer.on('error', () => end(answer.statusCode ?? 0));
      },
    );
    // An answer may still come after a refusal to take more.
    sent.on('error', () => setTimeout(end, 500, 0));
    const head =
      path === creation
        ? '--x\r\ncontent-disposition: form-data; name="justificatif"; filename="a.pdf"\r\n\r\n'
        : '';
    const piece = Buffer.alloc(64 * 1024, 'a');
    let left = bytes - head.length;
    const pump = () => {
      while (!over && left > 0) {
        const next = piece.subarray(0, Math.min(left, piece.length));
        left -= next.length;
        if (!sent.write(next)) return void sent.once('drain', pump);
      }
      if (!over) sent.end();
    };
    if (more.body) return void sent.end(more.body);
    if (head !== '') sent.write(head);
    pump();
  });
}
