import type { Readable } from 'node:stream';
import type { VNode } from 'preact';

/** What a route gives back; the server turns it into a response. */
export type Answer =
  | { readonly kind: 'page'; readonly status: number; readonly content: VNode; readonly error: boolean }
  | { readonly kind: 'redirect'; readonly to: string }
  | {
      readonly kind: 'json';
      readonly status: number;
      readonly data: unknown;
      /** application/json unless told. */
      readonly mediaType?: string;
    }
  | OpenAnswer
  | { readonly kind: 'html'; readonly content: string; readonly policy: string }
  | { readonly kind: 'text'; readonly status: number; readonly content: string }
  | {
      readonly kind: 'download';
      readonly name: string;
      readonly mediaType: string;
      readonly sizeBytes: number;
      readonly content: Readable;
    };

/** Public facts that anybody may keep for a time, and ask whether they have changed. */
export interface OpenAnswer {
  readonly kind: 'open';
  readonly data: unknown;
  readonly maxAgeSeconds: number;
  /** When what it says was last written; null: never, as far as is known. */
  readonly modifiedAt: Date | null;
}

/** A whole page. A page that shows errors answers 422, so that nobody takes it for a success. */
export const page = (content: VNode, status = 200): Answer => ({
  kind: 'page',
  status,
  content,
  error: status >= 400,
});

/** "See other": after a POST, and to a page of our own only. */
export const redirect = (to: string): Answer => ({ kind: 'redirect', to });

export const json = (data: unknown, status = 200): Answer => ({ kind: 'json', status, data });

export const open = (data: unknown, how: Omit<OpenAnswer, 'kind' | 'data'>): Answer => ({
  kind: 'open',
  data,
  ...how,
});

export const text = (content: string, status = 200): Answer => ({ kind: 'text', status, content });

/** A document of our own with its own content security policy (the preview of a mail). */
export const html = (content: string, policy: string): Answer => ({ kind: 'html', content, policy });

/** A stored file, always as an attachment. */
export const download = (file: Omit<Extract<Answer, { kind: 'download' }>, 'kind'>): Answer => ({
  kind: 'download',
  ...file,
});

/** `path` when it is a page of our own, else the fallback: no way out to another site. */
export function ownPath(path: string | undefined, fallback: string): string {
  if (!path || !/^\/(?![/\\])[\x21-\x7e]*$/.test(path) || path.includes('\\')) return fallback;
  const url = new URL(path, 'http://own.invalid');
  // Reading resolves "." and "..": "/.//elsewhere.example" becomes the address of another site.
  const own = url.host === 'own.invalid' && !url.pathname.startsWith('//');
  return own ? `${url.pathname}${url.search}` : fallback;
}
