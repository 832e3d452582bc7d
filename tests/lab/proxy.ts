import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { projectRoot } from '../../src/platform/database';
import { freePort } from '../support/ports';

/** HAProxy, with the configuration that docs/operations gives. */
export interface ReverseProxy {
  readonly port: number;
  readonly plainPort: number;
  /** What it has logged. */
  log(): string;
  stop(): Promise<void>;
}

/** A certificate of an hour for localhost, in a folder: `both.pem` for the proxy, `cert.pem` for clients. */
export function makeCertificate(folder: string): void {
  const to = (name: string) => join(folder, name);
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1'];
  // RSA: with another key, old key exchanges would be impossible rather than refused.
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', to('key.pem'), '-out', to('cert.pem')];
  run('openssl', ['req', '-x509', '-days', '90', ...key, ...subject]);
  const both = ['cert.pem', 'key.pem'].map((name) => readFileSync(to(name), 'utf8'));
  writeFileSync(to('both.pem'), both.join(''), { mode: 0o600 });
}

/**
 * Starts HAProxy with haproxy.cfg: its ports, certificate, servers and name are replaced, and what needs root.
 * `change` plants a fault in the text. `folder` holds the certificate.
 */
export async function startProxy(
  folder: string,
  servers: readonly number[],
  change: (config: string) => string = (config) => config,
  port?: number,
): Promise<ReverseProxy> {
  const [secure, plain] = [port ?? (await freePort()), await freePort()];
  const lines = servers.map((server, index) => `    server s${index} 127.0.0.1:${server}`).join('\n');
  const replaced: readonly (readonly [from: RegExp, to: string])[] = [
    [/bind :80$/m, `bind 127.0.0.1:${plain}`],
    [/bind :443 ssl crt \S+/, `bind 127.0.0.1:${secure} ssl crt ${join(folder, 'both.pem')}`],
    [/https:\/\/portail\.example\.fr/, `https://localhost:${secure}`],
    [/hdr Host portail\.example\.fr/, `hdr Host localhost:${secure}`],
    [/^ {4}server one .*$/m, lines],
    [/log \/dev\/log local0/, 'log stdout format raw local0'],
    [/^ {4}(chroot|user|group|stats socket) .*\n/gm, ''],
  ];
  let config = readFileSync(join(projectRoot(), 'docs/operations/haproxy.cfg'), 'utf8');
  for (const [from, to] of replaced) {
    if (config.search(from) < 0) throw new Error(`haproxy.cfg no longer has ${from}`);
    config = config.replace(from, to);
  }
  const file = join(folder, `haproxy-${secure}.cfg`);
  writeFileSync(file, change(config));
  let output = '';
  const child: ChildProcess = spawn('haproxy', ['-f', file], { stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  process.once('exit', () => child.kill('SIGKILL'));
  for (const deadline = Date.now() + 20_000; !(await accepts(secure)); await sleep(50)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`haproxy: ${output}`);
  }
  return {
    port: secure,
    plainPort: plain,
    log: () => output,
    async stop() {
      if (child.exitCode !== null) return;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
    },
  };
}

const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });

const finding = z.object({ id: z.string(), severity: z.string(), finding: z.string() });
export type Finding = z.infer<typeof finding>;

/** What testssl (Debian's testssl.sh) finds on a port of localhost; `tests` are its options. */
export function testssl(folder: string, port: number, tests: readonly string[]): Finding[] {
  const file = join(folder, `testssl-${port}.json`);
  const quiet = ['--quiet', '--color', '0', '--warnings=off', '--jsonfile', file];
  spawnSync('testssl', [...quiet, ...tests, `localhost:${port}`], { encoding: 'utf8' });
  return z.array(finding).parse(JSON.parse(readFileSync(file, 'utf8')));
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program}: ${error?.message ?? stderr}`);
}
