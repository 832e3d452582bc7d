export * from './address-blocks';
export * from './deadlines';
export * from './memberships';
export * from './requests';
