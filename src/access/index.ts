export { addressKnowledge } from './address-knowledge';
export {
  agentRoleWords,
  changeAgentRoles,
  createAgent,
  createAgentCommand,
  newAgentSchema,
} from './agent-roles';
export { confirmAddress, confirmOwnRequest } from './confirm-account-request';
export { deadlinesOf } from './deadlines';
export { approveAccountRequest, reasonSchema, refuseAccountRequest } from './decide-account-request';
export { decideCompany, decideEstablishment } from './decide-company-or-establishment';
export { decideFromForm, grantableRoles, inForm, readIdentity } from './decide-from-form';
export { cancelAccountRequest } from './follow-account-request';
export {
  actionsOf,
  type HistorySection,
  historySections,
  historySentence,
  sectionOf,
} from './history-words';
export { importAccountsCommand, invitationChores, inviteMigratedCommand } from './import-accounts';
export { inactiveChores } from './inactive';
export { accessAlarms, accessChores, accessJobs } from './jobs';
export { leaveEverything, type SoleAdministration, soleAdministrationsOf } from './leave';
export { type RequestState, stateWords as requestStateWords } from './lifecycle';
export { placeFactOf } from './mails/facts';
export {
  acceptMandate,
  actsByMandate,
  askMandate,
  cancelMandate,
  type MandateLine,
  type MandateToAnswer,
  mandateChores,
  mandateRoutes,
  mandatesOn,
  mandatesToAnswer,
  nameMandateMembers,
  permissionsTyped,
  refuseMandate,
  withdrawMandate,
} from './mandates';
export { type HeldMembership, mergeAccesses, mergePlan } from './merge';
export { moveAddress } from './move-address';
export { bankDeskPath, frameOf, recordPathOf, registryDeskPath, seesTheDesk } from './navigation';
export {
  choicesOf,
  chooseNotifications,
  chosenBy,
  digestHour,
  fieldOf,
  type NotificationChoice,
  type NotificationKind,
  type NotificationOffer,
  notificationChores,
  notificationOffers,
} from './notifications';
export { DecisionFacts, DecisionForm, DecisionTaken } from './pages/decision';
export { IdentityFields } from './pages/identity-fields';
export { EstablishmentStatus, MembershipStatus } from './pages/my-establishments';
export { PlaceFrame } from './pages/place-frame';
export { type Refused, RefusedNote } from './pages/refused-note';
export { RequestHeading } from './pages/request-to-decide';
export { type Place, placeIn } from './place';
export { isReadable } from './proof/keep';
export { ProofDocument } from './proof/proof-document';
export { type Administrator, administratorsBut } from './queries/administrators';
export { type Looking, onlyElsewhere } from './queries/colleagues';
export { companyWords } from './queries/company-words';
export { type Management, managementOf, usersOfSites } from './queries/management';
export {
  type MyEstablishment,
  membershipsOf,
  type RequestToDecide,
  requestsToConfirm,
  requestsToDecide,
} from './queries/my-establishments';
export { invitationsTo } from './queries/my-invitations';
export { type RequestView, requestForDecision } from './queries/request-view';
export { requestFormChores, requestFormJobs, requestFormRoutes } from './request-form';
export { reviewChores, reviewRights, reviewRoutes, reviewsToDo } from './review';
export { accessRights } from './rights';
export { accessRoutes } from './routes';
export { type RoleCode, roleCodes, roleOf } from './rules';
export { holdAddress, isUuid, liveMembershipsOn, stillRuns } from './store';
export { submitAccountRequest } from './submit-account-request';
export {
  askTakeover,
  decideTakeover,
  handTakeoverOver,
  type MyTakeover,
  RefusalReason,
  TakeoverFacts,
  TakeoverHeading,
  TakeoverOutcome,
  type TakeoverView,
  takeoverChores,
  takeoverRoutes,
  takeoversOf,
  takeoverView,
} from './takeover';
export {
  changeMembershipOf,
  endMembership,
  invitePerson,
  suspendMembership,
  usersRoutes,
} from './users';
