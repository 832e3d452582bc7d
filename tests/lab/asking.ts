// People who search all along, and what each of them was answered.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Product } from './product';
import { beaconQuery, lighthouse, type StateName, type Suggested, stateOfAnswer } from './registry-states';
import { addressOf } from './town';
import { Visitor } from './visitor';

export interface Outcome {
  /** When it was asked and answered, on the clock of performance.now(). */
  readonly from: number;
  readonly to: number;
  /** The state that answered; neither, or no answer but this HTTP status (0 without any). */
  readonly state: StateName | 'neither' | number;
  readonly body: string;
}

const askers = 4;
const addresses = 250;
const queries = [lighthouse.siret, beaconQuery];

/** Asks for the landmarks of a registry, a hundred times a second or so, until it is stopped. */
export function startAsking({ origin }: Product): { stop(): Promise<Outcome[]> } {
  const outcomes: Outcome[] = [];
  let going = true;
  let turn = 0;
  const visitors = Array.from({ length: addresses * askers }, (_, index) => addressOf(78, index)).map(
    (address) => new Visitor(origin, address),
  );
  const ask = async (visitor: Visitor, query: string) => {
    const from = performance.now();
    const answer = await visitor
      .get(`/demande-de-compte/entreprises?q=${encodeURIComponent(query)}`)
      .catch((error: Error) => ({ status: 0, body: String(error) }));
    const { status, body } = answer;
    const state = status === 200 ? stateOfAnswer(JSON.parse(body) as Suggested[]) : status;
    outcomes.push({
      from,
      to: performance.now(),
      state,
      body: state === 'neither' || status !== 200 ? body : '',
    });
  };
  const asker = async () => {
    while (going) {
      const mine = turn++;
      const visitor = visitors[mine % visitors.length];
      if (visitor) await ask(visitor, queries[mine % queries.length] ?? '');
      await sleep(20);
    }
  };
  const all = Promise.all(Array.from({ length: askers }, asker));
  return {
    async stop() {
      going = false;
      await all;
      for (const visitor of visitors) visitor.leave();
      return outcomes;
    },
  };
}
