import { demonstrationPassword } from '../../src/demo/accounts';
import type { Reply, Visitor } from './visitor';

/** An establishment of the demonstration with an administrator, and the people the experiments speak for. */
export const ground = {
  siren: '424210433',
  siret: '42421043300019',
  administrator: 'claire.vasseur@ge-support.example',
  agent: 'sophie.lemaire@agents-2i.example',
  password: demonstrationPassword,
} as const;

const form = '/demande-de-compte';

/** The four gauges as the form posts them; `aller` says what each goes on to. */
export const gauges = (email: string) =>
  [
    [`${form}/mon-adresse-email`, { email, aller: 'mon-entreprise' }],
    [
      `${form}/mon-entreprise`,
      // A SIRET chosen in the list chooses its company and its site at once.
      { recherche: '', entreprise: ground.siret, aller: 'mes-informations' },
    ],
    [
      `${form}/mes-informations`,
      {
        civility: 'MME',
        lastName: 'Debuire',
        firstName: 'Isabelle',
        jobTitle: 'Project manager',
        phone: '06 00 00 00 00',
        aller: 'habilitations-souhaitees',
      },
    ],
    [`${form}/habilitations-souhaitees`, { role: 'funding_manager', aller: 'envoyer' }],
  ] as const;

/** Fills the four gauges without sending them. */
export async function fillRequest(visitor: Visitor, email: string): Promise<void> {
  for (const [path, fields] of gauges(email).slice(0, 3)) {
    const answer = await visitor.post(path, fields);
    if (answer.status !== 303) throw new Error(`${path} answered ${answer.status}: ${words(answer)}`);
  }
}

/** Sends the four gauges filled before; the answer is the way to the page "envoyée". */
export const sendFilled = (visitor: Visitor, email: string): Promise<Reply> => {
  const [, , , [path, fields]] = gauges(email);
  return visitor.post(path, fields);
};

/** Fills and sends a whole request. */
export async function sendRequest(visitor: Visitor, email: string): Promise<Reply> {
  await fillRequest(visitor, email);
  const answer = await sendFilled(visitor, email);
  if (!isSent(answer)) throw new Error(`the request was answered ${answer.status}: ${words(answer)}`);
  return answer;
}

/** Whether the screen said that the request was sent: from then on it may not be lost. */
export const isSent = (answer: Reply): boolean =>
  answer.status === 303 && answer.headers.location === `${form}/envoyee`;

export async function signIn(
  visitor: Visitor,
  email: string,
  password: string = ground.password,
): Promise<Reply> {
  const answer = await visitor.post('/connexion', { email, password });
  if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}: ${words(answer)}`);
  return answer;
}

/** The secret of the first link of this path that a mail's text holds. */
export function secretIn(text: string, path: string): string {
  const found = new RegExp(`${path}\\?jeton=([\\w-]+)`).exec(text.replace(/=\r?\n/g, ''));
  if (!found?.[1]) throw new Error(`no link to ${path} in: ${text.slice(0, 500)}`);
  return found[1];
}

export const confirmPath = `${form}/confirmer`;
export const activationPath = '/activation';

/** Where the administrator decides this request. */
export const decisionPath = (requestId: string) =>
  `/etablissements/${ground.siret}/utilisateurs/demandes/${requestId}`;

const words = ({ body }: Reply) =>
  body
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 400);
