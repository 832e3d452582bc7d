import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot, StartError } from '../platform/database';
import { getViewable, page, type Route } from '../platform/http';
import { everyone } from '../platform/who-may';
import { WrittenPage } from './page';
import { type OperatorFacts, readText } from './read-text';

const folder = join(projectRoot(), 'content');

/** The footer pages; each is the file of its name in `content/`. */
const names = [
  'mentions-legales',
  'donnees-personnelles',
  'conditions-generales',
  'accessibilite',
  'aide',
  'cookies',
] as const;

/** Reads one file of `content/`; a fault stops the start and names the file. */
function read<T>(file: string, use: (content: string) => T): T {
  try {
    return use(readFileSync(join(folder, file), 'utf8'));
  } catch (error) {
    const fault = error instanceof Error ? error.message : String(error);
    throw new StartError(`Le texte content/${file} ne convient pas : ${fault}.`);
  }
}

function operatorFacts(content: string): OperatorFacts {
  const parsed = z.record(z.string(), z.string().trim().min(1)).safeParse(JSON.parse(content));
  if (!parsed.success) throw new Error('chaque nom doit y avoir un texte');
  return parsed.data;
}

/** The texts are read once, at start: a change shows after a restart. */
export function contentRoutes(): Route[] {
  const facts = read('operateur.json', operatorFacts);
  return names.map((name) => {
    const text = read(`${name}.md`, (content) => readText(content, facts));
    return getViewable(`/${name}`, everyone, () => page(<WrittenPage text={text} />));
  });
}
