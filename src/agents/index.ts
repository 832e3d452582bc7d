export { mergeAccounts } from './merge/merge-accounts';
export { mergeView } from './merge/merge-view';
export { agentsRoutes } from './routes';
export { rescanChore, scanDocumentJob } from './scan-documents';
