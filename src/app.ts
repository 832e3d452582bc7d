import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import {
  accessAlarms,
  accessChores,
  accessJobs,
  accessRights,
  accessRoutes,
  addressKnowledge,
  companyWords,
  inactiveChores,
  invitationChores,
  mandateChores,
  mandateRoutes,
  notificationChores,
  requestFormChores,
  requestFormJobs,
  requestFormRoutes,
  reviewChores,
  reviewRoutes,
  takeoverChores,
  takeoverRoutes,
  usersRoutes,
} from './access';
import { accountsChores, accountsJobs, accountsRoutes } from './accounts';
import { agentsRoutes, rescanChore, scanDocumentJob } from './agents';
import { apiRoutes } from './api';
import { companiesRoutes } from './companies';
import { contentRoutes } from './content';
import { mailboxRoutes, publishedAccounts } from './demo';
import { establishmentsChores, establishmentsRoutes } from './establishments';
import { historyRoutes } from './history';
import { homeRoutes } from './home';
import { journalChores, logRefusal, logViewedPage } from './journal';
import { platformAlarms, watchChore } from './platform/alarms';
import type { Kernel } from './platform/behaviour';
import type { Clock } from './platform/clock';
import { type Database, openPool, projectRoot } from './platform/database';
import { checkFilesChore, diskStore, type FileStore, sweepFilesChore } from './platform/files';
import {
  createReadiness,
  createServer,
  getViewable,
  healthRoutes,
  type LogLevel,
  type LogStream,
  type Readiness,
  type Route,
  redirect,
} from './platform/http';
import type { Chore, Job } from './platform/jobs';
import { repairMailsChore, type SendMail, sendMailJob } from './platform/mail';
import { createMetrics } from './platform/metrics';
import { createSeal } from './platform/seal';
import { createThrottle } from './platform/throttle';
import { everyone, type SecondFactorRule } from './platform/who-may';
import { profileRoutes, secondFactorRoutes } from './profile';
import { refusalPage, renderDocument } from './ui';

export interface AppSettings {
  readonly publicUrl: string;
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly secretKey: Buffer;
  readonly secondFactor: SecondFactorRule;
  readonly clamdUrl?: string | undefined;
  readonly trustProxy: readonly string[] | false;
  readonly searchPerMinute: number;
  readonly formerContactsMonths: number;
  readonly logLevel: LogLevel;
  readonly logStream?: LogStream | undefined;
  readonly metricsToken: string | null;
  readonly assetsFolder: string | null;
  /** 'operator': those of who runs the servers, alone; for a process that only does jobs. */
  readonly pages: 'all' | 'operator';
}

export interface App {
  readonly kernel: Kernel;
  readonly routes: readonly Route[];
  readonly jobs: readonly Job<z.ZodType>[];
  readonly chores: readonly Chore[];
  readonly files: FileStore;
  readonly server: FastifyInstance;
  /** Once told to stop, `/readyz` says no, so that a load balancer looks elsewhere, and connections close. */
  readonly readiness: Readiness;
  /** Finishes the requests in flight, then closes what the app opened itself. */
  close(): Promise<void>;
}

/** Puts the modules together: the only place that knows them all. */
export async function createApp(
  settings: AppSettings,
  outside: { db: Database; databaseUrl: string; clock: Clock; sendMail: SendMail | null },
): Promise<App> {
  const kernel: Kernel = {
    db: outside.db,
    clock: outside.clock,
    rights: accessRights(outside.clock, settings.secondFactor),
    seal: createSeal(settings.secretKey),
    publicUrl: settings.publicUrl,
    demonstration: settings.demo,
  };
  const files = diskStore(join(settings.dataDir, 'documents'));
  // Apart from the kernel's, whose connections may all be busy: tries are counted, and probes answered, then too.
  const throttlePool = openPool(outside.databaseUrl, { max: 4, statement_timeout: 5_000 });
  const databaseAnswers = () =>
    throttlePool.query('select 1').then(
      () => true,
      () => false,
    );
  const readiness = createReadiness(databaseAnswers, settings.dataDir);

  const scan = settings.clamdUrl ? scanDocumentJob({ clamdUrl: settings.clamdUrl, files }) : null;
  const accountsPorts = {
    addressKnowledge,
    companyWords,
    demonstration: settings.demo ? publishedAccounts : null,
  };
  const metrics = createMetrics(version());

  const operatorRoutes = healthRoutes(readiness, metrics);
  const allRoutes: readonly Route[] = [
    getViewable('/', everyone, (call) => redirect(call.actor.kind === 'person' ? '/accueil' : '/connexion')),
    ...operatorRoutes,
    ...accountsRoutes(accountsPorts),
    ...requestFormRoutes({ files, scanning: scan !== null, searchPerMinute: settings.searchPerMinute }),
    ...accessRoutes,
    ...companiesRoutes({ searchPerMinute: settings.searchPerMinute }),
    ...usersRoutes,
    ...establishmentsRoutes,
    ...reviewRoutes,
    ...historyRoutes,
    ...mandateRoutes,
    ...takeoverRoutes({ files, scanning: scan !== null }),
    ...homeRoutes,
    ...profileRoutes({ companyWords }),
    ...secondFactorRoutes,
    ...agentsRoutes({ files, scan }),
    ...apiRoutes({ publicUrl: settings.publicUrl, searchPerMinute: settings.searchPerMinute }),
    ...contentRoutes(),
    ...(settings.demo ? mailboxRoutes : []),
  ];
  const routes = settings.pages === 'all' ? allRoutes : operatorRoutes;
  const server = await createServer({
    kernel,
    routes,
    countTry: createThrottle(throttlePool),
    files,
    host: settings.host,
    port: settings.port,
    trustProxy: settings.trustProxy,
    assetsFolder: settings.assetsFolder,
    logLevel: settings.logLevel,
    logStream: settings.logStream,
    observe: metrics.observe,
    noteRefusal: logRefusal,
    noteViewing: logViewedPage,
    readiness,
    metricsToken: settings.metricsToken,
    render: (page, viewing) =>
      renderDocument(page, {
        viewing,
        demonstration: settings.demo,
        secondFactorOffered: settings.secondFactor === 'offered',
      }),
    refusalPage,
  });
  return {
    kernel,
    routes,
    files,
    server,
    readiness,
    jobs: [
      sendMailJob(outside.sendMail),
      ...accountsJobs(accountsPorts),
      ...requestFormJobs({ files }),
      ...accessJobs,
      ...(scan ? [scan] : []),
    ],
    chores: [
      repairMailsChore,
      sweepFilesChore(files),
      checkFilesChore(files),
      ...journalChores,
      ...accountsChores,
      ...requestFormChores,
      ...accessChores,
      ...mandateChores,
      ...takeoverChores,
      ...invitationChores,
      ...inactiveChores,
      ...reviewChores,
      ...notificationChores,
      ...establishmentsChores(settings.formerContactsMonths),
      ...(scan ? [rescanChore(scan)] : []),
      // Nobody gets up for the demonstration, which shows a refused mail and a lost job.
      ...(settings.demo ? [] : [watchChore([...platformAlarms, ...accessAlarms], server.log)]),
    ],
    async close() {
      await server.close();
      await throttlePool.end();
    },
  };
}

/** Of package.json, the only place that says it. */
function version(): string {
  const content: unknown = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(content).version;
}

/** Where the build puts what browsers load. */
export const publicFolder = join(projectRoot(), 'dist', 'public');
