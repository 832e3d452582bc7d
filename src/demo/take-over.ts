import { askTakeover, handTakeoverOver } from '../access';
import { type Kernel, noRequest, perform } from '../platform/behaviour';
import { inTransaction, sql } from '../platform/database';
import type { FileStore } from '../platform/files';
import type { Person } from '../platform/who-may';
import { belfort, farid, maud, odile, paris, type Someone } from './people';
import { storeProofDocument } from './proof-document';
import { kernelAt, personOf } from './tell-stories';

interface Takeover {
  readonly by: Someone;
  readonly siret: string;
  readonly daysAgo: number;
  readonly reason: string;
  /** A proof was sent to the agents since. */
  readonly provedDaysAgo?: number;
}

/** Asked to the administrators, open to a colleague, with the agents. */
const takeovers: readonly Takeover[] = [
  {
    by: farid,
    siret: belfort,
    daysAgo: 0.2,
    reason: "Mme Vasseur part en congé maternité : je gère les accès de l'équipe en son absence.",
  },
  {
    by: odile,
    siret: paris,
    daysAgo: 8.4,
    reason: "Personne n'administre les accès de Paris depuis le départ de notre responsable.",
  },
  {
    by: maud,
    siret: belfort,
    daysAgo: 9.3,
    reason: 'Je remplace la responsable RH de Belfort, dont la boîte ne répond plus.',
    provedDaysAgo: 4.6,
  },
];

/** Through the product's own rules, each at its date. What is already done is passed over. */
export async function takeOver(today: Kernel, files: FileStore): Promise<void> {
  for (const one of takeovers) {
    const kernel = kernelAt(today, one.daysAgo);
    const person = await personOf(kernel, one.by);
    const known = await runningOf(kernel, person, one.siret);
    const id = known?.id ?? (await perform(kernel, askTakeover, person, one)).id;
    if (one.provedDaysAgo === undefined || known?.state === 'with_agents') continue;
    const later = kernelAt(today, one.provedDaysAgo);
    const document = await storeProofDocument(
      later,
      files,
      'Lettre du dirigeant (document de démonstration)',
    );
    const actor = await personOf(later, one.by);
    await inTransaction(later.db, (tx) =>
      handTakeoverOver({ tx, actor, now: later.clock(), kernel: later, ...noRequest }, id, document),
    );
  }
}

async function runningOf({ db }: Kernel, { accountId }: Person, siret: string) {
  const { rows } = await sql<{ id: string; state: string }>`
    select takeover.id, takeover.state from takeover
    where takeover.account_id = ${accountId} and takeover.siret = ${siret}`.execute(db);
  return rows[0];
}
