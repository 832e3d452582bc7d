import type { FieldErrors } from '../../platform/errors';
import { type Answer, type Call, get, ownPath, page, post, type Route, redirect } from '../../platform/http';
import { linkHolder } from '../../platform/who-may';
import { letIn, secondStepPath } from '../entry';
import { requestOptions } from './passkeys';
import { challengeOf, readProof } from './proof';
import { passSecondStep, secondStepCookie, waitingSignIn } from './second-step';
import { SecondStepPage } from './second-step-page';
import { passkeysOf, totpSince } from './store';

const home = '/accueil';

/** The second step of a sign-in. Whoever comes without a password just given is sent to give it. */
export const secondStepRoutes = (): Route[] => [
  get(secondStepPath, linkHolder, (call) => show(call, call.query.retour)),
  post(secondStepPath, linkHolder, async (call) => {
    const { form } = call;
    const read = readProof(form);
    if ('errors' in read) return show(call, form.retour, read.errors, 422);
    const step = await passSecondStep(call, secretOf(call), read.proof);
    if (step.kind === 'wrong') return show(call, form.retour, read.wrong, 422);
    call.clearCookie(secondStepCookie);
    if (step.kind === 'dead') return redirect(startAgain(form.retour));
    return letIn(call, step, ownPath(form.retour, home));
  }),
];

const secretOf = (call: Call) => call.cookie(secondStepCookie) ?? '';

const startAgain = (comeBack: string | undefined) =>
  `/connexion?${new URLSearchParams({ retour: ownPath(comeBack, home), fin: '1' })}`;

async function show(
  call: Call,
  comeBack: string | undefined,
  errors: FieldErrors = {},
  status?: number,
): Promise<Answer> {
  const { db, clock, publicUrl } = call.kernel;
  const secret = secretOf(call);
  const account = await waitingSignIn(db, secret, clock());
  if (!account) return redirect(startAgain(comeBack));
  const held = await passkeysOf(db, account.id);
  return page(
    <SecondStepPage
      comeBack={ownPath(comeBack, home)}
      hasTotp={(await totpSince(db, account.id)) !== null}
      passkeys={
        held.length === 0 ? null : await requestOptions(publicUrl, { challenge: challengeOf(secret), held })
      }
      errors={errors}
    />,
    status,
  );
}
