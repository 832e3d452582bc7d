import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isLoopback, readConfig } from './config';
import { StartError } from './platform/database/index';

const folder = mkdtempSync(join(tmpdir(), 'mc2i config '));
afterAll(() => rmSync(folder, { recursive: true }));

const KEY = Buffer.alloc(32, 7);
const APP = 'postgres://app:hush@db.example:5432/mc2i';
const OWNER = 'postgres://owner:hush@db.example:5432/mc2i';
const PRODUCTION = {
  DATA_DIR: folder,
  PUBLIC_URL: 'https://portail.example',
  SMTP_URL: 'smtps://mail:hush@smtp.example:465',
  MAIL_FROM: 'mon compte 2i <contact@portail.example>',
  SECRET_KEY: KEY.toString('base64'),
};

const read = (env: Record<string, string>) => readConfig({ DATA_DIR: folder, ...env });

function refusal(env: Record<string, string>): string {
  try {
    read(env);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  throw new Error('accepted');
}

describe('readConfig', () => {
  it('needs nothing for the demonstration', () => {
    const config = read({});
    expect(config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      publicUrl: 'http://localhost:3000',
      dataDir: folder,
      mailFrom: 'mon compte 2i <ne-pas-repondre@mon-compte-2i.example>',
      trustProxy: false,
      searchPerMinute: 300,
      formerContactsMonths: 12,
      metricsToken: null,
      workPort: null,
      demo: true,
    });
    for (const absent of ['databaseUrl', 'databaseOwnerUrl', 'smtpUrl', 'clamdUrl']) {
      expect(config).not.toHaveProperty(absent);
    }
  });

  it('takes an empty setting for an absent one', () => {
    expect(read({ PORT: '', HOST: ' ', SMTP_URL: '', DEMO: '' })).toMatchObject({ port: 3000, demo: true });
  });

  it('keeps data in ./data by default', () => {
    expect(readConfig({ ...PRODUCTION, DATA_DIR: '' }).dataDir).toBe(resolve('data'));
    expect(readConfig({ ...PRODUCTION, DATA_DIR: 'elsewhere' }).dataDir).toBe(resolve('elsewhere'));
  });

  it('reads everything a real installation gives', () => {
    const config = read({
      ...PRODUCTION,
      PORT: '8080',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://portail.example/',
      DATABASE_URL: APP,
      DATABASE_OWNER_URL: OWNER,
      CLAMD_URL: 'tcp://clamd.example:3310',
      TRUST_PROXY: '10.0.0.0/8, ::1',
      SEARCH_PER_MINUTE: '60',
      FORMER_CONTACTS_MONTHS: '24',
      METRICS_TOKEN: 'a-token-of-the-scraper',
      WORK_PORT: '9100',
    });
    expect(config).toEqual({
      port: 8080,
      host: '0.0.0.0',
      publicUrl: 'https://portail.example',
      databaseUrl: APP,
      databaseOwnerUrl: OWNER,
      dataDir: folder,
      smtpUrl: PRODUCTION.SMTP_URL,
      mailFrom: PRODUCTION.MAIL_FROM,
      clamdUrl: 'tcp://clamd.example:3310',
      secretKey: KEY,
      trustProxy: ['10.0.0.0/8', '::1'],
      searchPerMinute: 60,
      formerContactsMonths: 24,
      secondFactor: 'required',
      metricsToken: 'a-token-of-the-scraper',
      workPort: 9100,
      demo: false,
    });
  });
});

