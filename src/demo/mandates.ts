import {
  acceptMandate,
  askMandate,
  cancelMandate,
  nameMandateMembers,
  permissionsTyped,
  refuseMandate,
  withdrawMandate,
} from '../access';
import { type Kernel, perform } from '../platform/behaviour';
import { after, days } from '../platform/clock';
import { sql } from '../platform/database';
import { dayInParis } from '../platform/working-days';
import {
  belfort,
  claire,
  denis,
  ludovic,
  morvan,
  nadia,
  paris,
  type Someone,
  savoureuse,
  solene,
} from './people';
import { kernelAt, personOf } from './tell-stories';

type Answer =
  | { readonly do: 'accept'; readonly by: Someone; readonly startsIn?: number; readonly named?: Someone }
  | { readonly do: 'refuse' | 'withdraw'; readonly by: Someone; readonly reason: string }
  | { readonly do: 'cancel'; readonly by: Someone };

interface Mandate {
  readonly by: Someone;
  readonly partner: string;
  /** SIRET, or SIREN of the whole company. */
  readonly client: string;
  /** A level of each list that is not the least. */
  readonly rights: Readonly<Record<string, string>>;
  readonly daysAgo: number;
  readonly answers: readonly (Answer & { readonly daysAgo: number })[];
}

const payroll = { etablissement: 'consultation', salaries: 'restreint', demandes: 'consultation' };

/** In every state: to answer, in force, to come, refused, cancelled, expired, withdrawn. */
const mandates: readonly Mandate[] = [
  { by: solene, partner: morvan, client: paris, rights: payroll, daysAgo: 0.6, answers: [] },
  {
    by: solene,
    partner: morvan,
    client: belfort,
    rights: { ...payroll, etablissement: 'gestion' },
    daysAgo: 41.7,
    answers: [{ do: 'accept', by: claire, daysAgo: 40.3, named: ludovic }],
  },
  {
    by: solene,
    partner: morvan,
    client: '424210433',
    rights: payroll,
    daysAgo: 45.2,
    answers: [
      {
        do: 'refuse',
        by: nadia,
        daysAgo: 44.5,
        reason: 'Chaque établissement donne son propre mandat : demandez-les un par un.',
      },
    ],
  },
  { by: solene, partner: morvan, client: '51025277800012', rights: payroll, daysAgo: 66.4, answers: [] },
  {
    by: solene,
    partner: morvan,
    client: '84370107900017',
    rights: payroll,
    daysAgo: 12.4,
    answers: [{ do: 'cancel', by: solene, daysAgo: 12.3 }],
  },
  {
    by: denis,
    partner: savoureuse,
    client: belfort,
    rights: { etablissement: 'consultation', demandes: 'gestion' },
    daysAgo: 6.8,
    answers: [{ do: 'accept', by: claire, daysAgo: 5.4, startsIn: 21 }],
  },
  {
    by: denis,
    partner: savoureuse,
    client: paris,
    rights: { etablissement: 'consultation', demandes: 'gestion' },
    daysAgo: 80.5,
    answers: [
      { do: 'accept', by: nadia, daysAgo: 79.4 },
      { do: 'withdraw', by: nadia, daysAgo: 18.4, reason: 'La formation est terminée : merci pour tout.' },
    ],
  },
];

/** Through the behaviours of the product, each at its date. What is already done is passed over. */
export async function giveMandates(today: Kernel): Promise<void> {
  for (const mandate of mandates) {
    const { by, partner, client, rights, daysAgo } = mandate;
    const kernel = kernelAt(today, daysAgo);
    const permissions = permissionsTyped({ etablissement: 'consultation', ...rights });
    if ((await latestOf(kernel, mandate)) === null) {
      const asked = { partner, client, permissions, startsOn: '', endsOn: '' };
      await perform(kernel, askMandate, await personOf(kernel, by), asked);
    }
    for (const answer of mandate.answers) await give(today, mandate, answer, permissions);
  }
}

async function give(
  today: Kernel,
  mandate: Mandate,
  answer: Mandate['answers'][number],
  permissions: ReturnType<typeof permissionsTyped>,
): Promise<void> {
  const kernel = kernelAt(today, answer.daysAgo);
  const found = await latestOf(kernel, mandate);
  if (found?.state !== (answer.do === 'withdraw' ? 'accepted' : 'asked')) return;
  const by = await personOf(kernel, answer.by);
  const seen = { mandateId: found.id, version: found.version };
  switch (answer.do) {
    case 'accept': {
      const startsOn = answer.startsIn ? dayInParis(after(today.clock(), days(answer.startsIn))) : '';
      if (answer.named) await name(kernel, mandate, found.id, answer.named);
      await perform(kernel, acceptMandate, by, { ...seen, permissions, startsOn, endsOn: '' });
      return;
    }
    case 'refuse':
      await perform(kernel, refuseMandate, by, { mandateId: found.id, reason: answer.reason });
      return;
    case 'withdraw':
      await perform(kernel, withdrawMandate, by, { mandateId: found.id, reason: answer.reason });
      return;
    case 'cancel':
      await perform(kernel, cancelMandate, by, { mandateId: found.id });
  }
}

/** Who asked, and somebody else, act by it. */
async function name(
  kernel: Kernel,
  { by, partner }: Mandate,
  mandateId: string,
  other: Someone,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    select membership.id from membership join account on account.id = membership.account_id
    where membership.siret = ${partner} and account.email in (${by.email}, ${other.email})`.execute(
    kernel.db,
  );
  const membershipIds = rows.map(({ id }) => id);
  await perform(kernel, nameMandateMembers, await personOf(kernel, by), {
    mandateId,
    shown: [],
    chosen: membershipIds,
  });
}

async function latestOf({ db }: Kernel, { partner, client }: Mandate) {
  const { rows } = await sql<{ id: string; state: string; version: number }>`
    select mandate.id, mandate.state, mandate.version from mandate
    where mandate.partner_siret = ${partner} and coalesce(mandate.siret, mandate.siren) = ${client}
    order by mandate.asked_at desc limit 1`.execute(db);
  return rows[0] ?? null;
}
