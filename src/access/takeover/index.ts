export { askTakeover } from './ask-takeover';
export { takeoverChores } from './due-takeovers';
export { handTakeoverOver } from './hand-over-takeover';
export { RefusalReason, TakeoverFacts, TakeoverHeading, TakeoverOutcome } from './pages/parts';
export { type MyTakeover, type TakeoverView, takeoversOf, takeoverView } from './queries/takeover-view';
export { takeoverRoutes } from './routes';
export { cancelTakeoversOf, decideTakeover } from './settle-takeover';
