import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** In a thread of its own: what the laboratory does meanwhile must not be counted. */
const program = `
const { parentPort, workerData } = require('node:worker_threads');
const { Agent, get } = require('node:http');
const agent = new Agent({ keepAlive: true, localAddress: '127.9.9.9' });
const latencies = [];
let last = 0;
const ask = () => {
  const began = performance.now();
  // Our own thread was kept waiting: what it would measure is the machine.
  const late = last > 0 && began - last > workerData.every * 1.5;
  last = began;
  if (late) return;
  get(workerData.url, { agent }, (answer) => {
    answer.resume();
    answer.on('end', () => latencies.push(performance.now() - began));
  }).on('error', () => latencies.push(60_000));
};
const timer = setInterval(ask, workerData.every);
parentPort.on('message', () => {
  clearInterval(timer);
  setTimeout(() => { agent.destroy(); parentPort.postMessage(latencies); parentPort.close(); }, 1500);
});
`;

/** Asks for a page every so many milliseconds, whatever the former answers; gives the latencies at the end. */
export function startProbe(url: string, every = 50): { stop(): Promise<number[]> } {
  const worker = new Worker(program, { eval: true, workerData: { url, every } });
  return {
    async stop() {
      worker.postMessage('stop');
      const [latencies] = (await once(worker, 'message')) as [number[]];
      return latencies;
    },
  };
}
