import { setTimeout as sleep } from 'node:timers/promises';
import { fillRequest, isSent, sendFilled } from './journey';
import { Visitor } from './visitor';

const writers = 6;

/** Addresses that have tried; of those, whose first three gauges the screens confirmed, and whose sending. */
export interface Confirmed {
  readonly tried: string[];
  readonly saved: string[];
  readonly sent: string[];
}

/** Six people who fill and send one request after the other at `origin` while `work` is done. */
export async function whileWriting(
  { origin }: { readonly origin: string },
  work: () => Promise<void>,
): Promise<Confirmed> {
  const confirmed: Confirmed = { tried: [], saved: [], sent: [] };
  let over = false;
  const write = async (writer: number) => {
    for (let round = 0; !over; round++) {
      const visitor = new Visitor(origin, `127.1.${writer}.${1 + (round % 250)}`);
      const email = `w${writer}r${round}@ecrivains.example`;
      confirmed.tried.push(email);
      try {
        await fillRequest(visitor, email);
        confirmed.saved.push(email);
        if (isSent(await sendFilled(visitor, email))) confirmed.sent.push(email);
      } catch {
        // Not acknowledged: the product or the database is away.
        await sleep(20);
      } finally {
        visitor.leave();
      }
    }
  };
  const all = Promise.all(Array.from({ length: writers }, (_, writer) => write(writer)));
  try {
    await work();
  } finally {
    over = true;
    await all;
  }
  return confirmed;
}
