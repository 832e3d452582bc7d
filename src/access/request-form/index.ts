export { requestFormChores, requestFormJobs } from './chores';
export { requestFormRoutes } from './routes';
