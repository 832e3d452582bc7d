import { randomUUID } from 'node:crypto';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import formbody from '@fastify/formbody';
import multipart from '@fastify/multipart';
import Fastify, { type FastifyInstance, type FastifyReply, LogController } from 'fastify';
import type { VNode } from 'preact';
import type { Kernel } from '../behaviour';
import { isOutage, isOutOfSpace } from '../database';
import { forbidden, InvalidInput, notFound, Refusal, signInNeeded, tooBusy } from '../errors';
import type { FileStore } from '../files';
import type { ObservedRequest } from '../metrics';
import { messageOf } from '../redact';
import type { CountTry } from '../throttle';
import type { Person } from '../who-may';
import type { Answer } from './answers';
import { serveAssets } from './assets';
import { makeCall, onlyStrings } from './call';
import { compression } from './compression';
import { createFront, type Front, light } from './front';
import { isUnread, linger } from './linger';
import { type LogLevel, type LogStream, loggerOptions } from './logger';
import { isForPrograms, openHeaders, problem } from './open-data';
import { isOperator } from './operator';
import type { Readiness } from './readiness';
import {
  bodyTooLarge,
  failure,
  foreignForm,
  malformed,
  outOfSpace,
  unavailable,
  wrongMethod,
} from './refusals';
import { type Call, type Route, secondFactorPath } from './route';
import { createSeats } from './seats';
import { answerNoise, comesFromUs, ownOrigins, securityHeaders } from './security';
import { send } from './send';
import { readMultipart } from './uploads';
import { keepViewing, refuseWhileViewing, type Viewing, viewingOf } from './viewing';

export interface ServerOptions {
  readonly kernel: Kernel;
  readonly routes: readonly Route[];
  readonly countTry: CountTry;
  readonly files: FileStore;
  readonly host: string;
  readonly port: number;
  readonly trustProxy: readonly string[] | false;
  readonly assetsFolder: string | null;
  readonly logLevel: LogLevel;
  readonly logStream?: LogStream | undefined;
  /** Told of every request once it is answered. */
  readonly observe: (request: ObservedRequest) => void;
  /** Told of every refusal to somebody whose request was read to its end. */
  readonly noteRefusal: (call: Call, route: Route, refusal: Refusal) => Promise<void>;
  /** Told of every page that an agent reads as somebody, before it is read; throws when that cannot be kept. */
  readonly noteViewing: (call: Call) => Promise<void>;
  readonly readiness: Readiness;
  /** What opens the operator's pages from elsewhere; null: nothing does. */
  readonly metricsToken: string | null;
  /** Turns a page into HTML; the error pages; both come from above, the platform draws nothing. */
  readonly render: (content: VNode, viewing: Viewing | null) => string;
  readonly refusalPage: (refusal: Refusal) => VNode;
}

/** Worked on at once; the others are refused at once. About six for each connection to the database. */
const seatsAtOnce = 64;

