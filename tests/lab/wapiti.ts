import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { examine } from './examiner';

const finding = z.object({
  method: z.string(),
  path: z.string(),
  info: z.string(),
  parameter: z.string().nullable(),
});
const report = z.object({
  vulnerabilities: z.record(z.string(), z.array(finding)),
  anomalies: z.record(z.string(), z.array(finding)),
});

/** Something that wapiti holds against a page. */
export type WapitiFinding = z.infer<typeof finding> & { readonly category: string };

/**
 * All but nikto and wapp, whose lists come from the network, buster, which guesses 30,000 addresses (the routes
 * are known), and guesses of passwords (`guessing` proves those).
 */
const everyModule =
  'backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,ssrf,xss,xxe';

/**
 * Runs Debian's wapiti on a site of loopback; `folder` keeps its files, `headers` go with each of its requests,
 * `found` counts the pages and forms that it
 * attacks; `endpoint` is the server that a product which fetches addresses would be led to.
 */
export async function wapiti(options: {
  folder: string;
  start: readonly string[];
  endpoint: string;
  modules?: string;
  headers?: readonly string[];
}): Promise<{ findings: WapitiFinding[]; found: number }> {
  const { start, endpoint, modules = everyModule, headers = [] } = options;
  const place = mkdtempSync(join(options.folder, 'wapiti-'));
  const config = join(place, 'config');
  mkdirSync(config);
  // Where it is absent, it is fetched from the network.
  writeFileSync(join(config, 'apps.json'), '{}');
  const file = join(place, 'report.json');
  const [url = '', ...others] = start;
  const args = [
    ...['-u', url, '-m', modules, '-f', 'json', '-o', file, '--endpoint', endpoint, '--no-bugreport'],
    ...['--flush-session', '--store-session', join(place, 'session'), '--store-config', config],
    ...['--max-links-per-page', '100', '-t', '20', '-v', '1'],
    ...others.flatMap((one) => ['-s', one]),
    // It asks for brotli, which it cannot read where python3-brotli is absent.
    ...['Accept-Encoding: identity', ...headers].flatMap((one) => ['-H', one]),
  ];
  const { code, output } = await examine('wapiti', args, place);
  if (code !== 0) throw new Error(`wapiti ended with ${code}: ${output.slice(-2000)}`);
  const { vulnerabilities, anomalies } = report.parse(JSON.parse(readFileSync(file, 'utf8')));
  const findings = [vulnerabilities, anomalies].flatMap((kinds) =>
    Object.entries(kinds).flatMap(([category, list]) => list.map((one) => ({ category, ...one }))),
  );
  const found = Number(/found (\d+) URLs and forms/.exec(output)?.[1] ?? 0);
  return { findings, found };
}
