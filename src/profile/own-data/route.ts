import { Readable } from 'node:stream';
import { logAccess } from '../../journal';
import { download, get, type Route } from '../../platform/http';
import { signedIn } from '../../platform/who-may';
import { dayInParis } from '../../platform/working-days';
import { ownDataOf } from './own-data';

/** Reading a year of one's own accesses costs something. */
const limit = { name: 'own-data', tries: 10, seconds: 3600 };

/** "Télécharger mes données". */
export const ownDataRoute: Route = get('/mon-profil/mes-donnees', signedIn, async (call) => {
  const person = call.person();
  await call.count(limit, person.accountId);
  const now = call.kernel.clock();
  const data = await ownDataOf(call.kernel.db, person, now);
  await logAccess(call, { action: 'exported-own-data', subjectKind: 'account', subjectId: person.accountId });
  const content = Buffer.from(JSON.stringify(data, null, 2));
  return download({
    name: `mes-donnees-${dayInParis(now)}.json`,
    mediaType: 'application/json; charset=utf-8',
    sizeBytes: content.length,
    content: Readable.from([content]),
  });
});
