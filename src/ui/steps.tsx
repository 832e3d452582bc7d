import type { ComponentChildren } from 'preact';
import { typo, typoChild } from './typography';

interface Step {
  readonly title: string;
  readonly text: ComponentChildren;
  /** Where the person is. */
  readonly current?: boolean | undefined;
}

/** Numbered steps of what comes next (class suites). */
export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <ol class="suites">
      {steps.map(({ title, text, current }) => (
        <li
          key={title}
          class={current ? 'suites__ici' : undefined}
          aria-current={current ? 'step' : undefined}
        >
          <div>
            <h3>{typo(title)}</h3>
            <p>{typoChild(text)}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
