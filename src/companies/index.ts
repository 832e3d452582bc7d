export { companiesRoutes } from './routes';
export type { ReadWordings } from './wordings';
