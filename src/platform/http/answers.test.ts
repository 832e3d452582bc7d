import { describe, expect, it } from 'vitest';
import { ownPath } from './answers';

describe('the page to come back to', () => {
  it.each(['/accueil', '/agents/demandes-de-compte?q=a&page=2', '/etablissements/42421043300014/x'])(
    'is kept when it is ours: %s',
    (path) => expect(ownPath(path, '/accueil')).toBe(path),
  );

  it.each([
    undefined,
    '',
    'accueil',
    '//elsewhere.example',
    '/\\elsewhere.example',
    '/./\\elsewhere.example',
    '/.//elsewhere.example',
    '/a/..//elsewhere.example',
    '/%2e//elsewhere.example',
    '/a/%2e%2e//elsewhere.example/b',
    'https://elsewhere.example',
    'javascript:alert(1)',
    '/\t/elsewhere.example',
    '/a\r\nlocation: https://elsewhere.example',
  ])('is the home page when it leads elsewhere: %s', (path) =>
    expect(ownPath(path, '/accueil')).toBe('/accueil'),
  );
});
