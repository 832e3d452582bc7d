import { changeMembershipOf, endMembership, invitePerson, type RoleCode, suspendMembership } from '../access';
import { findAccountByEmail } from '../accounts';
import { type Kernel, perform } from '../platform/behaviour';
import { after, days } from '../platform/clock';
import { sql } from '../platform/database';
import { dayInParis } from '../platform/working-days';
import { belfort, claire, farid, leila, nadia, paris, type Someone, sarah } from './people';
import { kernelAt, personOf } from './tell-stories';

type Act =
  | {
      readonly do: 'invite';
      readonly daysAgo: number;
      readonly by: Someone;
      readonly email: string;
      readonly siret: string;
      readonly role: RoleCode;
    }
  | {
      readonly do: 'change';
      readonly daysAgo: number;
      readonly by: Someone;
      readonly person: Someone;
      readonly role: RoleCode;
      /** Days from now. */
      readonly endsIn: number;
    }
  | {
      readonly do: 'suspend' | 'end';
      readonly daysAgo: number;
      readonly by: Someone;
      readonly person: Someone;
      readonly reason: string;
    };

/** What administrators have done with the users of Belfort and of Paris. */
const acts: readonly Act[] = [
  {
    do: 'invite',
    daysAgo: 2.4,
    by: claire,
    email: 'theo.garnier@ge-support.example',
    siret: belfort,
    role: 'funding_manager',
  },
  {
    do: 'invite',
    daysAgo: 9.2,
    by: claire,
    email: 'oceane.picard@ge-support.example',
    siret: belfort,
    role: 'viewer',
  },
  { do: 'change', daysAgo: 5.6, by: claire, person: farid, role: 'employee_manager', endsIn: 400 },
  {
    do: 'suspend',
    daysAgo: 20.3,
    by: claire,
    person: leila,
    reason: 'Congé parental : les accès reviendront au retour.',
  },
  { do: 'end', daysAgo: 6.2, by: claire, person: sarah, reason: "A quitté l'entreprise le mois dernier." },
  { do: 'invite', daysAgo: 1.5, by: nadia, email: leila.email, siret: paris, role: 'viewer' },
];

/** Through the behaviours of the product, each at its date. One already done is passed over. */
export async function runHouse(today: Kernel): Promise<void> {
  for (const act of acts) {
    const kernel = kernelAt(today, act.daysAgo);
    const by = await personOf(kernel, act.by);
    if (act.do === 'invite') {
      if (await isInvited(kernel, act)) continue;
      const { email, siret, role } = act;
      const place = { siren: siret.slice(0, 9), siret };
      await perform(kernel, invitePerson, by, { place, email, role, endsOn: null });
      continue;
    }
    const seen = await untouched(kernel, act.person);
    if (!seen) continue;
    if (act.do === 'change') {
      const endsOn = dayInParis(after(today.clock(), days(act.endsIn)));
      await perform(kernel, changeMembershipOf, by, { ...seen, role: act.role, endsOn });
      continue;
    }
    const what = act.do === 'suspend' ? suspendMembership : endMembership;
    await perform(kernel, what, by, { ...seen, reason: act.reason });
  }
}

async function isInvited(
  { db }: Kernel,
  { email, siret }: { email: string; siret: string },
): Promise<boolean> {
  const { rows } = await sql`
    select 1 from invitation where invitation.email = ${email} and invitation.siret = ${siret}`.execute(db);
  return rows.length > 0;
}

/** The membership in Belfort of somebody to whom nothing was done yet. */
async function untouched({ db }: Kernel, { email }: Someone) {
  const account = await findAccountByEmail(db, email);
  const { rows } = await sql<{ membershipId: string; version: number }>`
    select membership.id as "membershipId", membership.version from membership
    where membership.account_id = ${account?.id ?? null} and membership.siret = ${belfort}
      and membership.version = 1`.execute(db);
  return rows[0] ?? null;
}
