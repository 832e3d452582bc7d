import { drawOnce } from './draw-once';
import { typo } from './typography';

/** What the strip says; null: there is none. */
let said: string | null = null;

/**
 * Draws pages with the strip of the demonstration, or without. Drawing is one call without a pause, so that no two
 * pages meet here; a context of the library would take two thirds of the time of a page.
 */
export function drawnAs<T>(strip: string | null, draw: () => T): T {
  said = strip;
  try {
    return draw();
  } finally {
    said = null;
  }
}

/** The strip above every page of the demonstration; nothing in a real service. */
export function DemonstrationStrip() {
  const strip = said;
  if (strip === null) return null;
  return drawOnce(`demonstration ${strip}`, () => (
    <aside class="demonstration" aria-label="Démonstration">
      <div class="cadre demonstration__cadre">
        <p>
          <strong>Démonstration</strong>
          <span class="demonstration__detail">{typo(` : ${strip}.`)}</span>
        </p>
        <a href="/boite-aux-lettres">Boîte aux lettres</a>
      </div>
    </aside>
  ));
}
