import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { useApp } from '../../../tests/support/app';
import { everyone } from '../who-may';
import { text } from './answers';
import { drain } from './drain';
import { listen, stopListening } from './listeners';
import { createReadiness } from './readiness';
import { get } from './route';

const app = useApp();
const host = '127.0.0.1';

async function listening() {
  const server = await app.serverWith([get('/light', everyone, () => text('light'))]);
  await listen(server, { host, port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const ask = async () => {
    const answer = await fetch(`http://${host}:${port}/light`, { headers: { connection: 'close' } });
    return answer.text();
  };
  return { server, port, ask };
}

it('answers by whichever listener a newcomer comes', async () => {
  const { server, ask } = await listening();
  const answers = await Promise.all(Array.from({ length: 64 }, ask));
  expect(new Set(answers)).toEqual(new Set(['light']));
  await server.close();
  await expect(ask()).rejects.toThrow('fetch failed');
});

it('leaves the port to nobody who would share it, and says so', async () => {
  const first = await listening();
  const second = await app.serverWith([]);
  await expect(listen(second, { host, port: first.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  await second.close();
  await first.server.close();
});

it('answers those who are at the door when it stops', async () => {
  const { server, port } = await listening();
  const answers = Array.from({ length: 64 }, async () => {
    const socket = connect({ host, port });
    socket.write('GET /light HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
    const [first] = await once(socket, 'data');
    socket.destroy();
    return String(first).split('\r\n')[0];
  });
  await Promise.all([stopListening(server), Promise.all(answers)]);
  expect(new Set(await Promise.all(answers))).toEqual(new Set(['HTTP/1.1 200 OK']));
  await server.close();
});

// One client, by any of the listeners: so many times that hardly all of them are the first.
it.each(Array.from({ length: 6 }))(
  'ends after the last answer, by whichever listener its client came',
  async () => {
    let answer = () => {};
    const asked = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const server = await app.serverWith([get('/slow', everyone, () => asked.then(() => text('slow')))]);
    await listen(server, { host, port: 0 });
    const { port } = server.server.address() as AddressInfo;
    const arrived = once(server.server, 'request');
    const headers = { connection: 'close' };
    const answered = fetch(`http://${host}:${port}/slow`, { headers }).then((one) => one.text());
    await arrived;
    let ended = false;
    const readiness = createReadiness(async () => true, app.dataDir);
    const end = drain(server, readiness, { notice: 0, farewell: 10, patience: 10_000 }).then(() => {
      ended = true;
    });
    await sleep(150);
    expect(ended).toBe(false);
    answer();
    expect(await answered).toBe('slow');
    await end;
  },
);

it('takes no newcomer any more by any of them once it stops', async () => {
  const { server, ask } = await listening();
  await ask();
  await stopListening(server);
  const answers = await Promise.allSettled(Array.from({ length: 32 }, ask));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set(['rejected']));
  await server.close();
});

it('lets nobody go while they could come back to a door about to close', async () => {
  const { server, ask } = await listening();
  await ask();
  const doors: boolean[] = [];
  const readiness = {
    ...createReadiness(async () => true, app.dataDir),
    leave: () => doors.push(server.server.listening),
  };
  await drain(server, readiness, { notice: 0, farewell: 10, patience: 1_000 });
  expect(doors).toEqual([false]);
});
