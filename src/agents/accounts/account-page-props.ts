import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import type { Person } from '../../platform/who-may';
import type { AccountView } from './account';

export interface AccountPageProps {
  readonly person: Person;
  readonly view: AccountView;
  /** False for those who only read the desk. */
  readonly mayAct: boolean;
  readonly now: Date;
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly done: string | undefined;
  readonly meanwhile: string | null;
}
