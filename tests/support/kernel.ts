import type { Kernel } from '../../src/platform/behaviour';
import type { Database } from '../../src/platform/database';
import { createSeal } from '../../src/platform/seal';

/** What jobs and behaviours need of the outside, without anybody signed in. */
export const kernelOn = (db: Database, clock: Kernel['clock']): Kernel => ({
  db,
  clock,
  rights: {
    person: async () => null,
    signedIn: async () => null,
    agentRolesOf: async () => new Set(),
    permissionsOn: async () => new Set(),
    reachWithin: async () => [],
  },
  seal: createSeal(Buffer.alloc(32, 7)),
  publicUrl: 'https://portail.example',
  demonstration: false,
});
