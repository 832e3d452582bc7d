import { z } from 'zod';
import { behaviour, personOf } from '../../platform/behaviour';
import { paragraph } from '../../platform/forms';
import { addWorkingDays, calendarDelayOverBefore } from '../../platform/working-days';
import { errors } from '../errors';
import { administratorsBut } from '../queries/administrators';
import { takeoverDelays } from './lifecycle';
import { heldBy } from './rules';
import { insertTakeover, wasRefusedSince } from './store';
import { noteTakeover, takeoverFactsOf, tellAdministrators } from './told';

/** Asks to take over the administration of an establishment where one is attached: its administrators are told at once. */
export const askTakeover = behaviour({
  name: 'access.ask-takeover',
  input: z.object({
    siret: z.string().max(20),
    reason: paragraph({
      ask: 'la raison de votre demande : les administrateurs la liront',
      subject: 'La raison',
      max: 1000,
    }),
  }),
  who: { kind: 'signed-in' },
  async run(context, { siret, reason }): Promise<{ id: string }> {
    const { tx, now, actor } = context;
    const { accountId } = personOf(actor);
    const [held] = (await heldBy(tx, { accountId, siret }, now)) ?? [];
    if (!held) throw errors.takeoverImpossible();
    const lately = calendarDelayOverBefore(now, takeoverDelays.afterRefusal);
    if (await wasRefusedSince(tx, { accountId, siret }, lately)) throw errors.takeoverRefused();
    const administrators = await administratorsBut(tx, { accountId, siret }, now);
    const takeover = {
      ...{ id: crypto.randomUUID(), accountId, siren: held.siren, siret, reason, askedAt: now },
      administratorsTold: administrators.filter(({ activated }) => activated).length,
      confirmableAt: addWorkingDays(now, takeoverDelays.objection),
    };
    if (!(await insertTakeover(tx, takeover))) throw errors.takeoverRunning();
    const facts = await takeoverFactsOf(context, takeover);
    const told = await tellAdministrators(context, takeover, facts);
    await noteTakeover(context, takeover, 'access.takeover-asked', { reason, told });
    return { id: takeover.id };
  },
});
