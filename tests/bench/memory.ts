// What the server keeps in memory, without PostgreSQL: every page as fast as it can, then people who sign in.
import { setTimeout as sleep } from 'node:timers/promises';
import { ground as people, signIn } from '../lab/journey';
import { atMost, type Experiment } from '../lab/rows';
import { Visitor } from '../lab/visitor';
import { answersPerSecond, core } from './closed-load';
import { cookieHeader, pageNames, pages, prepareGround } from './ground';

const secondsPerPage = 5;
const signIns = 60;
const boundMegabytes = 200;

export const memoryBench: Experiment = async function* () {
  const ground = await prepareGround({ core: core.server });
  const megabytes = () => Math.round(ground.product.residentBytes() / 2 ** 20);
  let highest = 0;
  const watch = setInterval(() => {
    highest = Math.max(highest, megabytes());
  }, 100);
  try {
    for (const name of pageNames) {
      const load = { cookie: cookieHeader(ground, name), seconds: secondsPerPage, compressed: true };
      await answersPerSecond(ground.product.origin + pages[name], load);
    }
    // Passwords that are hashed take 19 MB each, for a moment.
    await Promise.all(
      Array.from({ length: signIns }, async (_, index) => {
        await sleep(index * 50);
        const visitor = new Visitor(ground.product.origin, `127.8.1.${index + 1}`);
        await signIn(visitor, people.administrator);
        visitor.leave();
      }),
    );
    clearInterval(watch);
    yield atMost('resident memory at its highest, under load', highest, boundMegabytes, ' MB');
    yield atMost('resident memory after the load', megabytes(), boundMegabytes, ' MB');
  } finally {
    clearInterval(watch);
    await ground.remove();
  }
};
