import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { actionsOf, historySentence, untoldActions } from './history-words';

/** Literals that begin as the actions of a history do: on a request, a membership, an invitation, a takeover. */
const recordings =
  /'((?:access\.(?:request-|membership-|invitation-|invited|takeover-|mandate-|rights-|administration-|address-block-)|registry\.|establishments\.(?:[a-z]+-)+(?:changed|asked|withdrawn|validated|refused))[a-z-]*)'/g;
const notHistory = /\.test\.|\/mails\/|history-words/;

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((file) => !notHistory.test(file));
}

it('has a sentence for each action that the module records on a place, or names it among those not told', () => {
  const folders = [import.meta.dirname, join(import.meta.dirname, '..', 'establishments')];
  const texts = folders.flatMap(sources).map((file) => readFileSync(file, 'utf8'));
  const found = new Set(
    texts.flatMap((text) => [...text.matchAll(recordings)].map(([, action = '']) => action)),
  );
  const told = new Set([...actionsOf(null), ...untoldActions]);
  expect(found.size).toBeGreaterThan(20);
  expect([...found].filter((action) => !told.has(action))).toEqual([]);
});

it('says rights and reasons in words', () => {
  const said = (action: string, details: Record<string, unknown>) => historySentence(action, details);
  const before = { role: 'viewer', endsOn: null };
  expect(
    said('access.membership-changed', { before, after: { role: 'accountant', endsOn: '2027-01-31' } }),
  ).toBe("Droits modifiés : Consultation → Comptable jusqu'au 31 janvier 2027");
  expect(said('access.request-approved', { asked: 'accountant', granted: 'viewer' })).toBe(
    'Demande validée : Consultation, au lieu de Comptable',
  );
  expect(said('access.takeover-granted', { as: 'agent' })).toBe('Administration confiée par nos conseillers');
  expect(said('access.request-sent', {})).toBeNull();
});
