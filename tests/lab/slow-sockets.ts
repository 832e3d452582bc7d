import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

export interface SlowAttack {
  readonly port: number;
  readonly connections: number;
  /** Sent at once. */
  readonly begin: string;
  /** Sent each second, for ever; nothing when absent. */
  readonly drip?: string;
  /** Never reads what comes. */
  readonly deaf?: boolean;
  /** Seconds after which those still open are closed by us. */
  readonly patience: number;
}

/** The attackers come from this network. */
const attackers = '127.9';

/** Seconds that each connection lived, in the order they ended; Infinity for those that we closed. */
export async function attackSlowly(attack: SlowAttack): Promise<number[]> {
  const sockets = Array.from({ length: attack.connections }, (_, index) => openSlow(attack, index));
  const drip = setInterval(() => {
    for (const { socket } of sockets) if (attack.drip && socket.writable) socket.write(attack.drip);
  }, 1000);
  const connected = Promise.all(sockets.map(({ socket }) => once(socket, 'connect')));
  const ended = Promise.all(sockets.map(({ lived }) => lived));
  // Nobody is attacked by connections that are refused.
  await connected;
  const all = await Promise.race([ended, sleep(attack.patience * 1000)]);
  clearInterval(drip);
  for (const { socket } of sockets) socket.destroy();
  if (all) return all;
  return (await Promise.all(sockets.map(({ lived }) => lived))).map((seconds) =>
    seconds < attack.patience ? seconds : Number.POSITIVE_INFINITY,
  );
}

function openSlow(
  { port, begin, deaf }: SlowAttack,
  index: number,
): { socket: Socket; lived: Promise<number> } {
  const began = performance.now();
  const localAddress = `${attackers}.${index >> 8}.${index & 255 || 1}`;
  const socket = connect({ port, host: '127.0.0.1', localAddress });
  socket.on('connect', () => socket.write(begin));
  socket.on('error', () => {});
  // Without a listener for what comes, a socket does not read, and does not learn that it is cut.
  if (!deaf) socket.resume();
  const lived = new Promise<number>((resolve) => {
    socket.on('close', () => resolve((performance.now() - began) / 1000));
    socket.on('end', () => socket.destroy());
  });
  return { socket, lived };
}

/** Connections of the attackers that the server still has, by the kernel's own list (Linux). */
export function attackersHeldBy(port: number): number {
  const here = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const [first = '', second = ''] = attackers
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0').toUpperCase());
  return readFileSync('/proc/net/tcp', 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(
      ([, local, remote, state]) =>
        state === '01' && local?.endsWith(here) && remote?.slice(4, 8) === second + first,
    ).length;
}
