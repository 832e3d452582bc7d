export { requestFormChores, requestFormJobs } from './chores';
export type { RequestFormPorts } from './creations';
export type { AccountRequestDetails } from './details';
export { requestFormRoutes } from './routes';
