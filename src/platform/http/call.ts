import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Kernel, perform, personOf } from '../behaviour';
import { tooManyTries } from '../errors';
import type { Form } from '../forms';
import type { CountTry } from '../throttle';
import { visitor } from '../who-may';
import type { Call, Route, Upload } from './route';

export const sessionCookie = 'mc2i';

export interface CallMaker {
  readonly kernel: Kernel;
  readonly countTry: CountTry;
  readonly https: boolean;
}

/** Over https the `__Host-` prefix binds a cookie to this very host; plain http (loopback only) cannot have it. */
const cookieName = (https: boolean, name: string) => (https ? `__Host-${name}` : name);

export async function makeCall(
  maker: CallMaker,
  request: FastifyRequest,
  reply: FastifyReply,
  { body, route }: { body: { form: Form; upload: Upload | null }; route: Route },
): Promise<Call> {
  const { kernel, countTry, https } = maker;
  const cookie = (name: string) => (route.open ? null : (request.cookies[cookieName(https, name)] ?? null));
  const sessionSecret = cookie(sessionCookie);
  const how = { asOneself: route.asOneself === true };
  const signedIn = sessionSecret !== null && (await kernel.rights.signedIn(kernel.db, sessionSecret, how));
  const { secureBy = null } = signedIn || {};
  const mustSecure = secureBy !== null && secureBy <= kernel.clock() && route.whileSecuring !== true;
  const actor = (!mustSecure && signedIn) || visitor;
  const userAgent = request.headers['user-agent'] ?? null;
  return {
    kernel,
    actor,
    params: onlyStrings(request.params),
    query: withoutNul(onlyStrings(request.query)),
    form: body.form,
    upload: body.upload,
    path: request.url,
    address: request.ip,
    requestId: request.id,
    userAgent,
    sessionSecret,
    countTry,
    person: () => personOf(actor),
    mustSecure,
    perform: (what, input) =>
      perform(kernel, what, actor, input, { requestId: request.id, address: request.ip, userAgent }),
    async count(limit, key) {
      const wait = await countTry(limit, key);
      if (wait !== null) throw tooManyTries(wait);
    },
    cookie,
    setCookie(name, value, options = {}) {
      reply.setCookie(cookieName(https, name), value, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: https,
        ...(options.maxAgeSeconds === undefined ? {} : { maxAge: options.maxAgeSeconds }),
      });
    },
    clearCookie(name) {
      reply.clearCookie(cookieName(https, name), { path: '/', secure: https });
    },
    setHeader: (name, value) => void reply.header(name, value),
  };
}

/** No text of PostgreSQL holds a NUL: a search for one finds nothing instead of failing. */
function withoutNul(query: Form): Form {
  const clean: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(query)) clean[name] = value.replaceAll('\0', '\ufffd');
  return clean;
}

/** The last value of each name; anything that is not text is left out. */
export function onlyStrings(raw: unknown): Form {
  const form: Record<string, string> = Object.create(null);
  if (typeof raw !== 'object' || raw === null) return form;
  for (const [name, value] of Object.entries(raw)) {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    if (typeof last === 'string') form[name] = last;
  }
  return form;
}
