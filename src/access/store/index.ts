export * from './memberships';
export * from './requests';
