// Races on accounts: two administrators who leave, a recovery code in thirty hands, two who ask for one address.
import { sql } from '../../src/platform/database';
import { ground } from './journey';
import type { Town } from './town';
import { administrator, company, type UsersRound } from './users-races';
import type { Reply } from './visitor';

export interface AccountRound extends UsersRound {
  /** Answers that say "done". */
  readonly won: (reply: Reply) => boolean;
}

const ledTo =
  (place: string) =>
  ({ status, headers }: Reply) =>
    status === 303 && headers.location === place;

export const accountRaces: Readonly<Record<string, (town: Town, round: number) => Promise<AccountRound>>> = {
  /** The two administrators of a company close their accounts: one leaves, and the other stays. */
  async leave(town, round) {
    const place = await company(town, 830_000_000 + round);
    const pair = await Promise.all([0, 1].map((side) => administrator(town, place, `part${round}.${side}`)));
    return {
      shot: (way) => ({
        path: '/mon-profil/fermer-mon-compte',
        form: { preuve: ground.password },
        cookies: { mc2i: pair[way % 2]?.session ?? '' },
      }),
      expected: { closed: 1, left: 1, told: 1, mails: 1 },
      found: `select count(*) filter (where account.state = 'closed')::int as closed,
        count(*) filter (where account.state = 'active' and membership.state = 'active')::int as left,
        (select count(*)::int from history_entry where siret = $1 and action = 'access.membership-ended') as told,
        (select count(*)::int from outgoing_mail where kind = 'accounts.closed' and recipient like $2) as mails
        from membership join account on account.id = membership.account_id where membership.siret = $1`,
      values: [place.siret, `chefpart${round}.%`],
      won: ledTo('/connexion?ferme=1'),
    };
  },
  /** One recovery code, given by as many sign-ins that wait. */
  async 'recovery code'(town, round) {
    const email = `secours${round}@courses.example`;
    const accountId = await town.account(email);
    await sql`update account set second_factor_at = now() where id = ${accountId}`.execute(town.db);
    const code = `ABCDEFGHIJKLMN${'ABCDEFGHIJKLMNOPQRST'[round]}P`;
    await sql`insert into recovery_code (code_hash, account_id) values (sha256(${code}::bytea), ${accountId})`.execute(
      town.db,
    );
    const waiting = await Promise.all(
      Array.from({ length: 30 }, () => town.link('accounts.second-step', accountId)),
    );
    return {
      shot: (way) => ({
        path: '/connexion/verification',
        form: { geste: 'secours', secours: code, retour: '/accueil' },
        cookies: { 'mc2i-etape': waiting[way] ?? '' },
      }),
      expected: { sessions: 1, told: 1, used: 1 },
      found: `select (select count(*)::int from session where account_id = $1::uuid) as sessions,
        (select count(*)::int from outgoing_mail where recipient = $2 and kind = 'accounts.recovery-code-used') as told,
        (select count(*)::int from recovery_code where account_id = $1::uuid and used_at is not null) as used`,
      values: [accountId, email],
      won: ledTo('/accueil'),
    };
  },
  /** Two accounts that each hold a link to take the same address. */
  async 'new address'(town, round) {
    const wanted = `nouvelle${round}@courses.example`;
    const pair = await Promise.all(
      [0, 1].map(async (side) => {
        const accountId = await town.account(`ancienne${round}.${side}@courses.example`);
        await sql`insert into email_change (account_id, email, asked_at, answered_at)
          values (${accountId}, ${wanted}, now(), now())`.execute(town.db);
        const jeton = await town.link('accounts.new-email', accountId);
        return { jeton, session: await town.session(accountId) };
      }),
    );
    return {
      shot: (way) => ({
        path: '/mon-profil/adresse-email',
        form: { jeton: pair[way % 2]?.jeton ?? '' },
        cookies: { mc2i: pair[way % 2]?.session ?? '' },
      }),
      expected: { moved: 1, kept: 1, mails: 1 },
      found: `select (select count(*)::int from account where email = $1) as moved,
        (select count(*)::int from account where email like $2) as kept,
        (select count(*)::int from outgoing_mail where kind = 'accounts.email-changed' and recipient like $2) as mails`,
      values: [wanted, `ancienne${round}.%`],
      won: ledTo('/mon-profil?fait=adresse-changee'),
    };
  },
};
