import { z } from 'zod';
import {
  blockAccount,
  confirmFactorRemoval,
  findAccount,
  openFactorRemoval,
  stopViewingAccount,
  unblockAccount,
  viewAsAccount,
  withdrawFactorRemoval,
} from '../../accounts';
import { logAccess, logList, subjects } from '../../journal';
import { InvalidInput, notFound, Refusal } from '../../platform/errors';
import {
  type Answer,
  type Call,
  get,
  page,
  post,
  postAsOneself,
  type Route,
  redirect,
} from '../../platform/http';
import { listAsked } from '../../platform/paging';
import { agentsWho } from '../../platform/who-may';
import { accountView } from './account';
import { AccountPage } from './account-page';
import type { AccountPageProps } from './account-page-props';
import { accountFilters, accountsFound } from './accounts';
import { AccountsPage } from './list-page';
import { accountsPath } from './words';

const readers = agentsWho('account_manager', 'supervisor');
const actors = agentsWho('account_manager');

/** "Comptes": everybody who has an account, and what agents do for them. */
export const accountsDeskRoutes: readonly Route[] = [
  get(accountsPath, readers, async (call) => {
    const filter = accountFilters.find((one) => one === call.query.etat) ?? 'tous';
    const { search, page: number } = listAsked(call.query);
    const nothingAsked = search === '' && filter === 'tous';
    const asked = { filter, search, page: number };
    const list = nothingAsked ? null : await accountsFound(call.kernel.db, asked);
    const searched = search === '' ? [] : [{ kind: 'queue-comptes', id: search }];
    const shown = subjects('account', list?.lines.map(({ id }) => id) ?? []);
    await logList(call, { action: 'read-accounts' }, [...searched, ...shown]);
    return page(<AccountsPage person={call.person()} list={list} filter={filter} search={search} />);
  }),
  get(`${accountsPath}/:id`, readers, (call) => show(call, { done: call.query.fait })),
  post(`${accountsPath}/:id`, actors, act),
  postAsOneself('/agents/voir-comme/fin', actors, async (call) => {
    const seen = await call.perform(stopViewingAccount, { session: call.sessionSecret ?? '' });
    return redirect(seen === null ? accountsPath : `${accountsPath}/${seen}?fait=vue`);
  }),
];

type Outcome = Partial<Pick<AccountPageProps, 'errors' | 'typed' | 'done' | 'refusal'>>;

/** Reads everything anew: what is shown is what is true by now. */
async function show(call: Call, outcome: Outcome, status = 200): Promise<Answer> {
  const { db, clock } = call.kernel;
  const now = clock();
  const id = idIn(call);
  const view = await accountView(db, id, now);
  if (!view) throw notFound();
  await logAccess(call, { action: 'read-account', subjectKind: 'account', subjectId: id });
  const person = call.person();
  const mayAct = person.agentRoles.has('account_manager');
  const nothing = { errors: {}, typed: {}, done: undefined, refusal: null };
  return page(<AccountPage {...{ person, view, mayAct, now }} {...nothing} {...outcome} />, status);
}

function idIn(call: Call): string {
  const id = z.uuid().safeParse(call.params.id);
  if (!id.success) throw notFound();
  return id.data;
}

/** Field of the form, by the name that the behaviour gives it. */
const fieldOf: Readonly<Record<string, string>> = {
  bloquer: 'motif',
  rouvrir: 'motif',
  voir: 'raison',
  'demander-retrait': 'verifie',
};

/** The page holds up to three forms; the button pressed says which one was sent. */
async function act(call: Call): Promise<Answer> {
  const accountId = idIn(call);
  if (!(await accountExists(call, accountId))) throw notFound();
  const { geste = '', motif = '', verifie = '', raison = '', retrait = '' } = call.form;
  try {
    switch (geste) {
      case 'bloquer':
        await call.perform(blockAccount, { accountId, reason: motif });
        break;
      case 'rouvrir':
        await call.perform(unblockAccount, { accountId, reason: motif });
        break;
      case 'demander-retrait':
        await call.perform(openFactorRemoval, { accountId, checked: verifie });
        break;
      case 'confirmer-retrait':
        await call.perform(confirmFactorRemoval, { accountId, removalId: retrait });
        break;
      case 'abandonner-retrait':
        await call.perform(withdrawFactorRemoval, { accountId, removalId: retrait });
        break;
      case 'voir': {
        const session = call.sessionSecret ?? '';
        await call.perform(viewAsAccount, { accountId, reason: raison, session });
        return redirect('/accueil');
      }
      default:
        throw new InvalidInput({ '': 'Choisissez ce que vous voulez faire de ce compte.' });
    }
    return redirect(`${accountsPath}/${accountId}?fait=${geste}`);
  } catch (error) {
    const typed = call.form;
    if (error instanceof InvalidInput) return show(call, { errors: named(error, geste), typed }, 422);
    if (!(error instanceof Refusal) || error.status !== 409) throw error;
    return show(call, { refusal: error, typed }, 409);
  }
}

const accountExists = async ({ kernel }: Call, id: string) => (await findAccount(kernel.db, id)) !== null;

function named({ fields }: InvalidInput, geste: string) {
  const { reason, checked, ...others } = fields;
  const wrong = reason ?? checked;
  return { ...others, ...(wrong && { [fieldOf[geste] ?? '']: wrong }) };
}
