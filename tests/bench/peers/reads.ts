// The reads of each page, by the product's own functions in the product's own order: whoever is its peer
// makes the same ones.
import { accessRights } from '../../../src/access';
import { type CompanyScreen, companyScreen } from '../../../src/access/request-form/company-screen';
import { documentOf, findDraft, type StoredDocument } from '../../../src/access/request-form/draft-store';
import type { FormView } from '../../../src/access/request-form/pages/frame';
import { draftCookie } from '../../../src/access/request-form/receive';
import { systemClock } from '../../../src/platform/clock';
import type { Database } from '../../../src/platform/database';
import { sessionCookie } from '../../../src/platform/http';
import type { PageName } from '../ground';

/** What a page is made from. */
export interface PageData {
  readonly view: FormView;
  readonly screen: CompanyScreen | null;
  readonly document: StoredDocument | null;
}

const rights = accessRights(systemClock, 'offered');
const empty: FormView = {
  draftId: null,
  own: false,
  form: { typed: {}, visited: [], attempted: false, facts: { company: null, site: null } },
};

export async function readPage(
  db: Database,
  name: PageName,
  cookies: Readonly<Record<string, string>>,
): Promise<PageData> {
  const now = systemClock();
  await rights.signedIn(db, cookies[sessionCookie] ?? '', { asOneself: false });
  if (name === 'sign-in') return { view: empty, screen: null, document: null };
  const draft = await findDraft(db, cookies[draftCookie] ?? '', now, { listed: name === 'company' });
  if (!draft) throw new Error('the draft of the bench is not there');
  const { id, typed, visited, attempted, facts } = draft;
  const view = { draftId: id, own: false, form: { typed, visited, attempted, facts, quiet: false } };
  return {
    view,
    screen:
      name === 'company'
        ? await companyScreen(db, view.form, { now: new Date(), maySearch: async () => true })
        : null,
    document: name === 'new-company' ? await documentOf(db, draft.id) : null,
  };
}

/** A Cookie header, read. */
export const cookiesIn = (header = ''): Record<string, string> =>
  Object.fromEntries(
    header
      .split(';')
      .map((pair) => pair.trim().split('='))
      .map(([name = '', value = '']) => [name, value]),
  );
