export { companiesRoutes } from './routes';
