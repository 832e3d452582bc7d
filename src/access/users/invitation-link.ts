import { days } from '../../platform/clock';

/** Of the links that carry an invitation; their subject is its id. */
export const invitationLink = 'access.invitation';
export const invitationLife = days(7);
