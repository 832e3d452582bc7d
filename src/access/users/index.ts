import type { Route } from '../../platform/http';
import { invitationRoutes } from './invitation-routes';
import { usersRoutes as managing } from './routes';

export { acceptOwnInvitation } from './accept-invitation';
export { changeMembershipOf } from './change-membership';
export { endMembership } from './end-membership';
export { invitePerson } from './invite-person';
export { act, noted, placeNumber, told, withdrawTheirInvitations } from './managed-membership';
export { suspendMembership } from './suspend-membership';

export const usersRoutes: readonly Route[] = [...invitationRoutes, ...managing];
