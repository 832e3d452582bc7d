import type { PoolClient } from 'pg';
import { factsIn, siteFacts, unitFacts } from '../facts';
import type { Mode } from './state';

/** What an import changes of the registry in place. */
export interface Differences {
  readonly created: number;
  /** Facts that are not what they were; the next three are among them. */
  readonly updated: number;
  readonly closed: number;
  readonly reopened: number;
  /** No longer public. */
  readonly hidden: number;
  readonly unchanged: number;
  /** No longer in the files: of a stock, they leave the registry. */
  readonly gone: number;
}

/** Compares what was loaded with the registry in place; of a file of changes, the numbers it names only. */
export async function differences(client: PoolClient, of: 'unit' | 'site', mode: Mode): Promise<Differences> {
  const [key, facts] = of === 'unit' ? (['siren', unitFacts] as const) : (['siret', siteFacts] as const);
  const join = mode === 'stock' ? 'full' : 'right';
  const { rows } = await client.query<Differences>(`
    select count(*) filter (where old.${key} is null) as created,
      count(*) filter (where changed) as updated,
      count(*) filter (where changed and old.active and not new.active) as closed,
      count(*) filter (where changed and not old.active and new.active) as reopened,
      count(*) filter (where changed and old.diffusible and not new.diffusible) as hidden,
      count(*) filter (where not changed) as unchanged,
      count(*) filter (where new.${key} is null) as gone
    from sirene.${of} as old ${join} join sirene_next.${of} as new on new.${key} = old.${key},
      lateral (select case when old.${key} is not null and new.${key} is not null
        then (${factsIn('old', facts)}) is distinct from (${factsIn('new', facts)}) end as changed) as compared`);
  const [row] = rows;
  if (!row) throw new Error('an aggregate has a row');
  return row;
}
