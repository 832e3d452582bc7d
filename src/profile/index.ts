export { profileRoutes } from './routes';
export { secondFactorRoutes } from './second-factor/routes';
