import { join, resolve } from 'node:path';
import { createAgentCommand, importAccountsCommand, inviteMigratedCommand } from './access';
import { createApp, publicFolder } from './app';
import { type Config, readConfig } from './config';
import { formatAccounts, loadDemonstration } from './demo';
import { backUpCommand } from './platform/backup';
import { systemClock } from './platform/clock';
import { type Connection, connect, StartError } from './platform/database';
import { drain, listen } from './platform/http';
import { runWaitingJobs, startWorker } from './platform/jobs';
import { freeMailsInHand, smtpSender } from './platform/mail';
import { importReferentialCommand, loadShippedEditions } from './referentials';
import { importRegistryCommand } from './registry';
import { loadAssets } from './ui';

const say = (sentence: string) => console.log(sentence);

/** A migrated database, with the referentials that come with the product. */
async function ready(config: Config): Promise<Connection> {
  const connection = await connect(config);
  try {
    await loadShippedEditions(connection.app, systemClock());
    return connection;
  } catch (error) {
    await connection.stop();
    throw error;
  }
}

/** Everything a command needs: settings, a migrated database, the modules put together. */
async function open(config: Config, pages: 'all' | 'operator' = 'all') {
  loadAssets(`${publicFolder}/manifest.json`);
  const connection = await ready(config);
  const smtp = config.smtpUrl ? smtpSender(config.smtpUrl, config.mailFrom) : null;
  const app = await createApp(
    {
      ...config,
      logLevel: config.demo ? 'warn' : 'info',
      assetsFolder: join(publicFolder, 'assets'),
      pages,
    },
    { db: connection.app, databaseUrl: connection.appUrl, clock: systemClock, sendMail: smtp?.send ?? null },
  );
  const close = async () => {
    await app.close();
    smtp?.close();
    await connection.stop();
  };
  return { app, connection, close };
}

async function serve(config: Config): Promise<number> {
  // Listened to from the start: a signal during the set-up is obeyed once it is whole, never in the middle.
  const stop = stopAsked();
  const { app, connection, close } = await open(config);
  try {
    if (config.demo) await loadDemonstration(app.kernel, () => finishJobs(app, connection), app.files);
    const aloneHere = config.databaseUrl === undefined;
    if (aloneHere) await freeMailsInHand(app.kernel.db);
    await listenOn(app.server, config);
    const worker = await startWorker({
      databaseUrl: connection.appUrl,
      kernel: app.kernel,
      jobs: app.jobs,
      chores: app.chores,
      log: app.server.log,
      aloneHere,
    });
    say(config.demo ? formatAccounts(config.publicUrl) : `mon compte 2i répond sur ${config.publicUrl}`);
    await stop;
    endInTime();
    say('Arrêt : les demandes en cours se terminent…');
    const times = { notice: 1_000, farewell: 2_000, patience: 4_500 };
    await Promise.all([drain(app.server, app.readiness, times), worker.stop()]);
  } finally {
    await close();
  }
  return 0;
}

const finishJobs = (app: Awaited<ReturnType<typeof createApp>>, connection: Connection) =>
  runWaitingJobs(connection.appUrl, app.kernel, app.jobs);

async function listenOn(
  server: Awaited<ReturnType<typeof createApp>>['server'],
  { host, port }: Pick<Config, 'host' | 'port'>,
  setting: 'PORT' | 'WORK_PORT' = 'PORT',
) {
  try {
    await listen(server, { host, port });
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    if (!taken) throw error;
    const sentence = `Le port ${port} de ${host} est déjà pris : choisissez-en un autre avec ${setting}.`;
    throw new StartError(sentence, { cause: error });
  }
}

/** Ctrl-C or SIGTERM, once: more signals change nothing while the stop goes on. */
const stopAsked = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });

/** Whoever told us to stop kills after ten seconds; whatever hangs, we end before, and the next start mends. */
function endInTime(): void {
  setTimeout(() => process.exit(process.exitCode ?? 1), 9_500).unref();
}

async function withApp(
  config: Config,
  work: (opened: Awaited<ReturnType<typeof open>>) => Promise<number>,
  pages: 'all' | 'operator' = 'all',
): Promise<number> {
  const opened = await open(config, pages);
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

async function main([command = 'serve', ...args]: readonly string[]): Promise<number> {
  const config = readConfig(process.env);
  switch (command) {
    case 'serve':
      return serve(config);
    case 'work':
      return work(config);
    case 'migrate':
      await (await ready(config)).stop();
      say('La base de données est à jour.');
      return 0;
    case 'backup':
      return backUpCommand(config, args.map(fromCaller), say);
    case 'import-registry':
      return withApp(config, ({ app }) => importRegistryCommand(app.kernel.db, args.map(fromCaller), say));
    case 'import-referential':
      return withApp(config, ({ app }) => importReferentialCommand(app.kernel, args.map(fromCaller), say));
    case 'import-accounts':
      return withApp(config, ({ app }) => importAccountsCommand(app.kernel, args.map(fromCaller), say));
    case 'invite-migrated':
      return withApp(config, ({ app }) => inviteMigratedCommand(app.kernel, args, say));
    case 'create-agent':
      return withApp(config, ({ app }) => createAgentCommand(app.kernel, args, say));
    default:
      say(
        `Commande inconnue : ${command}. Commandes : serve, work, migrate, backup, import-registry, import-referential, import-accounts, invite-migrated, create-agent.`,
      );
      return 1;
  }
}

/** Files are named from where the command was typed; npm runs it from the project's root. Options stay. */
const fromCaller = (arg: string) =>
  arg.startsWith('--') ? arg : resolve(process.env.INIT_CWD ?? process.cwd(), arg);

/** The worker alone, for servers that share the load. */
async function work(config: Config): Promise<number> {
  const doJobs = async ({ app, connection }: Awaited<ReturnType<typeof open>>) => {
    const stop = stopAsked();
    const { kernel, jobs, chores, server, readiness } = app;
    const { workPort: port } = config;
    if (port !== null) await listenOn(server, { host: config.host, port }, 'WORK_PORT');
    const worker = await startWorker({
      databaseUrl: connection.appUrl,
      kernel,
      jobs,
      chores,
      log: server.log,
      aloneHere: false,
    });
    await stop;
    readiness.stop();
    endInTime();
    await worker.stop();
    return 0;
  };
  return withApp(config, doJobs, 'operator');
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
