import { inTransaction } from '../../platform/database';
import { get, page, post, type Route, redirect } from '../../platform/http';
import { everyone } from '../../platform/who-may';
import { queueRemoval } from '../proof/keep';
import { deleteDraft } from './draft-store';
import { addressOf, closeAddress, gaugeSlugs, isGauge } from './form-pages';
import { ClosePage } from './pages/close-page';
import { draftCookie, openDraft } from './receive';

const wayOut = '/connexion';

/** "Fermer": the draft is kept or erased, as the person says. */
export const closeRoutes: readonly Route[] = [
  get(closeAddress, everyone, async (call) => {
    if (!(await openDraft(call))) return redirect(wayOut);
    const { de } = call.query;
    return page(<ClosePage back={addressOf(isGauge(de) ? de : gaugeSlugs[0])} />);
  }),
  post(closeAddress, everyone, async (call) => {
    const draft = await openDraft(call);
    if (call.form.choix === 'effacer' && draft) {
      await inTransaction(call.kernel.db, async (tx) => queueRemoval(tx, await deleteDraft(tx, draft.id)));
      call.clearCookie(draftCookie);
    }
    return redirect(wayOut);
  }),
];
