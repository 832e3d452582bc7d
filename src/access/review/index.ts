import { askReviews } from './ask-reviews';

export { reviewRoutes } from './routes';
export const reviewChores = [askReviews];
