import { type Kind, kinds, type Query } from './table';

/** Gives SIRENs, best first. */
export type Search = (query: string) => Promise<readonly string[]>;

export interface Asked extends Query {
  /** Of the expected company among the answers, from 1; Infinity when it is not there. */
  readonly rank: number;
}

/** Shares, 0 to 1, of the queries whose company came first, among the first three, among the first ten. */
export interface Score {
  readonly asked: number;
  readonly first: number;
  readonly inThree: number;
  readonly inTen: number;
}

/** Asks every query of a table, one after the other. */
export async function ask(search: Search, table: readonly Query[]): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const query of table) {
    const at = (await search(query.query)).indexOf(query.siren);
    asked.push({ ...query, rank: at === -1 ? Number.POSITIVE_INFINITY : at + 1 });
  }
  return asked;
}

export async function score(
  search: Search,
  table: readonly Query[],
): Promise<{ readonly all: Score; readonly of: Readonly<Partial<Record<Kind, Score>>> }> {
  const asked = await ask(search, table);
  const of = Object.fromEntries(
    kinds.flatMap((kind) => {
      const some = asked.filter((one) => one.kind === kind);
      return some.length === 0 ? [] : [[kind, scoreOf(some)]];
    }),
  );
  return { all: scoreOf(asked), of };
}

function scoreOf(asked: readonly Asked[]): Score {
  const within = (rank: number) => asked.filter((one) => one.rank <= rank).length / asked.length;
  return { asked: asked.length, first: within(1), inThree: within(3), inTen: within(10) };
}
