import { setTimeout as sleep } from 'node:timers/promises';
import type { Received } from '../fakes/smtp';
import type { Cluster } from './cluster';
import { activationPath, confirmPath, decisionPath, ground, secretIn, sendRequest, signIn } from './journey';
import type { Product } from './product';
import { type Reply, Visitor } from './visitor';

const password = 'quatre tables rondes sans nappe';

/**
 * Request, confirmation by mail, approval, activation by mail, sign-in, a page of one's own, sign-out: each as
 * people do it, on an operated product. Gives what went wrong, a sentence each; the first fault ends it.
 */
export async function wholeJourney(
  { origin }: Product,
  cluster: Cluster,
  received: readonly Received[],
  email = 'isabelle.debuire@parcours.example',
): Promise<string[]> {
  const person = new Visitor(origin, '127.5.1.1');
  const administrator = new Visitor(origin, '127.5.1.2');
  const mailWith = async (path: string) => {
    for (let wait = 0; wait < 600; wait++) {
      const found = received.find(
        ({ to, mail }) => to.includes(email) && mail.text?.includes(`${path}?jeton=`),
      );
      if (found) return secretIn(found.mail.text ?? '', path);
      await sleep(50);
    }
    throw new Error(`no mail with a link to ${path} within 30 s`);
  };
  const requestId = async () => {
    const [row] = await cluster.query<{ id: string }>('select id from access_request where email = $1', [
      email,
    ]);
    return row?.id ?? '';
  };
  const steps: Readonly<Record<string, () => Promise<void>>> = {
    request: async () => void (await sendRequest(person, email)),
    async confirmation() {
      const jeton = await mailWith(confirmPath);
      expectStatus(await person.get(`${confirmPath}?jeton=${jeton}`), 200);
      expectStatus(await person.post(confirmPath, { jeton }), 200);
    },
    async approval() {
      await signIn(administrator, ground.administrator);
      const path = decisionPath(await requestId());
      expectStatus(await administrator.get(path), 200);
      expectStatus(await administrator.post(path, { decision: 'valider', role: 'funding_manager' }), 303);
    },
    async activation() {
      const jeton = await mailWith(activationPath);
      expectStatus(await person.get(`${activationPath}?jeton=${jeton}`), 200);
      expectStatus(await person.post(activationPath, { jeton, password }), 303);
    },
    async 'sign-in'() {
      const again = new Visitor(origin, '127.5.1.3');
      await signIn(again, email, password);
      const mine = await again.get('/mes-etablissements');
      expectStatus(mine, 200);
      if (!mine.body.includes(ground.siret)) throw new Error('the establishment is not on the page');
      again.leave();
    },
  };
  try {
    for (const [name, step] of Object.entries(steps)) {
      try {
        await step();
      } catch (error) {
        return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
      }
    }
    return [];
  } finally {
    person.leave();
    administrator.leave();
  }
}

function expectStatus({ status, body }: Reply, expected: number): void {
  if (status !== expected)
    throw new Error(`answered ${status}: ${body.replace(/<[^>]+>/g, ' ').slice(0, 300)}`);
}
