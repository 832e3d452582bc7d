import { drawOnce } from './draw-once';
import { typo } from './typography';

let demonstrating = false;

/**
 * Draws pages with the strip of the demonstration, or without. Drawing is one call without a pause, so that no two
 * pages meet here; a context of the library would take two thirds of the time of a page.
 */
export function drawnAs<T>(demonstration: boolean, draw: () => T): T {
  demonstrating = demonstration;
  try {
    return draw();
  } finally {
    demonstrating = false;
  }
}

/** The strip above every page of the demonstration; nothing in a real service. */
export function DemonstrationStrip() {
  if (!demonstrating) return null;
  return drawOnce('demonstration', () => (
    <aside class="demonstration" aria-label="Démonstration">
      <div class="cadre demonstration__cadre">
        <p>
          <strong>Démonstration</strong>
          <span class="demonstration__detail">{typo(' : personnes fictives, aucun email ne part.')}</span>
        </p>
        <a href="/boite-aux-lettres">Boîte aux lettres</a>
      </div>
    </aside>
  ));
}
