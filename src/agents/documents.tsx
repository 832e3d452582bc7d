import { isReadable } from '../access';
import { logAccess } from '../journal';
import { notFound } from '../platform/errors';
import type { FileStore } from '../platform/files';
import { download, get, page, type Route } from '../platform/http';
import { agentsWho } from '../platform/who-may';
import { DocumentHeldPage } from './pages/document';
import { proofDocument } from './queries/document';

/** The proof document of a request: a download only, and never before its scan says "clean". */
export const documentRoute = (files: FileStore): Route =>
  get('/agents/documents/:id', agentsWho('account_manager'), async (call) => {
    const document = await proofDocument(call.kernel.db, call.params.id ?? '');
    if (!document) throw notFound();
    const { scan } = document;
    if (!isReadable(scan, call.kernel)) {
      const status = scan === 'infected' ? 403 : 409;
      return page(<DocumentHeldPage person={call.person()} document={document} />, status);
    }
    await logAccess(call, {
      action: 'downloaded-document',
      subjectKind: 'document',
      subjectId: document.id,
      siret: document.siret,
    });
    const { name, mediaType, sizeBytes, storageKey } = document;
    return download({ name, mediaType, sizeBytes, content: files.read(storageKey) });
  });
