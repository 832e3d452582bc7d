// Requests that no page of ours makes: each must be answered as bare as it can be.

/** As a client sends it; the session's cookie and our origin are added by whoever sends it. */
export interface Malformed {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

const coded = { 'content-type': 'application/x-www-form-urlencoded' };

const wellKnown =
  `.git/config .git/HEAD .env .env.local .htaccess .DS_Store .svn/entries .npmrc .vscode/settings.json
  robots.txt.bak backup.zip backup.sql dump.sql db.sqlite config.json config.yml web.config package.json
  package-lock.json tsconfig.json node_modules/fastify/package.json dist/main.js dist/main.js.map src/main.ts
  main.js main.js.map assets assets/ assets/index.js.map assets/style.css.map assets/../package.json
  assets/..%2f..%2fpackage.json assets/%2e%2e/%2e%2e/main.js assets/....//....//main.js assets/.%00./main.js
  docs documentation swagger swagger.json swagger-ui openapi.json api api/v1 graphql graphiql admin administrator
  debug debug/pprof trace actuator actuator/env actuator/heapdump server-status server-info phpinfo.php wp-login.php
  wp-admin xmlrpc.php cgi-bin/test.sh console manager/html jmx-console elmah.axd trace.axd health status info
  metrics.json logs log.txt error.log data data/secret.key secret.key postgresql migrations/0001_roles_and_queue.sql
  boite-aux-lettres demo`
    .split(/\s+/)
    .map((path) => `/${path}`);

const garbage = [
  '%',
  '%zz',
  '%00',
  '%c0%af',
  '%ff%fe',
  '%e0%80%80',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  '%252e%252e%252f',
  '%u0041',
  "'",
  "''--",
  '"',
  '\\',
  '<script>',
  '$%7B7*7%7D',
  '{{7*7}}',
  '..',
  '....//',
  ';id',
  '|id',
  '`id`',
  '$(id)',
  '%0d%0aX-A:%20b',
  '0',
  '-1',
  '1e309',
  'NaN',
  'null',
  'undefined',
  'true',
  '[]',
  '{}',
  '__proto__',
  'constructor',
  'a'.repeat(99),
  'a'.repeat(4000),
  '%F0%9F%98%80',
  '%EF%BF%BE',
  '%ED%A0%80',
  '00000000-0000-0000-0000-000000000000',
  '00000000-0000-0000-0000-00000000000g',
  '99999999999999999999',
];

const withGarbage = [
  '/',
  '/assets/',
  '/agents/demandes-de-compte/',
  '/agents/documents/',
  '/agents/entreprises-a-valider/',
  '/etablissements/42421043300019/utilisateurs/demandes/',
  '/demande-de-compte/entreprises?q=',
  '/activation?jeton=',
  '/connexion?retour=',
  '/agents/demandes-de-compte?page=',
  '/demande-de-compte/mon-entreprise?recherche=',
];

const bodies: readonly (readonly [name: string, type: string, body: string])[] = [
  ['JSON cut short', 'application/json', '{"email": '],
  ['JSON that is no object', 'application/json', '[1, 2, [3]]'],
  ['JSON null', 'application/json', 'null'],
  ['JSON prototype', 'application/json', '{"__proto__": {"email": "a"}, "constructor": {"prototype": {}}}'],
  [
    'JSON wrong types',
    'application/json',
    '{"email": {"$gt": ""}, "password": ["a"], "jeton": 1, "aller": true}',
  ],
  ['JSON deep', 'application/json', `${'{"email":'.repeat(5000)}1${'}'.repeat(5000)}`],
  ['empty JSON', 'application/json', ''],
  [
    'XML with an entity',
    'application/xml',
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
  ],
  ['unknown type', 'application/x-java-serialized-object', '\u00ac\u00ed\u0000\u0005'],
  ['no type of its own', 'a', 'email=a'],
  ['other charset', 'application/x-www-form-urlencoded; charset=utf-16', 'e\u0000m\u0000'],
  ['form cut in a code', 'application/x-www-form-urlencoded', 'email=%&password=%zz%&=&&&==a'],
  [
    'arrays and objects',
    'application/x-www-form-urlencoded',
    'email[]=a&email[b]=c&password[$ne]=1&jeton=a&jeton=b',
  ],
  ['NUL', 'application/x-www-form-urlencoded', 'email=a%00b%40c.fr&password=%00&jeton=%00&lastName=%00'],
  [
    'half a character',
    'application/x-www-form-urlencoded',
    'email=%ed%a0%80&lastName=%ed%a0%80&motif=%ed%a0%80',
  ],
  ['a thousand fields', 'application/x-www-form-urlencoded', 'a=b&'.repeat(1000)],
  ['multipart without boundary', 'multipart/form-data', '--x\r\n\r\n'],
  ['multipart that is none', 'multipart/form-data; boundary=x', 'rien'],
  [
    'multipart cut short',
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; name="justificatif"; filename="a.pdf"\r\n\r\n%PDF',
  ],
  [
    'multipart without name',
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data\r\n\r\na\r\n--x--\r\n',
  ],
  [
    'multipart prototype',
    'multipart/form-data; boundary=x',
    '--x\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\na\r\n--x--\r\n',
  ],
];

const forms = [
  '/connexion',
  '/mot-de-passe-oublie',
  '/activation',
  '/mes-etablissements',
  '/demande-de-compte/mon-entreprise',
  '/demande-de-compte/mon-entreprise/nouvelle-entreprise',
  '/demande-de-compte/suivi',
];

const cookies = [
  'mc2i=',
  'mc2i',
  '=',
  ';;;',
  `mc2i=${'a'.repeat(7000)}`,
  'mc2i=%00',
  'mc2i=%',
  'mc2i="a"; mc2i=b',
  'mc2i={"a":1}',
  '__Host-mc2i=',
  '__Host-mc2i=%zz',
  "__Host-mc2i=' or 1=1--",
  '__Host-mc2i-demande=%00',
  '__proto__=a; constructor=b',
  '__Host-mc2i-appareil=\u00e9',
  `${'a=b; '.repeat(400)}`,
];

const oddHeaders: readonly Readonly<Record<string, string>>[] = [
  { range: 'bytes=0-1,5-6,9999999999999-' },
  { 'if-none-match': '"'.repeat(50) },
  { 'if-modified-since': 'hier' },
  { accept: 'application/json' },
  { accept: '\u00e9/*;q=zz' },
  { 'accept-encoding': 'gzip;q=nan, br;q=-1, zstd, *' },
  { 'accept-language': '../../../etc/passwd' },
  { expect: 'la lune' },
  { upgrade: 'h2c', connection: 'upgrade, http2-settings', 'http2-settings': 'AAMAAABkAAQ' },
  { upgrade: 'websocket', connection: 'upgrade' },
  { 'x-forwarded-for': "'; drop table account;--" },
  { 'x-forwarded-host': 'ailleurs.example', 'x-forwarded-proto': 'javascript' },
  { forwarded: 'for="[::1"' },
  { 'x-request-id': '\u00e9'.repeat(300) },
  { 'x-original-url': '/metrics', 'x-rewrite-url': '/metrics' },
  { authorization: 'Basic %%%' },
  { host: 'ailleurs.example' },
  { host: '' },
];

/** Some hundreds, by what is wrong with them. */
export const malformedRequests: readonly Malformed[] = [
  ...wellKnown.map((path) => ({ name: path, method: 'GET', path })),
  {
    name: '/metrics through a proxy',
    method: 'GET',
    path: '/metrics',
    headers: { 'x-forwarded-for': '203.0.113.7' },
  },
  ...['TRACE', 'OPTIONS', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'SEARCH'].flatMap((method) =>
    ['/', '/connexion', '/accueil', '/nulle-part', '/assets/', '/healthz'].map((path) => ({
      name: `${method} ${path}`,
      method,
      path,
    })),
  ),
  ...withGarbage.flatMap((at) =>
    garbage.map((what) => ({
      name: `${at} and ${what.slice(0, 40)}`,
      method: 'GET',
      path: `${at}${sendable(what)}`,
    })),
  ),
  ...forms.flatMap((path) =>
    bodies.map(([name, type, body]) => ({
      name: `${path}: ${name}`,
      method: 'POST',
      path,
      headers: { 'content-type': type },
      body,
    })),
  ),
  ...['gzip', 'br', 'rien'].map((encoding) => ({
    name: `body said to be ${encoding}`,
    method: 'POST',
    path: '/connexion',
    headers: { ...coded, 'content-encoding': encoding },
    body: 'email=a',
  })),
  ...cookies.map((cookie) => ({
    name: `cookie ${cookie.slice(0, 30)}`,
    method: 'GET',
    path: '/accueil',
    headers: { cookie },
  })),
  ...oddHeaders.map((headers) => ({
    name: `header ${JSON.stringify(headers).slice(0, 60)}`,
    method: 'GET',
    path: '/connexion',
    headers,
  })),
];

/** Node's client refuses to send blanks and non-ASCII letters in an address. */
function sendable(text: string): string {
  return text.replace(/[^\x21-\x7e]/g, encodeURIComponent);
}

const host = 'host: 127.0.0.1\r\n';

/** What is not HTTP, or two readings of it. */
export const notHttp: Readonly<Record<string, string>> = {
  'no version': 'GET /connexion\r\n\r\n',
  'version 9': `GET / HTTP/9.9\r\n${host}\r\n`,
  'lower case': `get / http/1.1\r\n${host}\r\n`,
  'method of nobody': `LIRE / HTTP/1.1\r\n${host}\r\n`,
  'no host': 'GET /connexion HTTP/1.1\r\n\r\n',
  'two hosts': `GET /connexion HTTP/1.1\r\n${host}host: ailleurs.example\r\n\r\n`,
  'NUL in the address': `GET /\0 HTTP/1.1\r\n${host}\r\n`,
  'NUL in a header': `GET / HTTP/1.1\r\n${host}a: b\0c\r\n\r\n`,
  'blank before the colon': `GET / HTTP/1.1\r\n${host}content-length : 0\r\n\r\n`,
  'folded header': `GET / HTTP/1.1\r\n${host}a: b\r\n c\r\n\r\n`,
  'header without name': `GET / HTTP/1.1\r\n${host}: a\r\n\r\n`,
  'header of 20 kB': `GET / HTTP/1.1\r\n${host}a: ${'b'.repeat(20_000)}\r\n\r\n`,
  'two thousand headers': `GET / HTTP/1.1\r\n${host}${'a: b\r\n'.repeat(2500)}\r\n`,
  'address of 20 kB': `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}\r\n`,
  'address of another site': `GET http://ailleurs.example/ HTTP/1.1\r\n${host}\r\n`,
  'two slashes': `GET //ailleurs.example/%2f.. HTTP/1.1\r\n${host}\r\n`,
  'no slash': `GET connexion HTTP/1.1\r\n${host}\r\n`,
  'OPTIONS *': `OPTIONS * HTTP/1.1\r\n${host}\r\n`,
  CONNECT: `CONNECT ailleurs.example:443 HTTP/1.1\r\n${host}\r\n`,
  'length and chunks': `POST /connexion HTTP/1.1\r\n${host}content-length: 6\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /accueil HTTP/1.1\r\n${host}\r\n`,
  'chunks and length': `POST /connexion HTTP/1.1\r\n${host}transfer-encoding: chunked\r\ncontent-length: 3\r\n\r\n0\r\n\r\nGET /accueil HTTP/1.1\r\n${host}\r\n`,
  'two lengths': `POST /connexion HTTP/1.1\r\n${host}content-length: 0\r\ncontent-length: 44\r\n\r\nGET /accueil HTTP/1.1\r\n${host}\r\n`,
  'hidden chunks': `POST /connexion HTTP/1.1\r\n${host}transfer-encoding: xchunked\r\n\r\n0\r\n\r\nGET /accueil HTTP/1.1\r\n${host}\r\n`,
  'chunks said twice': `POST /connexion HTTP/1.1\r\n${host}transfer-encoding: chunked, identity\r\n\r\n0\r\n\r\nGET /accueil HTTP/1.1\r\n${host}\r\n`,
  'chunk of bad length': `POST /connexion HTTP/1.1\r\n${host}transfer-encoding: chunked\r\n\r\nzz\r\na\r\n0\r\n\r\n`,
  'negative length': `POST /connexion HTTP/1.1\r\n${host}content-length: -1\r\n\r\n`,
  'length of letters': `POST /connexion HTTP/1.1\r\n${host}content-length: deux\r\n\r\n`,
  'end of lines alone': `GET /connexion HTTP/1.1\nhost: 127.0.0.1\n\n`,
  'HTTP/2': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  TLS: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  SSH: 'SSH-2.0-OpenSSH_9.2\r\n',
  noise: '\xff\xfe\xfd\xfc\r\n\r\n',
};
