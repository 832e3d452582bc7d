import { logAccess } from '../journal';
import { checkFilesChore, type FileStore, sweepFilesChore } from '../platform/files';
import { type Call, get, page, post, type Route, redirect } from '../platform/http';
import type { Job } from '../platform/jobs';
import { agentsWho } from '../platform/who-may';
import { RepairPage } from './pages/repair';
import { repairPath } from './pages/repair-words';
import { repairs } from './queries/repair';
import { abandonJob, abandonMail, relaunchJob, resendMail, runChoreNow, scanAgain } from './repair';
import type { scanPayload } from './scan-documents';

const repairers = agentsWho('account_manager', 'supervisor');

/** What waits, what failed, and how to start it again. `scan` null: no antivirus is set. */
export function repairRoutes(files: FileStore, scan: Job<typeof scanPayload> | null): Route[] {
  const gestures = gesturesOn(files, scan);
  return [
    get(repairPath, repairers, async (call) => {
      const { db, clock } = call.kernel;
      const now = clock();
      const search = (call.query.adresse ?? '').trim().slice(0, 100).toLowerCase();
      const action = search === '' ? 'read-repairs' : 'read-mail-log';
      await logAccess(call, { action, subjectKind: 'mail-log', subjectId: search });
      const found = await repairs(db, files, now, search);
      const { fait } = call.query;
      return page(<RepairPage person={call.person()} found={found} search={search} done={fait} />);
    }),
    post(repairPath, repairers, async (call) => {
      for (const [name, perform] of Object.entries(gestures)) {
        const id = call.form[name];
        if (id === undefined) continue;
        return redirect(`${repairPath}?fait=${(await perform(call, id)) ? name : 'deja'}`);
      }
      return redirect(repairPath);
    }),
  ];
}

type Gesture = (call: Call, id: string) => Promise<boolean>;

/** By the name of the button pressed; its value is what it is pressed on. */
function gesturesOn(files: FileStore, scan: Job<typeof scanPayload> | null): Record<string, Gesture> {
  const sweep = runChoreNow(sweepFilesChore(files));
  const check = runChoreNow(checkFilesChore(files));
  const again = scan && scanAgain(scan);
  return {
    renvoyer: (call, mailId) => call.perform(resendMail, { mailId }),
    'abandonner-email': (call, mailId) => call.perform(abandonMail, { mailId }),
    relancer: (call, jobId) => call.perform(relaunchJob, { jobId }),
    'abandonner-traitement': (call, jobId) => call.perform(abandonJob, { jobId }),
    nettoyer: (call) => call.perform(sweep, {}),
    verifier: (call) => call.perform(check, {}),
    analyser: async (call) => (again ? call.perform(again, {}) : false),
  };
}
