export * from './address-blocks';
export * from './deadlines';
export * from './invitations';
export * from './memberships';
export * from './requests';
