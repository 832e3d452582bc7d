import { type Answer, type Call, redirect } from '../platform/http';
import { secondStepCookie, secondStepLife } from './second-factor/second-step';
import { giveCookies, type IssuedSession } from './session';

/** What a right password leads to: a session, or the second step when the account has a second factor. */
export type Entry =
  | { readonly kind: 'in'; readonly issued: IssuedSession }
  | { readonly kind: 'second-step'; readonly secret: string };

export const secondStepPath = '/connexion/verification';

/** Lets in, or sends to the second step, which comes back to the same page. */
export function letIn(call: Call, entry: Entry, comeBack: string): Answer {
  if (entry.kind === 'in') {
    giveCookies(call, entry.issued);
    return redirect(comeBack);
  }
  call.setCookie(secondStepCookie, entry.secret, { maxAgeSeconds: secondStepLife / 1000 });
  return redirect(`${secondStepPath}?${new URLSearchParams({ retour: comeBack })}`);
}