describe('a wrong value is refused by one sentence that names it', () => {
  it.each([
    ['PORT', '80a', 'PORT vaut « 80a » : indiquez un nombre entier de 1 à 65535.'],
    ['PORT', '0', 'PORT vaut « 0 »'],
    ['PORT', '65536', 'PORT vaut « 65536 »'],
    ['PORT', '-1', 'PORT vaut « -1 »'],
    ['WORK_PORT', '0', 'WORK_PORT vaut « 0 » : indiquez un nombre entier de 1 à 65535.'],
    ['HOST', 'not a host', 'HOST vaut « not a host »'],
    ['PUBLIC_URL', 'portail', 'PUBLIC_URL vaut « portail »'],
    ['PUBLIC_URL', 'ftp://localhost', 'PUBLIC_URL vaut'],
    ['PUBLIC_URL', 'http://localhost/portail', 'PUBLIC_URL vaut'],
    ['PUBLIC_URL', 'http://localhost/?a=1', 'PUBLIC_URL vaut'],
    ['PUBLIC_URL', 'http://me:hush@localhost', 'PUBLIC_URL vaut « http://…@localhost »'],
    ['DATABASE_URL', 'mysql://app:hush@db/x', 'DATABASE_URL vaut « mysql://…@db/x »'],
    ['DATABASE_OWNER_URL', 'db.example', 'DATABASE_OWNER_URL vaut « db.example »'],
    ['SMTP_URL', 'http://me:hush@smtp.example', 'SMTP_URL vaut « http://…@smtp.example »'],
    ['MAIL_FROM', 'nobody', 'MAIL_FROM vaut « nobody »'],
    ['MAIL_FROM', 'A <a@b.example>, C <c@d.example>', 'MAIL_FROM vaut'],
    ['CLAMD_URL', 'tcp://clamd.example', 'CLAMD_URL vaut « tcp://clamd.example »'],
    ['CLAMD_URL', 'clamd:3310', 'CLAMD_URL vaut'],
    [
      'METRICS_TOKEN',
      'hush-hush',
      'METRICS_TOKEN vaut 9 caractères qui ne conviennent pas : indiquez au moins 16',
    ],
    ['METRICS_TOKEN', 'hush hush hush hush', 'METRICS_TOKEN vaut 19 caractères qui ne conviennent pas'],
    ['SECRET_KEY', 'hush', 'SECRET_KEY vaut 4 caractères qui ne conviennent pas : indiquez 32 octets'],
    ['SECOND_FACTOR', 'no', 'SECOND_FACTOR vaut « no » : indiquez required ou offered.'],
    ['TRUST_PROXY', 'true', 'TRUST_PROXY vaut « true »'],
    ['TRUST_PROXY', '10.0.0.0/33', 'TRUST_PROXY vaut « 10.0.0.0/33 »'],
    ['TRUST_PROXY', '10.0.0.1,', 'TRUST_PROXY vaut'],
    ['SEARCH_PER_MINUTE', '0', 'SEARCH_PER_MINUTE vaut « 0 »'],
    ['SEARCH_PER_MINUTE', '1.5', 'SEARCH_PER_MINUTE vaut « 1.5 »'],
    ['FORMER_CONTACTS_MONTHS', '0', 'FORMER_CONTACTS_MONTHS vaut « 0 »'],
    ['DEMO', 'yes', 'DEMO vaut « yes » : indiquez 0 ou 1.'],
  ])('%s=%s', (name, value, sentence) => {
    const message = refusal({ [name]: value });
    expect(message).toContain(sentence);
    expect(message).not.toContain('hush');
    expect(message).toMatch(/^[^\n]+\.$/);
  });
});

describe('plain http', () => {
  it.each(['http://localhost:4000', 'http://127.0.0.1:4000', 'http://[::1]:4000'])(
    'is allowed on %s',
    (url) => {
      expect(read({ PUBLIC_URL: url }).publicUrl).toBe(url);
    },
  );
  it('is refused anywhere else', () => {
    expect(refusal({ ...PRODUCTION, PUBLIC_URL: 'http://portail.example' })).toContain(
      'indiquez une adresse https',
    );
    expect(refusal({ ...PRODUCTION, PUBLIC_URL: 'http://127.0.0.1.portail.example' })).toContain('https');
    expect(refusal({ ...PRODUCTION, HOST: '0.0.0.0', PUBLIC_URL: 'http://localhost:3000' })).toContain(
      'https',
    );
  });
  it('is not assumed for a server that others reach', () => {
    expect(refusal({ ...PRODUCTION, HOST: '192.0.2.1', PUBLIC_URL: '' })).toBe(
      "HOST vaut « 192.0.2.1 », qui n'est pas local : indiquez dans PUBLIC_URL l'adresse https du site.",
    );
  });
});

