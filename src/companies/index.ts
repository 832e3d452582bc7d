export { companiesRoutes } from './routes';
export type { Code, ReadWordings, Wording } from './wordings';
