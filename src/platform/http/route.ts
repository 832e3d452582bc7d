import type { z } from 'zod';
import type { Behaviour, Kernel } from '../behaviour';
import type { PutFile } from '../files';
import type { Form } from '../forms';
import type { CountTry, Limit } from '../throttle';
import { type Actor, everyone, type Person, type WhoMay } from '../who-may';
import type { Answer } from './answers';

/** A file received with a form, already in the store; the behaviour keeps it or the route removes it. */
export interface Upload {
  readonly name: string;
  readonly put: PutFile;
  /** Its first bytes, to recognise the type by content. */
  readonly head: Buffer;
  /** True when it went over the route's limit; what is stored is then cut. */
  readonly tooLarge: boolean;
}

/** One request, as routes see it. */
export interface Call {
  readonly kernel: Kernel;
  readonly actor: Actor;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Form;
  readonly form: Form;
  readonly upload: Upload | null;
  /** Path and query of this request. */
  readonly path: string;
  /** Network address of the caller, by the trusted proxies only. */
  readonly address: string;
  readonly requestId: string;
  /** What the caller's browser says that it is. */
  readonly userAgent: string | null;
  readonly sessionSecret: string | null;
  /** The signed-in person; a refusal (401) otherwise. */
  person(): Person;
  /** Somebody is signed in who must set up a second factor first, and is nobody here. */
  readonly mustSecure: boolean;
  perform<S extends z.ZodType, O>(what: Behaviour<S, O>, input: z.input<S>): Promise<O>;
  /** Counts a try against a limit; over it, throws the refusal 429. */
  count(limit: Limit, key: string): Promise<void>;
  readonly countTry: CountTry;
  cookie(name: string): string | null;
  setCookie(name: string, value: string, options?: { maxAgeSeconds?: number }): void;
  clearCookie(name: string): void;
  setHeader(name: string, value: string): void;
}

export interface Route {
  readonly method: 'GET' | 'POST';
  /** Fastify's path, `:name` for parameters. */
  readonly path: string;
  readonly who: WhoMay;
  /** A multipart form with one file of at most this size. */
  readonly upload?: { readonly field: string; readonly maxBytes: number };
  /** Open to who must set up a second factor before all else; for every other route they are nobody. */
  readonly whileSecuring?: true;
  /** Open to an agent who looks as somebody; every other route is refused to them, and so is whatever is sent. */
  readonly whileViewing?: true;
  /** Public facts: pages of any site may read them, and no cookie is. */
  readonly open?: true;
  /** An agent who looks as somebody is themselves here. */
  readonly asOneself?: true;
  readonly handle: (call: Call) => Promise<Answer> | Answer;
}

/** A route without `who` does not compile. */
export const get = (path: string, who: WhoMay, handle: Route['handle']): Route => ({
  method: 'GET',
  path,
  who,
  handle,
});
export const post = (
  path: string,
  who: WhoMay,
  handle: Route['handle'],
  options: Pick<Route, 'upload'> = {},
): Route => ({ method: 'POST', path, who, handle, ...options });

/** A page that an agent may read as somebody: nothing of how that person signs in, and nothing to take away. */
export const getViewable = (...route: Parameters<typeof get>): Route => ({
  ...get(...route),
  whileViewing: true,
});
/** Public facts, for programs of anybody. */
export const getOpen = (path: string, handle: Route['handle']): Route => ({
  ...get(path, everyone, handle),
  open: true,
});
/** Where an agent who looks as somebody is themselves. */
export const postAsOneself = (...route: Parameters<typeof post>): Route => ({
  ...post(...route),
  asOneself: true,
});

/** Where a second factor is set up. */
export const secondFactorPath = '/mon-profil/double-authentification';
export const whileSecuring = (route: Route): Route => ({ ...route, whileSecuring: true });
