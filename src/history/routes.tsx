import { historySections, type Place, placeIn } from '../access';
import { logList } from '../journal';
import { type Answer, type Call, get, getViewable, page, type Route } from '../platform/http';
import { listAsked } from '../platform/paging';
import { periodAsked } from '../platform/period';
import { mayThere } from '../platform/who-may';
import { historyFile } from './export';
import { HistoryPage } from './pages/history';
import { type HistoryLine, historyPage, wholeHistory } from './queries/history';

const readers = mayThere('history.read');
const places = ['/etablissements/:siret/historique', '/entreprises/:siren/historique'];
/** Each line read is one of the access log, which is kept a year. */
const pagesRead = { name: 'history-pages', tries: 600, seconds: 3600 };
const exports = { name: 'history-exports', tries: 20, seconds: 3600 };
/** Lines of a file: years of a large company, and a few megabytes. */
const mostExported = 20_000;

/** "Historique" of an establishment, and of a company with all of its establishments. */
export const historyRoutes: readonly Route[] = places.flatMap((path) => [
  getViewable(path, readers, (call) => show(call, { tooMany: false })),
  get(`${path}/export`, readers, exported),
]);

function askedIn({ query, person, kernel }: Call) {
  const reader = { accountId: person().accountId, now: kernel.clock() };
  const section = historySections.find(({ value }) => value === query.rubrique)?.value ?? null;
  return { reader, section, period: periodAsked(query), ...listAsked(query) };
}

async function show(call: Call, { tooMany }: { tooMany: boolean }): Promise<Answer> {
  await call.count(pagesRead, call.person().accountId);
  const place = await placeIn(call);
  const asked = askedIn(call);
  const wrong = Object.keys(asked.period.errors).length > 0;
  const list = wrong ? null : await historyPage(call.kernel.db, place, asked);
  await note(call, place, 'read-history', list?.lines ?? []);
  return page(
    <HistoryPage person={call.person()} place={place} list={list} asked={asked} tooMany={tooMany} />,
    wrong || tooMany ? 422 : 200,
  );
}

async function exported(call: Call): Promise<Answer> {
  await call.count(exports, call.person().accountId);
  const place = await placeIn(call);
  const asked = askedIn(call);
  if (Object.keys(asked.period.errors).length > 0) return show(call, { tooMany: false });
  const lines = await wholeHistory(call.kernel.db, place, asked, mostExported);
  if (lines === null) return show(call, { tooMany: true });
  await note(call, place, 'exported-history', lines);
  return historyFile(place, lines, call.kernel.clock());
}

/** The place, everybody whose events are shown, and who did them. */
function note(call: Call, { siren, siret }: Place, action: string, lines: readonly HistoryLine[]) {
  const place = siret === null ? { kind: 'company', id: siren } : { kind: 'establishment', id: siret };
  const shown = lines.map(({ subjectKind: kind, subjectId: id }) => ({ kind, id }));
  const doers = lines.flatMap(({ actorId }) => (actorId ? [{ kind: 'account', id: actorId }] : []));
  const once = new Map([place, ...shown, ...doers].map((one) => [`${one.kind} ${one.id}`, one]));
  return logList(call, { action, ...(siret && { siret }) }, [...once.values()]);
}
