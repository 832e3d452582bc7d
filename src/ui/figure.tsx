import type { ComponentChildren } from 'preact';
import { typo } from './typography';

/** One bar or column. */
export interface Measure {
  /** As read in the table: "novembre 2026". */
  readonly name: string;
  /** Under a column, where there is little room: "N". The name unless told. */
  readonly short?: string | undefined;
  readonly value: number;
  /** The value in words: "1,5 jour". The number unless told. */
  readonly said?: string | undefined;
  /** Further cells of its row in the table. */
  readonly more?: readonly string[] | undefined;
}

interface FigureProps {
  /** Of its heading; unique in the page. */
  readonly id: string;
  readonly title: string;
  /** What the drawing shows, in a sentence: read by who does not see it. */
  readonly summary: string;
  readonly shape: 'barres' | 'colonnes';
  readonly measures: readonly Measure[];
  /** Titles of the columns of the table. */
  readonly headings: readonly string[];
}

const saidOf = ({ value, said }: Measure) => said ?? String(value);

/**
 * A drawing and the table that says the same. Lengths are attributes of SVG and every word is text of the page: it
 * keeps its size on a small screen, in print, and in the person's own colours; each length has its number beside it.
 */
export function Figure({ id, title, summary, shape, measures, headings }: FigureProps) {
  const most = Math.max(1, ...measures.map(({ value }) => value));
  const drawing = shape === 'barres' ? bars(measures, most) : columns(measures, most);
  return (
    <figure class="carte figure" aria-labelledby={id}>
      <figcaption>
        <h2 id={id}>{typo(title)}</h2>
        <p class="discret">{typo(summary)}</p>
      </figcaption>
      {drawing}
      <details class="figure__chiffres">
        <summary>
          {typo('Les mêmes chiffres en tableau')}
          <span class="vh"> : {typo(title)}</span>
        </summary>
        <table class="table">
          <caption class="vh">{typo(title)}</caption>
          <thead>
            <tr>
              {headings.map((heading) => (
                <th scope="col" key={heading}>
                  {typo(heading)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {measures.map((measure) => (
              <tr key={measure.name}>
                <th scope="row">{typo(measure.name)}</th>
                {[saidOf(measure), ...(measure.more ?? [])].map((cell, index) => (
                  <td key={index}>{typo(cell)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
}

const percent = (value: number, most: number) => Math.round((1000 * value) / most) / 10;

/** Each with its name and its number, one under the other. */
const bars = (measures: readonly Measure[], most: number): ComponentChildren => (
  <div class="barres" aria-hidden="true">
    {measures.map((measure) => (
      <div class="barres__une" key={measure.name}>
        <span>{typo(measure.name)}</span>
        <strong>{typo(saidOf(measure))}</strong>
        <svg class="barres__trait" aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">
          <rect class="figure__fond" width="100" height="10" />
          <rect class="figure__part" width={percent(measure.value, most)} height="10" />
        </svg>
      </div>
    ))}
  </div>
);

/** Side by side: the number above, what it is of below. */
const columns = (measures: readonly Measure[], most: number): ComponentChildren => (
  <div class="colonnes" aria-hidden="true">
    {measures.map((measure) => {
      const height = percent(measure.value, most);
      return (
        <div class="colonnes__une" key={measure.name}>
          <span class="colonnes__nombre">{measure.value === 0 ? '' : saidOf(measure)}</span>
          <svg class="colonnes__trait" aria-hidden="true" viewBox="0 0 10 100" preserveAspectRatio="none">
            <rect class="figure__fond" y="99" width="10" height="1" />
            <rect class="figure__part" y={100 - height} width="10" height={height} />
          </svg>
          <span>{measure.short ?? measure.name}</span>
        </div>
      );
    })}
  </div>
);
