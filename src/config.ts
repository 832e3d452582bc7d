import { BlockList, isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { StartError } from './platform/database/index';
import type { SecondFactorRule } from './platform/who-may';
import { demonstrationKey, parseKey } from './secret-key';

/** Every setting of the program, from the environment. */
export type Config = {
  /** PORT: where it listens (3000). */
  port: number;
  /** HOST: address or name it listens on (127.0.0.1). */
  host: string;
  /** PUBLIC_URL: origin of every link in mails, without final slash (http://localhost:PORT). */
  publicUrl: string;
  /** DATABASE_URL: application's role of an existing PostgreSQL 15 or later (embedded one). */
  databaseUrl?: string;
  /** DATABASE_OWNER_URL: owner's role, for migrations; always given with DATABASE_URL. */
  databaseOwnerUrl?: string;
  /** DATA_DIR: absolute folder of the embedded database and of documents (./data). */
  dataDir: string;
  /** SMTP_URL: mail server; absent in the demonstration only. */
  smtpUrl?: string;
  /** MAIL_FROM: sender of every mail, `address` or `Name <address>`. */
  mailFrom: string;
  /** CLAMD_URL: virus scan, tcp://host:port or unix:///path. */
  clamdUrl?: string;
  /** SECRET_KEY: 32 bytes, the root of the keys of data encrypted at rest. */
  secretKey: Buffer;
  /** TRUST_PROXY: addresses or ranges of the proxies whose X-Forwarded-For and -Proto are believed (none). */
  trustProxy: string[] | false;
  /** SEARCH_PER_MINUTE: company searches and calls of the API per address (300). */
  searchPerMinute: number;
  /** FORMER_CONTACTS_MONTHS: how long a contact that another replaced is kept (12). */
  formerContactsMonths: number;
  /** SECOND_FACTOR: demanded of agents and administrators, or offered (required; the demonstration offers it). */
  secondFactor: SecondFactorRule;
  /** METRICS_TOKEN: opens /metrics from another machine (none: from this one alone). */
  metricsToken: string | null;
  /** WORK_PORT: where a process that does jobs alone answers its three operator's pages (none: nowhere). */
  workPort: number | null;
  /** DEMO: demonstration data on an empty database, mails on a page instead of sent. */
  demo: boolean;
};

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** True for localhost and the addresses that never leave the machine; IPv6 with or without brackets. */
export function isLoopback(host: string): boolean {
  const name = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  const version = isIP(name);
  return version === 0 ? name === 'localhost' : loopback.check(name, version === 6 ? 'ipv6' : 'ipv4');
}

/**
 * One setting: absent when empty, else read by `parse`, which answers undefined for a wrong value. `show`
 * turns what was given into what may be shown: passwords and keys never are.
 */
function setting<T>(
  name: string,
  expected: string,
  parse: (value: string) => T | undefined,
  show: (value: string) => string = (value) => `« ${value} »`,
) {
  return z
    .string()
    .optional()
    .transform((raw, context): T | undefined => {
      const value = raw?.trim();
      if (!value) return undefined;
      const parsed = parse(value);
      if (parsed !== undefined) return parsed;
      context.addIssue({ code: 'custom', message: `${name} vaut ${show(value)} : indiquez ${expected}.` });
      return z.NEVER;
    });
}

const integer = (least: number, most: number) => (value: string) =>
  /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most ? Number(value) : undefined;

function parseUrl(value: string, protocols: string[]): URL | undefined {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return url && protocols.includes(url.protocol) ? url : undefined;
}

const serverUrl = (protocols: string[]) => (value: string) =>
  parseUrl(value, protocols)?.hostname ? value : undefined;

function parseOrigin(value: string): string | undefined {
  const url = parseUrl(value, ['http:', 'https:']);
  return url && !url.username && !url.password && /^\/?$/.test(url.pathname) && !/[?#]/.test(value)
    ? url.origin
    : undefined;
}

function parseClamd(value: string): string | undefined {
  const url = parseUrl(value, ['tcp:', 'unix:']);
  const complete = url?.protocol === 'tcp:' ? url.hostname && url.port : url?.pathname.startsWith('/');
  return complete ? value : undefined;
}

function parseSender(value: string): string | undefined {
  const address = /^[^<>"\r\n]*<([^<>]+)>$/.exec(value)?.[1] ?? value;
  return z.email().safeParse(address).success ? value : undefined;
}

function parseProxies(value: string): string[] | undefined {
  const proxies = value.split(',').map((part) => part.trim());
  const valid = proxies.every((proxy) => {
    const [address = '', bits, ...rest] = proxy.split('/');
    const most = { 4: 32, 6: 128 }[isIP(address)];
    if (most === undefined || rest.length > 0) return false;
    return bits === undefined || integer(0, most)(bits) !== undefined;
  });
  return valid ? proxies : undefined;
}

const masked = (value: string): string => `« ${value.replace(/\/\/[^/]*@/, '//…@')} »`;
const hostName = (value: string): string | undefined =>
  isIP(value) || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value) ? value : undefined;
const database = (name: string) =>
  setting(
    name,
    "l'adresse d'une base PostgreSQL, comme postgres://role:motdepasse@hote:5432/base",
    serverUrl(['postgres:', 'postgresql:']),
    masked,
  );

const settings = z.object({
  PORT: setting('PORT', 'un nombre entier de 1 à 65535', integer(1, 65_535)),
  HOST: setting('HOST', 'un nom ou une adresse IP, comme 127.0.0.1', hostName),
  PUBLIC_URL: setting(
    'PUBLIC_URL',
    "l'adresse du site sans chemin, comme https://portail.exemple.fr",
    parseOrigin,
    masked,
  ),
  DATABASE_URL: database('DATABASE_URL'),
  DATABASE_OWNER_URL: database('DATABASE_OWNER_URL'),
  DATA_DIR: setting('DATA_DIR', 'un dossier', (value) => (value.includes('\0') ? undefined : resolve(value))),
  SMTP_URL: setting(
    'SMTP_URL',
    "l'adresse d'un serveur de messagerie, comme smtps://compte:motdepasse@hote:465",
    serverUrl(['smtp:', 'smtps:']),
    masked,
  ),
  MAIL_FROM: setting('MAIL_FROM', 'une adresse, comme mon compte 2i <contact@exemple.fr>', parseSender),
  CLAMD_URL: setting('CLAMD_URL', 'tcp://hote:port ou unix:///chemin', parseClamd, masked),
  SECRET_KEY: setting(
    'SECRET_KEY',
    '32 octets en hexadécimal (64 caractères) ou en base64 (44), comme en donne « openssl rand -base64 32 »',
    parseKey,
    (value) => `${value.length} caractères qui ne conviennent pas`,
  ),
  TRUST_PROXY: setting(
    'TRUST_PROXY',
    'des adresses IP ou des plages, séparées par des virgules, comme 127.0.0.1, 10.0.0.0/8',
    parseProxies,
  ),
  SEARCH_PER_MINUTE: setting('SEARCH_PER_MINUTE', 'un nombre entier de 1 à 100000', integer(1, 100_000)),
  FORMER_CONTACTS_MONTHS: setting('FORMER_CONTACTS_MONTHS', 'un nombre entier de 1 à 120', integer(1, 120)),
  SECOND_FACTOR: setting('SECOND_FACTOR', 'required ou offered', (value) =>
    value === 'required' || value === 'offered' ? value : undefined,
  ),
  METRICS_TOKEN: setting(
    'METRICS_TOKEN',
    'au moins 16 caractères sans espace, comme en donne « openssl rand -hex 32 »',
    (value) => (/^[\x21-\x7e]{16,}$/.test(value) ? value : undefined),
    (value) => `${value.length} caractères qui ne conviennent pas`,
  ),
  WORK_PORT: setting('WORK_PORT', 'un nombre entier de 1 à 65535', integer(1, 65_535)),
  DEMO: setting('DEMO', '0 ou 1', (value) => ({ '0': false, '1': true })[value]),
});
type Settings = z.infer<typeof settings>;

/**
 * Reads every setting from the environment. The first wrong one throws a StartError that names it, what was
 * given and what is expected. Writes nothing, but the key of a demonstration that has none yet.
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const result = settings.safeParse(env);
  if (!result.success) throw new StartError(result.error.issues[0]?.message ?? 'Réglages illisibles.');
  const given = result.data;
  const port = given.PORT ?? 3000;
  const host = given.HOST ?? '127.0.0.1';
  const publicUrl = given.PUBLIC_URL ?? `http://localhost:${port}`;
  checkAddresses(given, host, publicUrl);
  checkDatabase(given);
  const demo = readDemo(given, host, publicUrl);
  checkMail(given, demo);
  const dataDir = given.DATA_DIR ?? resolve('data');
  return {
    port,
    host,
    publicUrl,
    ...(given.DATABASE_URL && { databaseUrl: given.DATABASE_URL }),
    ...(given.DATABASE_OWNER_URL && { databaseOwnerUrl: given.DATABASE_OWNER_URL }),
    dataDir,
    ...(given.SMTP_URL && { smtpUrl: given.SMTP_URL }),
    mailFrom: given.MAIL_FROM ?? 'mon compte 2i <ne-pas-repondre@mon-compte-2i.example>',
    ...(given.CLAMD_URL && { clamdUrl: given.CLAMD_URL }),
    trustProxy: given.TRUST_PROXY ?? false,
    searchPerMinute: given.SEARCH_PER_MINUTE ?? 300,
    formerContactsMonths: given.FORMER_CONTACTS_MONTHS ?? 12,
    secondFactor: given.SECOND_FACTOR ?? (demo ? 'offered' : 'required'),
    metricsToken: given.METRICS_TOKEN ?? null,
    workPort: given.WORK_PORT ?? null,
    demo,
    // Last: nothing is written when another setting is wrong.
    secretKey: given.SECRET_KEY ?? demonstrationKey(demo, dataDir),
  };
}

function checkAddresses(given: Settings, host: string, publicUrl: string): void {
  if (isLoopback(host) && isLoopback(new URL(publicUrl).hostname)) return;
  if (!given.PUBLIC_URL) {
    throw new StartError(
      `HOST vaut « ${host} », qui n'est pas local : indiquez dans PUBLIC_URL l'adresse https du site.`,
    );
  }
  if (publicUrl.startsWith('http:')) {
    throw new StartError(
      `PUBLIC_URL vaut « ${publicUrl} » avec HOST « ${host} » : http ne vaut que si les deux sont locaux, indiquez une adresse https.`,
    );
  }
}

function checkDatabase(given: Settings): void {
  const { DATABASE_URL: app, DATABASE_OWNER_URL: owner } = given;
  if (!app !== !owner) {
    const [present, absent] = app
      ? ['DATABASE_URL', 'DATABASE_OWNER_URL']
      : ['DATABASE_OWNER_URL', 'DATABASE_URL'];
    throw new StartError(
      `${present} est donné sans ${absent} : indiquez les deux (rôle de l'application et rôle propriétaire), ou aucun pour la base intégrée.`,
    );
  }
  if (app && owner && new URL(app).username === new URL(owner).username) {
    throw new StartError(
      `DATABASE_URL et DATABASE_OWNER_URL désignent le même rôle « ${new URL(app).username} » : indiquez deux rôles différents.`,
    );
  }
}

function readDemo(given: Settings, host: string, publicUrl: string): boolean {
  const local = isLoopback(host) && isLoopback(new URL(publicUrl).hostname);
  if (given.DEMO && !local) {
    throw new StartError(
      `DEMO vaut « 1 » avec HOST « ${host} » et PUBLIC_URL « ${publicUrl} » : la démonstration n'est permise que si les deux sont locaux.`,
    );
  }
  return given.DEMO ?? (local && !given.DATABASE_URL && !given.SMTP_URL);
}

function checkMail(given: Settings, demo: boolean): void {
  if (!demo && !given.SMTP_URL) {
    throw new StartError(
      'SMTP_URL est absent : indiquez le serveur de messagerie, sans lequel seule la démonstration (DEMO=1) démarre.',
    );
  }
  if (given.SMTP_URL && !given.MAIL_FROM) {
    throw new StartError(
      "MAIL_FROM est absent : indiquez l'adresse d'expéditeur des messages envoyés par SMTP_URL.",
    );
  }
}
