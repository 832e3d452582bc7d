import { z } from 'zod';
import { findAccount } from '../accounts';
import { record } from '../journal';
import { type BehaviourContext, behaviour, personOf } from '../platform/behaviour';
import { InvalidInput, notFound } from '../platform/errors';
import {
  acceptCompany,
  acceptEstablishment,
  type DecisionOutcome,
  refuseCompany,
  refuseEstablishment,
} from '../registry';
import { reasonSchema, refuse } from './decide-account-request';
import { errors } from './errors';
import { endMandatesOn } from './mandates';
import { endMembershipsOn, pendingRequestsOn } from './store';
import { noted } from './users';

const verdict = {
  decision: z.enum(['accept', 'refuse'], { error: 'Choisissez : accepter ou refuser.' }),
  /** Read only when refusing. */
  reason: z.string().optional(),
};

/** The OPCO's decision on a company to create. Refusing it refuses its pending requests, with the same reason. */
export const decideCompany = behaviour({
  name: 'access.decide-company',
  input: z.object({ siren: z.string().max(20), ...verdict }),
  who: { kind: 'agent', roles: ['account_manager'] },
  async run(context, { siren, decision, reason }) {
    await decide(context, { siren }, decision, reason, {
      accept: (by) => acceptCompany(context.tx, { siren, ...by }),
      refuse: (by) => refuseCompany(context.tx, { siren, ...by }),
    });
  },
});

/** The OPCO's decision on an establishment to create, independent of the company's and of the access. */
export const decideEstablishment = behaviour({
  name: 'access.decide-establishment',
  input: z.object({ siret: z.string().max(20), ...verdict }),
  who: { kind: 'agent', roles: ['account_manager'] },
  async run(context, { siret, decision, reason }) {
    await decide(context, { siret }, decision, reason, {
      accept: (by) => acceptEstablishment(context.tx, { siret, ...by }),
      refuse: (by) => refuseEstablishment(context.tx, { siret, ...by }),
    });
  },
});

interface By {
  by: string;
  now: Date;
}

async function decide(
  context: BehaviourContext,
  what: { siren: string } | { siret: string },
  decision: 'accept' | 'refuse',
  typedReason: string | undefined,
  registry: {
    accept(by: By): Promise<DecisionOutcome>;
    refuse(by: By & { reason: string }): Promise<DecisionOutcome>;
  },
): Promise<void> {
  const { tx, now } = context;
  const by = { by: personOf(context.actor).accountId, now };
  const [subjectKind, subjectId] =
    'siret' in what ? (['establishment', what.siret] as const) : (['company', what.siren] as const);
  if (decision === 'accept') {
    await expectDone(context, await registry.accept(by));
  } else {
    const reason = readReason(typedReason);
    await expectDone(context, await registry.refuse({ ...by, reason }));
    for (const request of await pendingRequestsOn(tx, what)) await refuse(context, request, reason, false);
    for (const membership of await endMembershipsOn(tx, what, reason, now)) {
      await noted(context, membership, 'access.membership-ended', { reason });
    }
    await endMandatesOn(context, what, reason);
  }
  await record(context, {
    action: decision === 'accept' ? `registry.${subjectKind}-accepted` : `registry.${subjectKind}-refused`,
    subjectKind,
    subjectId,
    siren: subjectId.slice(0, 9),
    ...what,
  });
}

function readReason(typed: string | undefined): string {
  const read = reasonSchema.safeParse(typed ?? '');
  if (!read.success) throw new InvalidInput({ motif: read.error.issues[0]?.message ?? '' });
  return read.data;
}

async function expectDone({ tx }: BehaviourContext, outcome: DecisionOutcome): Promise<void> {
  if (outcome.done) return;
  if (outcome.decidedAt === null || outcome.decidedBy === null) throw notFound();
  throw errors.alreadyDecided(await findAccount(tx, outcome.decidedBy), outcome.decidedAt);
}
