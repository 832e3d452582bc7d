import { z } from 'zod';
import { record } from '../../journal';
import { behaviour, personOf } from '../../platform/behaviour';
import { findBlock, liftBlock } from '../store';

/** The address may ask again for this establishment. A second press of the button finds it done. */
export const liftAddressBlock = behaviour({
  name: 'access.lift-address-block',
  input: z.object({ blockId: z.string().max(100) }),
  who: {
    kind: 'permission-on',
    permission: 'users.manage',
    placeOf: async (tx, { blockId }) => (await findBlock(tx, blockId))?.siret ?? null,
  },
  async run(context, { blockId }) {
    const { tx, now, actor } = context;
    const block = await findBlock(tx, blockId);
    if (!block || !(await liftBlock(tx, block.id, personOf(actor).accountId, now))) return;
    await record(context, {
      action: 'access.address-block-lifted',
      subjectKind: 'access-request',
      subjectId: block.requestId,
      siren: block.siret.slice(0, 9),
      siret: block.siret,
    });
  },
});