/** The HTTP server with every route behind its declared "who may". */
export async function createServer(options: ServerOptions): Promise<FastifyInstance> {
  const https = options.kernel.publicUrl.startsWith('https:');
  const headers = securityHeaders(https);
  // Asks nothing of the database: a refusal is the same for everybody, and must come when the database is away.
  const drawFor = (reply: FastifyReply | null) => (content: VNode) =>
    options.render(content, reply && viewingOf(reply));
  const drawRefusal = (refusal: Refusal, reply: FastifyReply | null) =>
    drawFor(reply)(options.refusalPage(refusal));
  const seats = createSeats(seatsAtOnce);
  const front: Front = {
    isFull: seats.isFull,
    headers,
    busyPage: drawRefusal(tooBusy(), null),
    noteBusy: (method) => options.observe({ method, route: 'too-busy', status: 503, seconds: 0 }),
  };
  const app = Fastify({
    logger: loggerOptions(options.logLevel, options.logStream),
    // Ours, never the client's: it is in each line of the log and in the history.
    genReqId: () => randomUUID(),
    // One logger for all: each line names its request itself.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: options.trustProxy === false ? false : [...options.trustProxy],
    bodyLimit: 256 * 1024,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 100 },
    serverFactory: (handler) => createFront(handler, front),
    clientErrorHandler: (error, socket) => answerNoise(error, socket, headers),
    // An address that cannot be decoded, before any hook has run.
    frameworkErrors: (_error, request, reply) => {
      reply.headers(headers).header('x-request-id', request.id);
      return answerRefusal(reply, malformed());
    },
  });
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(headers).header('x-request-id', request.id);
    const nameless = request.headers.host === undefined && request.raw.httpVersion === '1.1';
    // No browser compresses what it sends, and a few bytes could become gigabytes.
    const compressed = request.headers['content-encoding'] !== undefined;
    if (nameless || compressed) void answerRefusal(reply, malformed(nameless ? 400 : 415));
    else done();
  });
  app.server.on('checkExpectation', (_request, response) => {
    response.writeHead(417, { ...headers, 'content-length': '0', connection: 'close' }).end();
  });
  app.addHook('onSend', (request, reply, _payload, done) => {
    const refusedInTheMiddle = isUnread(request.raw);
    if (options.readiness.leaving || refusedInTheMiddle) reply.header('connection', 'close');
    if (refusedInTheMiddle) linger(request.raw);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    // The route's pattern, never its URL: links carry secrets.
    const route = request.routeOptions.url ?? 'unknown';
    const { method } = request;
    const { statusCode: status, elapsedTime: ms } = reply;
    options.observe({ method, route, status, seconds: ms / 1000 });
    request.log.info({ reqId: request.id, method, route, status, ms }, 'answered');
    done();
  });
  await app.register(compress, compression);
  await app.register(cookie);
  await app.register(formbody, { bodyLimit: 256 * 1024 });
  if (options.assetsFolder !== null) serveAssets(app, options.assetsFolder, notFound);

  const answerRefusal = async (reply: FastifyReply, refusal: Refusal) => {
    if (refusal.retryAfterSeconds !== null) reply.header('retry-after', refusal.retryAfterSeconds);
    if (isForPrograms(reply.request.url)) return send(reply, problem(refusal), drawFor(reply));
    return reply.code(refusal.status).type('text/html; charset=utf-8').send(drawRefusal(refusal, reply));
  };
  const maker = { kernel: options.kernel, countTry: options.countTry, https };
  const origins = ownOrigins(options.kernel.publicUrl, options.host, options.port);

  app.setNotFoundHandler((_request, reply) => answerRefusal(reply, notFound()));
  app.setErrorHandler(async (error, request, reply) => {
    if (error instanceof Refusal) return answerRefusal(reply, error);
    if (error instanceof InvalidInput) return answerRefusal(reply, malformed());
    const status = statusOf(error);
    if (status < 500) return answerRefusal(reply, status === 413 ? bodyTooLarge() : malformed(status));
    if (isOutOfSpace(error)) {
      options.readiness.noteOutOfSpace();
      request.log.error({ reqId: request.id, err: error }, 'no space left');
      return answerRefusal(reply, outOfSpace());
    }
    if (isOutage(error)) {
      request.log.warn({ reqId: request.id, error: messageOf(error) }, 'database away');
      return answerRefusal(reply, unavailable(request.method === 'GET' || request.method === 'HEAD'));
    }
    request.log.error({ reqId: request.id, err: error }, 'unexpected failure');
    return answerRefusal(reply, failure(request.id));
  });

  const addRoute = (to: FastifyInstance, route: Route) =>
    to.route({
      method: route.method,
      url: route.path,
      handler: async (request, reply) => {
        if (route.method === 'POST' && !comesFromUs(request, origins)) throw foreignForm();
        if (route.open) reply.headers(openHeaders);
        if (route.who.kind === 'operator' && !isOperator(request, options.metricsToken)) throw notFound();
        if (Object.values(onlyStrings(request.params)).some((param) => param.includes('\0')))
          throw notFound();
        const body =
          route.upload && request.isMultipart()
            ? await readMultipart(request, route, options.files)
            : { form: onlyStrings(request.body), upload: null };
        // Only now: a slow sender holds no seat.
        if (!light.test(route.path) && !(await seats.sit(reply.raw))) {
          if (body.upload) await options.files.remove(body.upload.put.storageKey);
          throw tooBusy();
        }
        // Nobody is there to read the page: a connection cut for having asked for too many.
        if (route.method === 'GET' && request.raw.socket.destroyed) return reply.hijack();
        const call = await makeCall(maker, request, reply, { body, route });
        keepViewing(reply, call.actor);
        try {
          refuseWhileViewing(call.actor, route);
          const way = await admit(call, route, options.routes);
          if (way === null) await options.noteViewing(call);
          return send(reply, way ?? (await route.handle(call)), drawFor(reply));
        } catch (error) {
          if (error instanceof Refusal) await options.noteRefusal(call, route, error);
          throw error;
        }
      },
    });
  const ofFiles = options.routes.filter((route) => route.upload !== undefined);
  for (const route of options.routes) if (route.upload === undefined) addRoute(app, route);
  // In a scope of their own: the parser of files adds its work to every request of the scope.
  await app.register(async (scope) => {
    // A file over the limit is cut and told to the route, which answers on its own page.
    await scope.register(multipart, { throwFileSizeLimit: false });
    for (const route of ofFiles) addRoute(scope, route);
  });
  refuseOtherMethods(app, options.routes, answerRefusal);
  return app;
}

