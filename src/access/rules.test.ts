import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Permission, permissions } from '../platform/who-may';
import { actionsIn, requestStates, requestTransitions } from './lifecycle';
import { mayGrant, roleCodes, roleOf, roles } from './rules';

const anyRole = fc.constantFrom(...roleCodes);
const anyPermissions = fc
  .uniqueArray(fc.constantFrom(...permissions))
  .map((list) => new Set<Permission>(list));

describe('granting', () => {
  it('never gives more than is held', () => {
    fc.assert(
      fc.property(anyPermissions, anyRole, (held, role) => {
        const missing = [...roleOf(role).permissions].filter((permission) => !held.has(permission));
        expect(mayGrant(held, role)).toBe(missing.length === 0);
      }),
    );
  });

  it('lets an administrator grant every role, and nobody else any with user management', () => {
    for (const holder of roleCodes) {
      for (const role of roleCodes) {
        if (holder === 'establishment_administrator')
          expect(mayGrant(roleOf(holder).permissions, role)).toBe(true);
        else if (roleOf(role).permissions.has('users.manage')) {
          expect(mayGrant(roleOf(holder).permissions, role)).toBe(false);
        }
      }
    }
  });
});

describe('the table of roles', () => {
  const may = (permission: Permission) =>
    roles.filter((role) => role.permissions.has(permission)).map((role) => role.code);

  it.each<[Permission, string[]]>([
    ['users.manage', ['establishment_administrator']],
    ['employees.read', ['establishment_administrator', 'employee_manager', 'funding_manager', 'viewer']],
    ['employees.write', ['establishment_administrator', 'employee_manager']],
    ['employees.restricted.read', ['establishment_administrator', 'employee_manager']],
    ['establishment.read', [...roleCodes]],
    ['establishment.write', ['establishment_administrator']],
    ['bank.read', ['establishment_administrator', 'accountant']],
    ['bank.write', ['establishment_administrator']],
    ['funding.read', ['establishment_administrator', 'funding_manager', 'accountant', 'viewer']],
    ['funding.write', ['establishment_administrator', 'funding_manager']],
    ['payments.read', ['establishment_administrator', 'funding_manager', 'accountant', 'viewer']],
    ['payments.write', ['establishment_administrator', 'accountant']],
    ['history.read', ['establishment_administrator']],
  ])('%s: %j', (permission, holders) => {
    expect(may(permission)).toEqual(holders);
  });

  it("carries the guide's sentence word for word", () => {
    expect(roleOf('establishment_administrator').description).toBe(
      'Accès à toutes les fonctionnalités standards du portail pour cet établissement : gestion des utilisateurs MC2i, des salariés (dont import par fichier), des données de cet établissement, création et suivi des demandes et des règlements.',
    );
  });
});

describe('the life of a request', () => {
  it('ends in every settled state', () => {
    const settled = requestStates.filter((state) => actionsIn(state).length === 0);
    expect(settled).toEqual(['approved', 'refused', 'expired', 'cancelled']);
  });

  it('is decided only once the address is proved', () => {
    expect(requestTransitions.approve.from).toEqual(['pending']);
    expect(requestTransitions.refuse.from).toEqual(['pending']);
  });
});
