import type { FieldErrors } from '../../platform/errors';
import { Descriptions, Select, typo } from '../../ui';
import { type RoleCode, roles } from '../rules';

interface RoleFieldProps {
  /** The roles that may be granted. */
  readonly grantable: readonly RoleCode[];
  readonly value: string;
  readonly hint?: string | undefined;
  readonly errors: FieldErrors;
}

/** A role among those that may be granted, and what each may do. */
export function RoleField({ grantable, value, hint, errors }: RoleFieldProps) {
  const offered = roles.filter((role) => grantable.includes(role.code));
  return (
    <>
      <Select
        name="role"
        label="Rôle"
        width="large"
        hint={hint}
        options={offered.map((role) => ({ value: role.code, label: typo(role.name) }))}
        value={value}
        errors={errors}
        describedBy="role-descriptions"
      />
      <Descriptions
        of="role"
        items={offered.map((role) => ({ value: role.code, label: role.name, text: role.description }))}
      />
    </>
  );
}
