import { fillRequest, ground, signIn } from './journey';
import { openLoad } from './load';
import type { Product } from './product';
import { addressOf } from './town';
import { type Reply, Visitor } from './visitor';

/** What people ask for on the path, one after the other: a page and the visit that it belongs to. */
const visits = {
  signIn: { paths: ['/connexion'] },
  request: {
    paths: [
      '/demande-de-compte/mon-adresse-email',
      '/demande-de-compte/mes-informations',
      '/demande-de-compte/habilitations-souhaitees',
    ],
  },
  home: { paths: ['/accueil'] },
  desk: { paths: ['/agents/demandes-de-compte'] },
} as const;

type Visit = keyof typeof visits;
const kinds = Object.keys(visits) as Visit[];

/** One answer to somebody of the crowd. `right`: the whole page that was asked for, and nothing else. */
export interface Answered extends Pick<Reply, 'status' | 'ms' | 'headers'> {
  readonly right: boolean;
}

/** People on four kinds of visits, each from an address of their own, as many as are needed at once. */
export interface Crowd {
  /** Somebody who waits for nothing asks for the next page of the mix. */
  ask(index: number): Promise<Answered>;
  /** Pages a second when this many people ask, each as soon as they are answered. */
  capacity(people: number, seconds: number): Promise<number>;
  /** Asks at this rate, whether answers come or not. */
  press(perSecond: number, seconds: number): Promise<Answered[]>;
  leave(): void;
}

export async function gatherCrowd({ origin }: Product, district: number): Promise<Crowd> {
  const cookies = await signedInOnce(origin, district);
  const free: Record<Visit, Visitor[]> = { signIn: [], request: [], home: [], desk: [] };
  const everybody: Visitor[] = [];
  const somebody = (visit: Visit) => {
    const waiting = free[visit].pop();
    if (waiting) return waiting;
    const visitor = new Visitor(origin, addressOf(district, 10 + everybody.length));
    for (const [name, value] of cookies[visit]) visitor.setCookie(name, value);
    everybody.push(visitor);
    return visitor;
  };
  const headings = new Map<string, string>();
  const send = async (visitor: Visitor, path: string) => {
    const reply = await visitor.get(path, { 'accept-encoding': 'identity' });
    const heading = /<h1[^>]*>.*?<\/h1>/s.exec(reply.body)?.[0] ?? '';
    if (reply.status === 200 && !headings.has(path)) headings.set(path, heading);
    const right =
      reply.body.trimEnd().endsWith('</html>') && heading !== '' && heading === headings.get(path);
    return { ...reply, right };
  };
  const ask = async (index: number): Promise<Answered> => {
    const visit = kinds[index % kinds.length] ?? 'signIn';
    const { paths } = visits[visit];
    const path = paths[Math.floor(index / kinds.length) % paths.length] ?? paths[0];
    const visitor = somebody(visit);
    try {
      return await send(visitor, path);
    } finally {
      free[visit].push(visitor);
    }
  };
  // While nothing presses: what each page looks like.
  for (let index = 0; index < 12; index++) {
    const { status } = await ask(index);
    if (status !== 200) throw new Error(`page ${index} of the mix answered ${status}`);
  }
  return {
    ask,
    async capacity(people, seconds) {
      const until = performance.now() + seconds * 1000;
      let [next, answered] = [0, 0];
      const one = async () => {
        while (performance.now() < until) {
          const { status } = await ask(next++);
          if (status === 200) answered++;
        }
      };
      await Promise.all(Array.from({ length: people }, one));
      return answered / seconds;
    },
    async press(perSecond, seconds) {
      const answers: Answered[] = [];
      const request = async (index: number) => {
        const answer = await ask(index);
        answers.push(answer);
        return answer;
      };
      const samples = await openLoad({ perSecond, seconds, request });
      const lost = samples.length - answers.length;
      const none = { status: 0, ms: Number.POSITIVE_INFINITY, headers: {}, right: false };
      return [...answers, ...Array.from({ length: lost }, () => none)];
    },
    leave() {
      for (const visitor of everybody) visitor.leave();
    },
  };
}

/** The cookies of each kind of visit: nothing, a draft, an administrator's session, an agent's. */
async function signedInOnce(origin: string, district: number) {
  const opened = async (index: number, begin: (visitor: Visitor) => Promise<unknown>) => {
    const visitor = new Visitor(origin, addressOf(district, index));
    await begin(visitor);
    visitor.leave();
    return visitor.cookies;
  };
  return {
    signIn: new Map<string, string>(),
    request: await opened(1, (visitor) => fillRequest(visitor, 'foule@essais.example')),
    home: await opened(2, (visitor) => signIn(visitor, ground.administrator)),
    desk: await opened(3, (visitor) => signIn(visitor, ground.agent)),
  };
}
