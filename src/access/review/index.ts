import { askReviews } from './ask-reviews';

export { reviewsToDo } from './queries/reviews-to-do';
export { reviewRights } from './review-rights';
export { reviewRoutes } from './routes';
export const reviewChores = [askReviews];
