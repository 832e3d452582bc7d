/** One figure of an experiment, or of the bench. */
export interface Row {
  readonly name: string;
  readonly figure: string;
  readonly bound: string;
  readonly ok: boolean;
}

/** Yields its figures as they come. `parts` narrows it, where the experiment has parts. */
export type Experiment = (parts: readonly string[]) => AsyncGenerator<Row>;

/** A figure that may not exceed its bound. `unit` is written after both. */
export const atMost = (name: string, figure: number, bound: number, unit = ''): Row => ({
  name,
  figure: `${short(figure)}${unit}`,
  bound: `≤ ${short(bound)}${unit}`,
  ok: figure <= bound,
});

/** A figure that must reach its bound. */
export const atLeast = (name: string, figure: number, bound: number, unit = ''): Row => ({
  name,
  figure: `${short(figure)}${unit}`,
  bound: `≥ ${short(bound)}${unit}`,
  ok: figure >= bound,
});

/** A figure that may only be this one. */
export const exactly = (name: string, figure: number | string, bound: number | string): Row => ({
  name,
  figure: String(figure),
  bound: `= ${bound}`,
  ok: figure === bound,
});

/** A figure of which nothing is asked; it is good to know. `aim` is what one would like it to be. */
export const told = (name: string, figure: number | string, aim?: string): Row => ({
  name,
  figure: typeof figure === 'number' ? short(figure) : figure,
  bound: aim ?? 'none',
  ok: true,
});

/** The same experiment with its fault planted: it must be seen, or the experiment sees nothing. */
export const seenFault = (name: string, faults: number): Row => ({
  name: `control: ${name}`,
  figure: String(faults),
  bound: '> 0',
  ok: faults > 0,
});

const short = (value: number) => (Number.isInteger(value) ? String(value) : value.toPrecision(3));

/** Runs each experiment, prints its figures as they come and all of them in one table; gives the exit code. */
export async function printAll(
  experiments: readonly (readonly [name: string, run: () => AsyncGenerator<Row>])[],
): Promise<number> {
  const rows: Row[] = [];
  const add = (name: string, row: Row) => {
    rows.push({ ...row, name: `${name}: ${row.name}` });
    console.log(`… ${line(rows.at(-1) ?? row)}`);
  };
  for (const [name, run] of experiments) {
    let count = 0;
    try {
      for await (const row of run()) {
        add(name, row);
        count++;
      }
      if (count === 0) add(name, { name: 'ended without a figure', figure: '0', bound: '> 0', ok: false });
    } catch (error) {
      console.error(error);
      add(name, { name: 'stopped by an error', figure: 'see above', bound: 'none', ok: false });
    }
  }
  console.log(`\n${['name', 'figure', 'bound', 'ok'].join(' | ')}`);
  for (const row of rows) console.log(line(row));
  return rows.length > 0 && rows.every((row) => row.ok) ? 0 : 1;
}

const line = (row: Row) => [row.name, row.figure, row.bound, row.ok ? 'ok' : 'short'].join(' | ');
