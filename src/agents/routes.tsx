import { decideFromForm, grantableRoles, requestForDecision } from '../access';
import { logAccess, logList } from '../journal';
import { notFound } from '../platform/errors';
import type { FileStore } from '../platform/files';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../platform/http';
import type { Job } from '../platform/jobs';
import { listAsked } from '../platform/paging';
import { agentsWho } from '../platform/who-may';
import { accessLogRoutes } from './access-log/routes';
import { accountsDeskRoutes } from './accounts/routes';
import { bankRoutes } from './bank/routes';
import { decidedMeanwhile, decideRegistryObject } from './decide-registry';
import { declaredRoutes } from './declared-routes';
import { documentRoute } from './documents';
import { mergeRoutes } from './merge/routes';
import { queuePath } from './pages/frame';
import { QueuePage } from './pages/queue';
import { RequestPage, type RequestPageProps } from './pages/request';
import { declaredCompany, declaredEstablishment } from './queries/declared';
import { isAgentsToDecide, queueOf, queueViews } from './queries/queue';
import { referentialsRoutes } from './referentials/routes';
import { repairRoutes } from './repair-routes';
import { rightsReviewsRoutes } from './rights-reviews/routes';
import type { scanPayload } from './scan-documents';
import { staffRoutes } from './staff/routes';
import { takeoverDeskRoutes } from './takeover-routes';

/** The agents in charge of accounts decide; supervisors read. */
const deciders = agentsWho('account_manager');
const readers = agentsWho('account_manager', 'supervisor');

const requestPath = `${queuePath}/:id`;

interface AgentsOptions {
  /** Where proof documents are stored. */
  readonly files: FileStore;
  /** How they are scanned; null when no antivirus is set. */
  readonly scan: Job<typeof scanPayload> | null;
}

/** The desk of access requests, and what did not work by itself. */
export const agentsRoutes = ({ files, scan }: AgentsOptions): Route[] => [
  get(queuePath, readers, async (call) => {
    const view = queueViews.find((one) => one === call.query.etat) ?? 'a-decider';
    const asked = { view, ...listAsked(call.query), now: call.kernel.clock() };
    const { search } = asked;
    const queue = await queueOf(call.kernel.db, asked);
    const files = queue.lines.map(({ kind, id }) => ({
      kind: kind === 'request' ? 'access-request' : kind,
      id,
    }));
    const searched = search === '' ? [] : [{ kind: `queue-${view}`, id: search }];
    await logList(call, { action: 'read-queue' }, [...searched, ...files]);
    return page(
      <QueuePage
        person={call.person()}
        queue={queue}
        view={view}
        search={search}
        now={call.kernel.clock()}
      />,
    );
  }),
  get(requestPath, readers, async (call) => {
    return show(call, { done: call.query.fait, correcting: call.query.corriger === 'oui' });
  }),
  post(requestPath, deciders, decide),
  ...declaredRoutes(readers, deciders),
  ...takeoverDeskRoutes(readers, deciders),
  documentRoute(files),
  ...bankRoutes,
  ...repairRoutes(files, scan),
  ...accountsDeskRoutes,
  ...mergeRoutes,
  ...rightsReviewsRoutes,
  ...accessLogRoutes,
  ...staffRoutes,
  ...referentialsRoutes,
];

async function requestOf(call: Call) {
  const view = await requestForDecision(call.kernel.db, call.params.id ?? '');
  if (!view) throw notFound();
  return view;
}

type Outcome = Partial<Pick<RequestPageProps, 'failed' | 'done' | 'meanwhile' | 'correcting'>>;

/** Reads everything anew: what is shown is what is decided by now. */
async function show(call: Call, outcome: Outcome, status = 200): Promise<Answer> {
  const { db } = call.kernel;
  const view = await requestOf(call);
  const { id: subjectId, siret } = view;
  await logAccess(call, { action: 'read-request', subjectKind: 'access-request', subjectId, siret });
  const mayDecide = call.person().agentRoles.has('account_manager');
  return page(
    <RequestPage
      person={call.person()}
      view={view}
      company={await declaredCompany(db, view.siren, call.kernel.clock())}
      establishment={await declaredEstablishment(db, view.siret)}
      accessIsOurs={await isAgentsToDecide(db, view.id, call.kernel.clock())}
      mayDecide={mayDecide}
      grantable={mayDecide ? await grantableRoles(call, view.siret) : []}
      failed={outcome.failed ?? null}
      done={outcome.done}
      meanwhile={outcome.meanwhile}
      correcting={(outcome.correcting ?? false) && !view.hasAccount}
    />,
    status,
  );
}

/** The page holds up to three forms; the button pressed says which one was sent. */
async function decide(call: Call): Promise<Answer> {
  const view = await requestOf(call);
  if (call.form.entreprise !== undefined) return decideObject(call, 'entreprise', view.siren);
  if (call.form.etablissement !== undefined) return decideObject(call, 'etablissement', view.siret);
  const correcting = call.form.corriger === 'oui';
  try {
    const read = await decideFromForm(call, view);
    if (read.ok) return redirect(`${queuePath}/${view.id}?fait=${call.form.decision}`);
    return show(call, { failed: { form: 'acces', state: read }, correcting }, 422);
  } catch (error) {
    const meanwhile = decidedMeanwhile(error);
    if (meanwhile === null) throw error;
    return show(call, { meanwhile }, 409);
  }
}

async function decideObject(call: Call, object: 'entreprise' | 'etablissement', number: string) {
  const decision = await decideRegistryObject(call, object, number);
  if (decision.kind === 'done') return redirect(`${queuePath}/${call.params.id}?fait=${decision.code}`);
  if (decision.kind === 'meanwhile') return show(call, { meanwhile: decision.sentence }, 409);
  return show(call, { failed: { form: object, state: decision } }, 422);
}
