import { typo } from '../../../ui';

/** A submit button that reads as a link of its sentence: what was typed is kept. */
export function LinkButton({ aller, children }: { readonly aller: string; readonly children: string }) {
  return (
    <button class="lien" type="submit" name="aller" value={aller}>
      {typo(children)}
    </button>
  );
}
