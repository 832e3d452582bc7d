import type { NewCompany, NewEstablishment } from '../../registry';
import type { RoleCode } from '../rules';

/** What the four gauges give once they are all green. */
export interface AccountRequestDetails {
  /** Canonical. */
  readonly email: string;
  readonly civility: 'M' | 'MME';
  readonly jobTitle: string;
  readonly lastName: string;
  readonly firstName: string;
  /** E.164. */
  readonly phone: string;
  readonly siren: string;
  readonly siret: string;
  readonly role: RoleCode;
  /** Declared because the registry does not know it; its head office is then the establishment asked for. */
  readonly proposedCompany: NewCompany | null;
  readonly proposedEstablishment: NewEstablishment | null;
}
