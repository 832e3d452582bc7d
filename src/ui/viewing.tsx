import { Button } from './form/buttons';
import { formatTime } from './format';
import { Icon } from './icons';
import { typo } from './typography';

interface Viewing {
  readonly name: string;
  readonly until: Date;
}

/** As whom an agent looks; null: everybody is themselves. Drawing is one call without a pause: see `drawnAs`. */
let seen: Viewing | null = null;

export function drawnFor<T>(viewing: Viewing | null, draw: () => T): T {
  seen = viewing;
  try {
    return draw();
  } finally {
    seen = null;
  }
}

/** The strip above every page that an agent reads as somebody, with the way out. */
export function ViewingStrip() {
  if (seen === null) return null;
  const { name, until } = seen;
  return (
    <aside class="vue" aria-label="Vous regardez comme une autre personne">
      <div class="cadre vue__cadre">
        <p>
          <Icon name="info" />
          <span>
            {typo('Vous voyez le portail comme ')}
            <strong>{name}</strong>
            {typo(`, en lecture seule, jusqu'à ${formatTime(until)}.`)}
          </span>
        </p>
        <form action="/agents/voir-comme/fin" method="post">
          <Button variant="trait">Quitter cette vue</Button>
        </form>
      </div>
    </aside>
  );
}
