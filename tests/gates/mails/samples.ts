import { deadlinesOf } from '../../../src/access/deadlines';
import { accessGrantedMail } from '../../../src/access/mails/access-granted';
import { accountExistsMail } from '../../../src/access/mails/account-exists';
import { confirmAddressMail } from '../../../src/access/mails/confirm-address';
import { decidersRemindedMail } from '../../../src/access/mails/deciders-reminded';
import { decisionUrl, followUrl, roleFact, siteFact } from '../../../src/access/mails/facts';
import { invitationMail } from '../../../src/access/mails/invitation';
import { membershipChangedMail } from '../../../src/access/mails/membership-changed';
import { membershipEndedMail } from '../../../src/access/mails/membership-ended';
import { membershipRestoredMail } from '../../../src/access/mails/membership-restored';
import { membershipSuspendedMail } from '../../../src/access/mails/membership-suspended';
import { migratedInvitationMail } from '../../../src/access/mails/migrated-invitation';
import { requestExpiredMail } from '../../../src/access/mails/request-expired';
import { requestHandedOverMail } from '../../../src/access/mails/request-handed-over';
import { requestReceivedMail } from '../../../src/access/mails/request-received';
import { requestRefusedMail } from '../../../src/access/mails/request-refused';
import { requestReminderMail } from '../../../src/access/mails/request-reminder';
import { requestToDecideMail } from '../../../src/access/mails/request-to-decide';
import { requestWithAgentsMail } from '../../../src/access/mails/request-with-agents';
import { takeoverAskedMail } from '../../../src/access/mails/takeover-asked';
import { takeoverDoneMail } from '../../../src/access/mails/takeover-done';
import { takeoverGrantedMail } from '../../../src/access/mails/takeover-granted';
import { takeoverRefusedMail } from '../../../src/access/mails/takeover-refused';
import { takeoverRelayedMail } from '../../../src/access/mails/takeover-relayed';
import { takeoverToConfirmMail } from '../../../src/access/mails/takeover-to-confirm';
import { takeoverWithAgentsMail } from '../../../src/access/mails/takeover-with-agents';
import type { PendingRow } from '../../../src/access/store';
import {
  activationLink,
  firstPasswordLink,
  type LinkKind,
  newEmailLink,
  resetLink,
} from '../../../src/accounts/links';
import { accountBlockedMail } from '../../../src/accounts/mails/account-blocked';
import { accountClosedMail } from '../../../src/accounts/mails/account-closed';
import { activationMail } from '../../../src/accounts/mails/activation';
import { addressAlreadyUsedMail } from '../../../src/accounts/mails/address-already-used';
import { confirmNewEmailMail } from '../../../src/accounts/mails/confirm-new-email';
import { emailChangedMail } from '../../../src/accounts/mails/email-changed';
import { firstPasswordMail } from '../../../src/accounts/mails/first-password';
import { newEmailAskedMail } from '../../../src/accounts/mails/new-email-asked';
import { passwordChangedMail } from '../../../src/accounts/mails/password-changed';
import { passwordResetMail } from '../../../src/accounts/mails/password-reset';
import { recoveryCodeUsedMail } from '../../../src/accounts/mails/recovery-code-used';
import { secondFactorChangedMail } from '../../../src/accounts/mails/second-factor-changed';
import { secondStepFailedMail } from '../../../src/accounts/mails/second-step-failed';
import { signedInAfterFailuresMail } from '../../../src/accounts/mails/signed-in-after-failures';
import { bankChangeAskedMail } from '../../../src/establishments/mails/bank-change-asked';
import { bankChangeRefusedMail } from '../../../src/establishments/mails/bank-change-refused';
import { bankChangeValidatedMail } from '../../../src/establishments/mails/bank-change-validated';
import { bankChangeWithdrawnMail } from '../../../src/establishments/mails/bank-change-withdrawn';
import type { OutgoingMail } from '../../../src/platform/mail';
import { closedPlaces } from './closed-places';
import { deskSamples } from './desk-samples';
import { digestAndRoles } from './digest-and-roles';
import { inactivity } from './inactivity';
import { mandateSamples } from './mandate-samples';
import { reviewSamples } from './review-samples';

const publicUrl = 'https://portail.example.fr';
const secret = 'SECRET';
const at = new Date('2026-11-23T09:00:00Z');
const deadlines = deadlinesOf(at);

