import type { Refused } from '../../access';
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
  /** Why what was asked could not be done, of a page that is no longer true. */
  readonly refusal: Refused | null;
}
