import type { Call } from '../platform/http';
import type { Permission } from '../platform/who-may';

/** What somebody holds on the parts of a company. */
export interface Reached {
  /** On an establishment, what is held on the whole company counts; null: on the whole of it. */
  readonly on: (siret: string | null) => ReadonlySet<Permission>;
  /** The establishments that they hold something on by themselves. */
  readonly sirets: readonly string[];
  /** What they may do there comes from mandates alone. */
  readonly byMandate: boolean;
}

export async function reachOf({ kernel, person }: Call, siren: string): Promise<Reached> {
  const parts = await kernel.rights.reachWithin(kernel.db, person().accountId, siren);
  return {
    on: (siret) =>
      new Set(
        parts
          .filter((part) => part.siret === null || part.siret === siret)
          .flatMap(({ permissions }) => [...permissions]),
      ),
    sirets: parts.flatMap(({ siret }) => siret ?? []),
    byMandate: parts.every((part) => part.byMandate),
  };
}