const request: PendingRow = {
  id: 'REQUEST',
  state: 'pending',
  email: 'i.debuire@testopco2i.example',
  civility: 'MME',
  last_name: 'DEBUIRE',
  first_name: 'Isabelle',
  job_title: 'Project manager',
  phone: '+33600000000',
  siren: '424210433',
  siret: '42421043300019',
  proposed_company: null,
  proposed_establishment: null,
  document_id: null,
  role: 'establishment_administrator',
  granted_role: null,
  account_id: null,
  decided_by_agents: null,
  sent_at: at,
  confirmed_at: at,
  decided_at: null,
  decided_by: null,
  reason: null,
  blocks_address: false,
  answered_at: null,
  reminded_at: null,
  relayed_at: null,
};
const site = {
  name: 'GE SUPPORT FRANCE',
  siret: request.siret,
  label: 'GE SUPPORT FRANCE – 42421043300019 – 1 rue des Ancres, 90000 BELFORT',
};
const { role } = request;
const url = followUrl(publicUrl, secret);
const person = { to: request.email, firstName: request.first_name };
const linkOf = ({ path }: LinkKind) => `${publicUrl}${path}?jeton=${secret}`;
/** What a decider receives: an administrator, or an agent. */
const decider = (byAgents: boolean) => ({
  site,
  to: byAgents ? 's.lemaire@agents.example' : 'c.vasseur@ge-support.example',
  accountId: 'ACCOUNT',
  publicUrl,
  url: decisionUrl(publicUrl, request, byAgents),
  byAgents,
  at,
  deadlines,
  round: 'first' as const,
});
const place = siteFact(site);
const company = ['Entreprise', 'GE SUPPORT FRANCE - 424210433, tous ses établissements'] as const;
const inviting = {
  role,
  by: 'Claire Vasseur',
  url: `${publicUrl}/invitation?jeton=${secret}`,
  sending: 'INVITATION:SENDING',
};
const takeover = {
  ...{ id: 'TAKEOVER', person: 'Isabelle DEBUIRE', email: request.email, place, publicUrl },
  reason: "Mme Vasseur a quitté l'entreprise en octobre.",
  confirmableAt: new Date('2026-11-25T07:00:00Z'),
};
const somebody = { accountId: 'ACCOUNT', email: 'c.vasseur@ge-support.example' };
const event = { id: 'MEMBERSHIP:VERSION', to: request.email, place };
const reason = "Cette personne n'est pas salariée de l'établissement.";

/** Every mail, in each circumstance that changes its words; their order is that of the pages. */
const bankRecipient = { accountId: 'ACCOUNT', email: 'claire.vasseur@ge-support.example' };
const bankMailFacts = {
  ...{ id: 'CHANGE', siret: '42421043300019', at, publicUrl },
  place: ['Établissement', 'GE SUPPORT FRANCE – 42421043300019 – 3 RUE DE LA FORGE, 90000 BELFORT'],
  ...{ holder: 'GE SUPPORT FRANCE', iban: 'FR76 •••• 189' },
} as const;

