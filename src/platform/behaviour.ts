import type { z } from 'zod';
import type { Clock } from './clock';
import { type Database, inTransaction, type Transaction } from './database';
import { forbidden, InvalidInput, notFound, signInNeeded, viewingOnly } from './errors';
import { fieldErrorsOf } from './forms';
import type { Seal } from './seal';
import type { Actor, AgentRole, Permission, Person, Rights } from './who-may';

/** What a behaviour needs of the outside; `app.ts` puts it together once. */
export interface Kernel {
  readonly db: Database;
  readonly clock: Clock;
  readonly rights: Rights;
  /** Keeps secrets at rest. */
  readonly seal: Seal;
  /** Origin of every link that leaves in a mail; never taken from a request. */
  readonly publicUrl: string;
  /** True in the demonstration: fictional people, mails kept in a mailbox page. */
  readonly demonstration: boolean;
}

/** The request that something is done by; all null when nobody asked: a job, a command. */
export interface Origin {
  readonly requestId: string | null;
  /** Network address. */
  readonly address: string | null;
  /** What its browser says that it is. */
  readonly userAgent: string | null;
}
export const noRequest: Origin = { requestId: null, address: null, userAgent: null };

export interface BehaviourContext extends Origin {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly now: Date;
  readonly kernel: Kernel;
}

/** Who may perform a behaviour; a permission is always checked on the object's own establishment. */
export type BehaviourWho<I> =
  | { readonly kind: 'everyone' | 'link-holder' | 'signed-in' | 'system' }
  | { readonly kind: 'agent'; readonly roles: readonly AgentRole[] }
  | {
      readonly kind: 'permission-on';
      readonly permission: Permission;
      /** The SIRET of the object's own establishment, or the SIREN of its company; null when there is no such object. */
      placeOf(tx: Transaction, input: I): Promise<string | null>;
    }
  | { readonly kind: 'any-of'; readonly options: readonly BehaviourWho<I>[] };

export interface Behaviour<S extends z.ZodType, O> {
  readonly name: string;
  readonly input: S;
  readonly who: BehaviourWho<z.output<S>>;
  run(context: BehaviourContext, input: z.output<S>): Promise<O>;
}

/** One shape for everything the product does: name, input, who may, then one transaction. */
export function behaviour<S extends z.ZodType, O>(spec: Behaviour<S, O>): Behaviour<S, O> {
  return spec;
}

/**
 * Validates the input, checks who may, and runs the behaviour in one transaction.
 * Throws InvalidInput (nothing done), or a Refusal (401, 403, 404, or the module's own).
 */
export async function perform<S extends z.ZodType, O>(
  kernel: Kernel,
  what: Behaviour<S, O>,
  actor: Actor,
  raw: z.input<S>,
  { requestId, address, userAgent }: Origin = noRequest,
): Promise<O> {
  const parsed = what.input.safeParse(raw);
  if (!parsed.success) throw new InvalidInput(fieldErrorsOf(parsed.error));
  // The second lock: an agent who looks as somebody does nothing in their name, whatever the route.
  if (actor.kind === 'person' && actor.seenBy) throw viewingOnly();
  return inTransaction(kernel.db, async (tx) => {
    const verdict = await judge(kernel.rights, tx, what.who, actor, parsed.data);
    if (verdict !== 'yes') throw refusalFor(verdict);
    const now = kernel.clock();
    return what.run({ tx, actor, now, kernel, requestId, address, userAgent }, parsed.data);
  });
}

type Verdict = 'yes' | 'sign-in' | 'unknown-object' | 'not-allowed';

async function judge<I>(
  rights: Rights,
  tx: Transaction,
  who: BehaviourWho<I>,
  actor: Actor,
  input: I,
): Promise<Verdict> {
  switch (who.kind) {
    case 'everyone':
    case 'link-holder':
      return 'yes';
    case 'system':
      return actor.kind === 'system' ? 'yes' : 'not-allowed';
    case 'signed-in':
      return actor.kind === 'person' ? 'yes' : 'sign-in';
    case 'agent':
      if (actor.kind !== 'person') return 'sign-in';
      if (who.roles.some((role) => actor.agentRoles.has(role))) return 'yes';
      return actor.agentRoles.size > 0 ? 'not-allowed' : 'unknown-object';
    case 'permission-on': {
      if (actor.kind !== 'person') return 'sign-in';
      const place = await who.placeOf(tx, input);
      if (place === null) return 'unknown-object';
      const held = await rights.permissionsOn(tx, actor.accountId, place);
      if (held.has(who.permission)) return 'yes';
      return held.size === 0 ? 'unknown-object' : 'not-allowed';
    }
    case 'any-of': {
      const verdicts: Verdict[] = [];
      for (const option of who.options) verdicts.push(await judge(rights, tx, option, actor, input));
      return best(verdicts);
    }
  }
}

const best = (verdicts: readonly Verdict[]): Verdict =>
  (['yes', 'not-allowed', 'sign-in', 'unknown-object'] as const).find((one) => verdicts.includes(one)) ??
  'unknown-object';

function refusalFor(verdict: Exclude<Verdict, 'yes'>) {
  if (verdict === 'sign-in') return signInNeeded();
  if (verdict === 'unknown-object') return notFound();
  return forbidden('Un administrateur de l’établissement peut le faire pour vous.');
}

/** The signed-in person of a context whose `who` excludes visitors. */
export function personOf(actor: Actor): Person {
  if (actor.kind !== 'person') throw signInNeeded();
  return actor;
}
