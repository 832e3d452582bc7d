import type { FastifyReply } from 'fastify';
import { viewingOnly } from '../errors';
import type { Actor } from '../who-may';
import type { Route } from './route';

/** As whom, and until when, an agent looks at a page. */
export interface Viewing {
  readonly name: string;
  readonly until: Date;
}

const viewings = new WeakMap<FastifyReply, Viewing>();

/** Whatever is drawn as this answer, a refusal too, says that an agent looks as somebody. */
export function keepViewing(reply: FastifyReply, actor: Actor): void {
  if (actor.kind !== 'person' || !actor.seenBy) return;
  const name = `${actor.firstName} ${actor.lastName}`.trim();
  viewings.set(reply, { name, until: actor.seenBy.until });
}

export const viewingOf = (reply: FastifyReply): Viewing | null => viewings.get(reply) ?? null;

/**
 * An agent who looks as somebody reads the pages that say so, and nothing else: every other route is refused, and
 * everything sent. The operator's ask nothing of who is signed in.
 */
export function refuseWhileViewing(actor: Actor, route: Route): void {
  if (actor.kind !== 'person' || !actor.seenBy || route.who.kind === 'operator') return;
  if (route.method !== 'GET' || route.whileViewing !== true) throw viewingOnly();
}
