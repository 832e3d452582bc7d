import type { Route } from '../../platform/http';
import { invitationRoutes } from './invitation-routes';
import { usersRoutes as managing } from './routes';

export { acceptOwnInvitation } from './accept-invitation';

export const usersRoutes: readonly Route[] = [...invitationRoutes, ...managing];
