import type { ComponentChildren } from 'preact';
import { typo } from './typography';

interface CardProps {
  /** Id of the heading, unique in the page. */
  readonly id: string;
  readonly title: string;
  /** Link or mention on the right of the heading. */
  readonly aside?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A sheet with its heading (h2): a section that assistive technology can name. */
export function Card({ id, title, aside, children }: CardProps) {
  return (
    <section class="carte" aria-labelledby={id}>
      <div class="section__tete">
        <h2 id={id}>{typo(title)}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
