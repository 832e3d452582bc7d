import { logAccess } from '../journal';
import { notFound } from '../platform/errors';
import { type Answer, type Call, get, page, post, type Route, redirect } from '../platform/http';
import type { WhoMay } from '../platform/who-may';
import { decideRegistryObject } from './decide-registry';
import { DeclaredCompanyPage, DeclaredEstablishmentPage } from './pages/declared';
import type { FormState, RegistryObject } from './pages/registry-decision';
import { declaredCompany, declaredEstablishment } from './queries/declared';

interface Outcome extends FormState {
  readonly done?: string | undefined;
  readonly meanwhile?: string | undefined;
}

const paths = {
  entreprise: '/agents/entreprises-a-valider',
  etablissement: '/agents/etablissements-a-valider',
} as const;

/** A company or an establishment to validate, on its own page. */
export const declaredRoutes = (readers: WhoMay, deciders: WhoMay): Route[] =>
  (['entreprise', 'etablissement'] as const).flatMap((object) => [
    get(`${paths[object]}/:id`, readers, (call) =>
      show(call, object, { errors: {}, typed: {}, done: call.query.fait }),
    ),
    post(`${paths[object]}/:id`, deciders, async (call) => {
      const decision = await decideRegistryObject(call, object, numberOf(call));
      if (decision.kind === 'done')
        return redirect(`${paths[object]}/${numberOf(call)}?fait=${decision.code}`);
      if (decision.kind === 'to-correct') return show(call, object, decision, 422);
      return show(call, object, { errors: {}, typed: {}, meanwhile: decision.sentence }, 409);
    }),
  ]);

const numberOf = (call: Call) => call.params.id ?? '';

async function show(call: Call, object: RegistryObject, outcome: Outcome, status = 200): Promise<Answer> {
  const person = call.person();
  const action = person.agentRoles.has('account_manager') ? `${paths[object]}/${numberOf(call)}` : null;
  const { done, meanwhile, errors, typed } = outcome;
  const rest = { person, action, done, meanwhile, form: { errors, typed } };
  if (object === 'entreprise') {
    const file = await declaredCompany(call.kernel.db, numberOf(call), call.kernel.clock());
    if (!file) throw notFound();
    await noteReading(call, 'company');
    return page(<DeclaredCompanyPage file={file} {...rest} />, status);
  }
  const file = await declaredEstablishment(call.kernel.db, numberOf(call));
  if (!file) throw notFound();
  await noteReading(call, 'establishment');
  return page(<DeclaredEstablishmentPage file={file} {...rest} />, status);
}

const noteReading = (call: Call, subjectKind: 'company' | 'establishment') =>
  logAccess(call, { action: `read-declared-${subjectKind}`, subjectKind, subjectId: numberOf(call) });
