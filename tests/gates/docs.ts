import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, writtenFiles } from './tree';

/** The project's files that documents may name, and the content of each document, by path from the root. */
export interface Documents {
  readonly files: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
}

export function readDocuments(): Documents {
  const files = writtenFiles();
  const documents = files.filter((path) => /^(docs\/.*|[A-Z]+)\.md$/.test(path));
  return {
    files: new Set(files),
    texts: new Map(documents.map((path) => [path, readFileSync(join(root, path), 'utf8')])),
  };
}

const withoutCode = (text: string) => text.replace(/```[\s\S]*?```/g, '');

const targetsIn = (text: string) =>
  [...withoutCode(text).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, target = '']) => target);

/** A heading's address, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replaceAll(' ', '-');
const anchorsIn = (text: string) =>
  [...withoutCode(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => anchorOf(heading));

const exists = ({ files }: Documents, path: string) => {
  const plain = path.replace(/\/$/, '');
  return files.has(plain) || [...files].some((file) => file.startsWith(`${plain}/`));
};

/** "document: target" for every link, picture or anchor that leads nowhere. */
export const deadLinks = (documents: Documents): string[] =>
  [...documents.texts].flatMap(([document, text]) =>
    targetsIn(text)
      .filter((target) => {
        const [path = '', anchor] = target.split('#');
        const file = path === '' ? document : join(dirname(document), path);
        const content = documents.texts.get(file);
        if (!exists(documents, file)) return true;
        return anchor !== undefined && !anchorsIn(content ?? '').includes(anchor);
      })
      .map((target) => `${document}: ${target}`),
  );

/** "document: path" for every path between back-quotes that does not exist. */
export const deadPaths = (documents: Documents): string[] =>
  [...documents.texts].flatMap(([document, text]) =>
    [...withoutCode(text).matchAll(/`((?:src|tests|docs|content|bin|scripts|migrations)\/[^`\s*…]*)`/g)]
      .filter(([, path = '']) => !exists(documents, path))
      .map(([, path]) => `${document}: ${path}`),
  );

/** Pictures of docs that no document shows. */
export function unusedPictures(documents: Documents): string[] {
  const shown = new Set(
    [...documents.texts].flatMap(([document, text]) =>
      targetsIn(text).map((target) => join(dirname(document), target)),
    ),
  );
  return [...documents.files].filter(
    (path) => /^docs\/.*\.(png|jpe?g|svg|webp)$/.test(path) && !shown.has(path),
  );
}

/** Apostrophes and spaces aside, which typo() of src/ui sets. */
const plainWords = (text: string) => text.replace(/\\'|’/g, "'").replace(/[\s\u00a0\u202f]+/g, ' ');

/** Everything that a screen or a mail can say. */
export const wordsOfScreens = () =>
  plainWords(
    [...writtenFiles()]
      .filter((path) => /^(src\/.*(?<!\.test)\.tsx?|content\/.*\.md)$/.test(path))
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .join('\n'),
  );

/** "document: words" for what a text quotes between « and » and no screen says; an ellipsis stands for anything. */
export const unknownWords = (document: string, text: string, screens: string): string[] =>
  [...plainWords(text).matchAll(/« ?([^»]+?) ?»/g)]
    .flatMap(([, quoted = '']) => quoted.split('…').map((part) => part.trim()))
    .filter((part) => part !== '' && !screens.includes(part))
    .map((part) => `${document}: ${part}`);