/** Enforces the route's "who may": null when admitted, a way to the sign-in page, or a refusal thrown. */
async function admit(call: Call, route: Route, routes: readonly Route[]): Promise<Answer | null> {
  const { who } = route;
  if (who.kind === 'everyone' || who.kind === 'link-holder' || who.kind === 'operator') return null;
  if (call.actor.kind !== 'person') {
    const comesBack = routes.some((one) => one.method === 'GET' && one.path === route.path);
    const back = encodeURIComponent(comesBack ? call.path : '/accueil');
    const ended = route.method === 'POST' || call.sessionSecret !== null ? '&fin=1' : '';
    if (isForPrograms(call.path)) throw signInNeeded();
    if (call.mustSecure) return { kind: 'redirect', to: secondFactorPath };
    return { kind: 'redirect', to: `/connexion?retour=${back}${ended}` };
  }
  if (who.kind === 'signed-in') return null;
  if (who.kind === 'agent') {
    const { agentRoles } = call.actor;
    if (who.roles.some((role) => agentRoles.has(role))) return null;
    throw agentRoles.size === 0 ? notFound() : forbidden('Un agent d’un autre service peut le faire.');
  }
  const held = await heldBy(call.actor, who.within === 'company', call);
  if (held.has(who.permission)) return null;
  throw held.size === 0
    ? notFound()
    : forbidden('Un administrateur de l’établissement peut le faire pour vous.');
}

/** On the place that the route names, or on any part of its company. */
async function heldBy({ accountId }: Person, within: boolean, { kernel, params }: Call) {
  const { db, rights } = kernel;
  const place = params.siret ?? params.siren ?? '';
  if (!within) return rights.permissionsOn(db, accountId, place);
  const parts = await rights.reachWithin(db, accountId, place.slice(0, 9));
  return new Set(parts.flatMap(({ permissions }) => [...permissions]));
}

const everyMethod = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

function refuseOtherMethods(
  app: FastifyInstance,
  routes: readonly Route[],
  answer: (reply: FastifyReply, refusal: Refusal) => Promise<unknown>,
) {
  for (const path of new Set(routes.map((route) => route.path))) {
    const known = routes.filter((route) => route.path === path).map((route) => route.method as string);
    const allow = known.includes('GET') ? ['HEAD', ...known] : known;
    app.route({
      method: everyMethod.filter((method) => !known.includes(method)),
      url: path,
      exposeHeadRoute: false,
      handler: async (_request, reply) => {
        reply.header('allow', allow.join(', '));
        return answer(reply, wrongMethod());
      },
    });
  }
}

const statusOf = (error: unknown) =>
  typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : 500;
