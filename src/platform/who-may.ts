import type { Database, Queryable } from './database';

/** The vocabulary of "who may": every route and every behaviour declares one of these. */
export const permissions = [
  'users.manage',
  'employees.read',
  'employees.write',
  'employees.restricted.read',
  'employees.restricted.write',
  'establishment.read',
  'establishment.write',
  'bank.read',
  'bank.write',
  'funding.read',
  'funding.write',
  'payments.read',
  'payments.write',
  'history.read',
] as const;
export type Permission = (typeof permissions)[number];

export const agentRoles = [
  'account_manager',
  'case_officer',
  'controller',
  'payment_accountant',
  'supervisor',
] as const;
export type AgentRole = (typeof agentRoles)[number];

export type WhoMay =
  | { readonly kind: 'everyone' }
  | { readonly kind: 'link-holder' }
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'operator' }
  | { readonly kind: 'permission'; readonly permission: Permission; readonly within?: 'company' }
  | { readonly kind: 'agent'; readonly roles: readonly AgentRole[] };

export const everyone: WhoMay = { kind: 'everyone' };
/** Whoever holds the secret of a mailed link or of a draft; the behaviour checks the secret. */
export const linkHolder: WhoMay = { kind: 'link-holder' };
export const signedIn: WhoMay = { kind: 'signed-in' };
/** Whoever runs the servers: from the machine itself, or with METRICS_TOKEN. For anybody else there is no such page. */
export const operator: WhoMay = { kind: 'operator' };
/** On the establishment named by the route's `:siret`, or on the whole of the company named by its `:siren`. */
export const mayThere = (permission: Permission): WhoMay => ({ kind: 'permission', permission });
/** On any part of the company that the route's `:siren` names, or of that of its `:siret`. */
export const mayWithin = (permission: Permission): WhoMay => ({
  kind: 'permission',
  permission,
  within: 'company',
});
export const agentsWho = (...roles: readonly AgentRole[]): WhoMay => ({ kind: 'agent', roles });

export interface Person {
  readonly kind: 'person';
  readonly accountId: string;
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly agentRoles: ReadonlySet<AgentRole>;
  /** Until when they may go on without the second factor that is demanded of them; null: none is, or it is there. */
  readonly secureBy: Date | null;
  /** Set when this is not the person but an agent who looks as they do. */
  readonly seenBy?: Viewer;
}

/** Who really asks: the agent, when one looks as somebody; null for who is not signed in. */
export const askerOf = (actor: Actor): string | null =>
  actor.kind === 'person' ? (actor.seenBy?.agentId ?? actor.accountId) : null;

/** As whom an agent looks; null for everybody else. */
export const seenAs = (actor: Actor): string | null =>
  actor.kind === 'person' && actor.seenBy ? actor.accountId : null;

/** An agent who looks at the portal as somebody: reads what they read, and changes nothing. */
export interface Viewer {
  readonly agentId: string;
  readonly until: Date;
}

/** SECOND_FACTOR: demanded of agents and administrators, or offered to all. */
export type SecondFactorRule = 'required' | 'offered';
export type Actor =
  | Person
  | { readonly kind: 'visitor' }
  | { readonly kind: 'system'; readonly name: string };
export const visitor: Actor = { kind: 'visitor' };
export const systemActor = (name: string): Actor => ({ kind: 'system', name });

/** Answers "who is this, and what may they do there?"; `access` gives it, `app.ts` plugs it in. */
export interface Rights {
  /** null when the account is not (or no longer) active. */
  person(db: Queryable, accountId: string): Promise<Person | null>;
  /**
   * The person of a session's secret, seen now; null when it is over, and when its account is no longer active. While
   * an agent looks as somebody it is that person, `seenBy` the agent; the agent again where they act `asOneself`.
   */
  signedIn(db: Database, session: string, how: { readonly asOneself: boolean }): Promise<Person | null>;
  /** What an account is among the agents, whatever its state. */
  agentRolesOf(db: Queryable, accountId: string): Promise<ReadonlySet<AgentRole>>;
  /** Empty when the place (an establishment by its SIRET, a whole company by its SIREN) is unknown or not theirs. */
  permissionsOn(db: Queryable, accountId: string, place: string): Promise<ReadonlySet<Permission>>;
  /** What is held on parts of a company: the whole of it, or establishments; empty when it is unknown or not theirs. */
  reachWithin(db: Queryable, accountId: string, siren: string): Promise<readonly Reach[]>;
}

/** What somebody holds on a part of a company. */
export interface Reach {
  /** Null: the whole of it. */
  readonly siret: string | null;
  readonly permissions: ReadonlySet<Permission>;
  readonly byMandate: boolean;
}
