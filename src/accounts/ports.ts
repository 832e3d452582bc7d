import type { Queryable } from '../platform/database';
import type { SendContext } from './send-links';

/** What is known of an address that has no account here; `access` answers. */
export interface AddressKnowledge {
  /**
   * "Mot de passe oublié" for that address: unconfirmed request → new confirmation link; pending → mail with
   * the following link, `most` of them at most. True when something was sent; false: the address is unknown,
   * and nothing is.
   */
  onRecovery(context: SendContext, email: string, most: number): Promise<boolean>;
}

/** Names and numbers of the companies of an account: a password must not be made of them. `access` answers. */
export type CompanyWords = (db: Queryable, accountId: string) => Promise<readonly string[]>;

/** The published accounts of the demonstration, all with one password. */
export interface DemonstrationAccounts {
  readonly accounts: readonly {
    readonly email: string;
    readonly label: string;
    readonly side: 'company' | 'agents';
  }[];
  readonly password: string;
}

export interface AccountsPorts {
  readonly addressKnowledge: AddressKnowledge;
  readonly companyWords: CompanyWords;
  readonly demonstration?: DemonstrationAccounts | null;
}
