import { ButtonLink } from './form';
import { PlainPage } from './layout';
import { typo } from './typography';

/** What every refusal shows: what happened, and the way on. The same bytes for everybody. */
export function refusalPage(refusal: { readonly sentence: string; readonly wayOn: string }) {
  return (
    <PlainPage title="Page indisponible" error>
      <h1>{typo(refusal.sentence)}</h1>
      <p>{typo(refusal.wayOn)}</p>
      <p>
        <ButtonLink href="/">Revenir à l'accueil</ButtonLink>
      </p>
    </PlainPage>
  );
}