export const samples: readonly (readonly [circumstance: string, mail: OutgoingMail])[] = [
  ['address without account', confirmAddressMail(request, { site, publicUrl, secret })],
  ['not yet attached', accountExistsMail(request, { site, publicUrl, alreadyMember: false })],
  ['already attached', accountExistsMail(request, { site, publicUrl, alreadyMember: true })],
  ['decided by an administrator', requestReceivedMail(request, { site, url, byAgents: false, deadlines })],
  ['decided by the agents', requestReceivedMail(request, { site, url, byAgents: true, deadlines })],
  ['to an administrator', requestToDecideMail(request, decider(false))],
  ['to an agent', requestToDecideMail(request, decider(true))],
  ['to an administrator', requestReminderMail(request, decider(false))],
  ['to an agent', requestReminderMail(request, decider(true))],
  [
    'an administrator was reminded',
    decidersRemindedMail(request, { site, url, byAgents: false, round: 'first', deadlines }),
  ],
  [
    'the agents were reminded',
    decidersRemindedMail(request, { site, url, byAgents: true, round: 'second', deadlines }),
  ],
  ['no answer', requestHandedOverMail(request, { ...decider(true), reason: 'no-answer' })],
  ['no administrator left', requestHandedOverMail(request, { ...decider(true), reason: 'no-administrator' })],
  ['handed over', requestWithAgentsMail(request, { site, url, deadlines })],
  ['60 days', requestExpiredMail(request, { site, publicUrl })],
  ['approved', accessGrantedMail(request, { site, role, publicUrl })],
  ['refused', requestRefusedMail(request, { site, reason, blocked: false, again: false })],
  ['refused and blocked', requestRefusedMail(request, { site, reason, blocked: true, again: false })],
  ['a blocked address asks again', requestRefusedMail(request, { site, reason, blocked: true, again: true })],
  ['to an establishment', invitationMail(request.email, { ...inviting, place })],
  ['to a whole company', invitationMail(request.email, { ...inviting, place: company, sending: null })],
  ['without end', membershipChangedMail(event, { role, endsOn: null, publicUrl })],
  ['until a day', membershipChangedMail(event, { role: 'accountant', endsOn: '2027-12-31', publicUrl })],
  ['suspended', membershipSuspendedMail(event, 'Congé sans solde.')],
  ['restored', membershipRestoredMail(event, { role, publicUrl })],
  ['ended', membershipEndedMail(event, "A quitté l'entreprise.")],
  ...mandateSamples(somebody, place, publicUrl),
  ...reviewSamples(somebody),
  ...digestAndRoles,
  ['asked', takeoverAskedMail(somebody, takeover)],
  ['colleagues were told', takeoverRelayedMail(takeover, true)],
  ['there is no colleague', takeoverRelayedMail(takeover, false)],
  ['to a colleague', takeoverToConfirmMail(somebody, takeover)],
  ['to an agent', takeoverWithAgentsMail(somebody, takeover)],
  ['accepted', takeoverGrantedMail(takeover)],
  ['accepted by an administrator', takeoverDoneMail(somebody, takeover, 'administrator')],
  ['accepted by a colleague', takeoverDoneMail(somebody, takeover, 'colleague')],
  ['accepted by the agents', takeoverDoneMail(somebody, takeover, 'agent')],
  ['refused', takeoverRefusedMail(takeover, 'Je suis toujours là.')],
  ['60 days', takeoverRefusedMail(takeover, null)],
  [
    'one establishment',
    migratedInvitationMail({ accountId: 'ACCOUNT', ...person, sites: [site.label], publicUrl }),
  ],
  [
    'seven establishments, no first name known',
    migratedInvitationMail({
      accountId: 'ACCOUNT',
      ...person,
      firstName: null,
      sites: Array.from({ length: 7 }, () => site.label),
      publicUrl,
    }),
  ],
  [
    'let in',
    activationMail({
      ...person,
      url: linkOf(activationLink),
      facts: [siteFact(site), roleFact(role, 'Rôle accordé')].map(([label, value]) => ({ label, value })),
    }),
  ],
  ['asked again', activationMail({ ...person, firstName: null, url: linkOf(activationLink), facts: [] })],
  ['password asked for', firstPasswordMail({ ...person, url: linkOf(firstPasswordLink) })],
  ['password asked for', passwordResetMail({ ...person, url: linkOf(resetLink) })],
  [
    'password replaced',
    passwordChangedMail({
      accountId: 'ACCOUNT',
      ...person,
      at,
      recoveryUrl: `${publicUrl}/mot-de-passe-oublie`,
    }),
  ],
  [
    'another address asked for',
    newEmailAskedMail({
      accountId: 'ACCOUNT',
      ...person,
      at,
      recoveryUrl: `${publicUrl}/mot-de-passe-oublie`,
    }),
  ],
  [
    'an address without account',
    confirmNewEmailMail({
      to: 'isabelle.debuire@testopco2i.example',
      firstName: person.firstName,
      former: person.to,
      url: linkOf(newEmailLink),
    }),
  ],
  [
    'an address that has an account',
    addressAlreadyUsedMail({ to: person.to, signInUrl: `${publicUrl}/connexion` }),
  ],
  [
    'address changed',
    emailChangedMail({ accountId: 'ACCOUNT', ...person, at, helpUrl: `${publicUrl}/aide` }),
  ],
  [
    'signed in after ten failures',
    signedInAfterFailuresMail({
      accountId: 'ACCOUNT',
      ...person,
      at,
      failures: 10,
      seriesId: '4210',
      recoveryUrl: `${publicUrl}/mot-de-passe-oublie`,
    }),
  ],
  ...(
    [
      ['an application added', { what: 'totp-added' }],
      ['a passkey added', { what: 'passkey-added', name: 'Ordinateur du bureau' }],
      ['an application removed, a passkey left', { what: 'totp-removed', left: true }],
      ['the last passkey removed', { what: 'passkey-removed', left: false }],
      ['new recovery codes', { what: 'codes-renewed' }],
    ] as const
  ).map(
    ([circumstance, change]) =>
      [
        circumstance,
        secondFactorChangedMail({
          accountId: 'ACCOUNT',
          ...person,
          at,
          change,
          recoveryUrl: `${publicUrl}/mot-de-passe-oublie`,
        }),
      ] as const,
  ),
  ['nine codes left', recoveryCodeUsedMail({ accountId: 'ACCOUNT', ...person, at, left: 9, publicUrl })],
  ['none left', recoveryCodeUsedMail({ accountId: 'ACCOUNT', ...person, at, left: 0, publicUrl })],
  [
    'a wrong code after the right password',
    secondStepFailedMail({ accountId: 'ACCOUNT', ...person, at, publicUrl }),
  ],
  [
    'account closed by its owner',
    accountClosedMail({ accountId: 'ACCOUNT', ...person, at, why: 'owner', helpUrl: `${publicUrl}/aide` }),
  ],
  ['new bank details', bankChangeAskedMail(bankRecipient, bankMailFacts)],
  ['bank details withdrawn', bankChangeWithdrawnMail(bankRecipient, bankMailFacts)],
  ['bank details validated', bankChangeValidatedMail(bankRecipient, bankMailFacts)],
  [
    'bank details refused',
    bankChangeRefusedMail(bankRecipient, bankMailFacts, 'Le titulaire de ce compte est un particulier.'),
  ],
  ...inactivity,
  ...closedPlaces,
  ['blocked account', accountBlockedMail({ ...person, helpUrl: `${publicUrl}/aide` })],
  ...deskSamples(person, at, publicUrl),
];
