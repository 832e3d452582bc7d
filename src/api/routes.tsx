import { type Call, getOpen, getViewable, open, page, type Route } from '../platform/http';
import { everyone } from '../platform/who-may';
import { registryDate, searchLimit } from '../registry';
import { attribution } from './attribution';
import { apiRoot, openApiDocument } from './document';
import { wrongParameter } from './errors';
import { type Operation, operations } from './operations';
import { ApiPage } from './pages/api';

/** The registry changes once a day at most; what is kept an hour is late by one. */
const maxAgeSeconds = 3600;

interface ApiOptions {
  readonly publicUrl: string;
  /** Calls and searches of one address, counted together. */
  readonly searchPerMinute: number;
}

/** The registry for programs, its description, and the page that shows it. */
export function apiRoutes({ publicUrl, searchPerMinute }: ApiOptions): Route[] {
  const document = openApiDocument({ publicUrl, perMinute: searchPerMinute });
  return [
    ...operations.map((one) =>
      getOpen(`${apiRoot}${one.path.replaceAll(/\{(\w+)\}/g, ':$1')}`, (call) =>
        answer(call, one, searchPerMinute),
      ),
    ),
    getOpen(`${apiRoot}/openapi.json`, () => open(document, { maxAgeSeconds, modifiedAt: null })),
    getViewable('/api', everyone, () => page(<ApiPage document={document} />)),
  ];
}

async function answer(call: Call, operation: Operation, perMinute: number) {
  const { db } = call.kernel;
  await call.count(searchLimit(perMinute), call.address);
  const modifiedAt = await registryDate(db);
  const facts = await operation.read(db, typedIn(call, operation));
  const miseAJour = modifiedAt?.toISOString() ?? null;
  return open(operation.answer.parse({ ...facts, source: attribution, miseAJour }), {
    maxAgeSeconds,
    modifiedAt,
  });
}

/** The parameters, checked; the first that does not do is refused by its name. */
function typedIn({ params, query }: Call, { parameters }: Operation): Record<string, unknown> {
  return Object.fromEntries(
    parameters.map(({ name, in: place, schema }) => {
      const read = schema.safeParse((place === 'path' ? params : query)[name]);
      if (!read.success) throw wrongParameter(name, read.error.issues[0]?.message ?? '');
      return [name, read.data];
    }),
  );
}
