// biome-ignore-all lint/a11y/noRedundantRoles: shown as cards, a table loses its roles in some browsers unless they are written
import type { ComponentChildren } from 'preact';
import { typo } from './typography';

interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => ComponentChildren;
  /**
   * "numero": aligned right. On a small screen "large", "large-nommee" and "gestes" take the whole width of the card;
   * the second says its title there, above.
   */
  readonly kind?: 'numero' | 'large' | 'large-nommee' | 'gestes' | undefined;
}

interface TableProps<Row> {
  /** Name of the table; hidden when the heading above already says it. */
  readonly caption: string;
  readonly captionHidden?: boolean | undefined;
  /** The first column names the row. */
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

const CELL_CLASSES = {
  numero: 'num',
  large: 'role-cellule',
  'large-nommee': 'role-cellule role-cellule--nommee',
  gestes: 'gestes-cellule',
} as const;

/**
 * A table that becomes cards under 62 rem. The explicit roles keep it a table for assistive technology once
 * the style no longer displays it as one.
 */
export function Table<Row>({ caption, captionHidden, columns, rows, rowKey }: TableProps<Row>) {
  return (
    <div class="table--carte">
      <table class="table table--fiches" role="table">
        <caption class={captionHidden ? 'vh' : undefined}>{typo(caption)}</caption>
        <thead role="rowgroup">
          <tr role="row">
            {columns.map(({ title, kind }) => (
              <th scope="col" role="columnheader" key={title} class={kind === 'numero' ? 'num' : undefined}>
                {typo(title)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr role="row" key={rowKey(row)}>
              {columns.map(({ title, cell, kind }, index) =>
                index === 0 ? (
                  <th scope="row" role="rowheader" key={title}>
                    {cell(row)}
                  </th>
                ) : (
                  <td
                    role="cell"
                    key={title}
                    class={kind && CELL_CLASSES[kind]}
                    data-titre={kind === 'gestes' ? undefined : typo(title)}
                  >
                    <div class={kind === 'gestes' ? 'gestes' : undefined}>{cell(row)}</div>
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
