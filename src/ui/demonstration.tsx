import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { typo } from './typography';

/** Whether the page is one of the demonstration: said once, where the page is rendered. */
export const Demonstration = createContext(false);

/** The strip above every page of the demonstration; nothing in a real service. */
export function DemonstrationStrip() {
  if (!useContext(Demonstration)) return null;
  return (
    <aside class="demonstration" aria-label="Démonstration">
      <div class="cadre demonstration__cadre">
        <p>
          <strong>Démonstration</strong>
          <span class="demonstration__detail">{typo(' : personnes fictives, aucun email ne part.')}</span>
        </p>
        <a href="/boite-aux-lettres">Boîte aux lettres</a>
      </div>
    </aside>
  );
}
