import { readFileSync } from 'node:fs';

let manifest: Readonly<Record<string, string>> = {};

/**
 * Reads the list made by scripts/build-assets.mjs (logical name -> URL with a content hash).
 * Throws when the file is absent or is not such a list: a server without its styles must not start.
 */
export function loadAssets(manifestPath: string): void {
  const read: unknown = JSON.parse(readFileSync(manifestPath, 'utf8'));
  if (
    typeof read !== 'object' ||
    read === null ||
    !Object.values(read).every((url) => typeof url === 'string')
  ) {
    throw new Error(`${manifestPath} is not a list of assets`);
  }
  manifest = { ...(read as Record<string, string>) };
}

/** URL of an asset by its logical name ("style.css"); "/assets/NAME" while no list is loaded (unit tests). */
export function assetUrl(name: string): string {
  return manifest[name] ?? `/assets/${name}`;
}
