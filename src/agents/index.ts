export { agentsRoutes } from './routes';
export { rescanChore, scanDocumentJob } from './scan-documents';
