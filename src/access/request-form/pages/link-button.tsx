import { typo } from '../../../ui';

/**
 * A submit button that reads as a link of its sentence: what was typed is kept. A full stop goes inside:
 * browsers wrap a button as a block, and would leave it alone on its line.
 */
export function LinkButton({ aller, children }: { readonly aller: string; readonly children: string }) {
  return (
    <button class="lien" type="submit" name="aller" value={aller}>
      {typo(children)}
    </button>
  );
}
