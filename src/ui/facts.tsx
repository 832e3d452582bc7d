import type { ComponentChildren } from 'preact';
import { typo } from './typography';

export type Fact = readonly [term: string, value: ComponentChildren];

/** Pairs of a term and its value (class fiche). Pairs without value are left out; values are shown as given. */
export function Facts({ items }: { readonly items: readonly Fact[] }) {
  return (
    <dl class="fiche">
      {items
        .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
        .map(([term, value]) => (
          <div key={term}>
            <dt>{typo(term)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