describe('the database', () => {
  const mail = {
    SMTP_URL: PRODUCTION.SMTP_URL,
    MAIL_FROM: PRODUCTION.MAIL_FROM,
    SECRET_KEY: PRODUCTION.SECRET_KEY,
  };
  it('has both addresses or none', () => {
    expect(refusal({ ...mail, DATABASE_URL: APP })).toContain(
      'DATABASE_URL est donné sans DATABASE_OWNER_URL',
    );
    expect(refusal({ ...mail, DATABASE_OWNER_URL: OWNER })).toContain(
      'DATABASE_OWNER_URL est donné sans DATABASE_URL',
    );
  });
  it('has two different roles', () => {
    expect(refusal({ ...mail, DATABASE_URL: APP, DATABASE_OWNER_URL: APP })).toContain(
      'le même rôle « app »',
    );
  });
});

describe('the demonstration', () => {
  it.each([
    ['another database', { DATABASE_URL: APP, DATABASE_OWNER_URL: OWNER }],
    [
      'a mail server',
      { SMTP_URL: PRODUCTION.SMTP_URL, MAIL_FROM: PRODUCTION.MAIL_FROM, SECRET_KEY: PRODUCTION.SECRET_KEY },
    ],
    ['a public address', { PUBLIC_URL: PRODUCTION.PUBLIC_URL }],
    ['a refusal', { DEMO: '0' }],
  ])('is not the default with %s', (_name, env) => {
    // Without demonstration the mail server and the key are asked for.
    if ('SMTP_URL' in env) expect(read(env).demo).toBe(false);
    else expect(refusal(env)).toContain('SMTP_URL est absent');
  });
  it('can be asked for beside a mail server or another database, on the loopback', () => {
    const env = { SMTP_URL: PRODUCTION.SMTP_URL, MAIL_FROM: PRODUCTION.MAIL_FROM, DEMO: '1' };
    expect(read({ ...env, DATABASE_URL: APP, DATABASE_OWNER_URL: OWNER }).demo).toBe(true);
  });
  it('is refused elsewhere', () => {
    expect(refusal({ ...PRODUCTION, DEMO: '1' })).toContain(
      "la démonstration n'est permise que si les deux sont locaux",
    );
    expect(refusal({ ...PRODUCTION, HOST: '0.0.0.0', DEMO: '1' })).toContain(
      'DEMO vaut « 1 » avec HOST « 0.0.0.0 »',
    );
  });
});

describe('mail', () => {
  it('has a sender as soon as it is really sent', () => {
    expect(refusal({ ...PRODUCTION, MAIL_FROM: '' })).toContain('MAIL_FROM est absent');
  });
});

describe('the secret key', () => {
  it('is read as hexadecimal, base64 or base64url', () => {
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      expect(read({ SECRET_KEY: KEY.toString(encoding) }).secretKey).toEqual(KEY);
    }
  });
  it('is required outside the demonstration', () => {
    expect(refusal({ ...PRODUCTION, SECRET_KEY: '' })).toContain('SECRET_KEY est absent');
  });
  it('is made once by the demonstration, for its owner alone', () => {
    const dataDir = join(folder, 'fresh');
    const first = read({ DATA_DIR: dataDir }).secretKey;
    expect(first).toHaveLength(32);
    expect(read({ DATA_DIR: dataDir }).secretKey).toEqual(first);
    expect(readdirSync(dataDir)).toEqual(['secret.key']);
    expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
    writeFileSync(join(dataDir, 'secret.key'), 'spoilt');
    expect(refusal({ DATA_DIR: dataDir })).toContain('ne contient plus la clé');
  });
  it('is not made when another setting is wrong', () => {
    const dataDir = join(folder, 'never');
    refusal({ DATA_DIR: dataDir, PORT: 'x' });
    refusal({ DATA_DIR: dataDir, DEMO: '0' });
    expect(existsSync(dataDir)).toBe(false);
  });
  it('needs a folder that can be written', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(refusal({ DATA_DIR: join(folder, 'file', 'data') })).toMatch(
      /^Le dossier .* n'est pas accessible/,
    );
  });
});

describe('isLoopback', () => {
  it('knows the addresses that never leave the machine', () => {
    expect(
      ['localhost', 'LOCALHOST', '127.0.0.1', '127.8.9.10', '::1', '[::1]'].filter(isLoopback),
    ).toHaveLength(6);
    expect(
      ['0.0.0.0', '::', '10.0.0.1', 'localhost.example', '127.0.0.1.example'].filter(isLoopback),
    ).toEqual([]);
  });
});
