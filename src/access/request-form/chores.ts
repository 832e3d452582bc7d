import type { FileStore } from '../../platform/files';
import type { Chore } from '../../platform/jobs';
import { removeDocumentJob } from '../proof/keep';
import { sweepDrafts } from './draft-store';

export const requestFormJobs = (ports: { readonly files: FileStore }) => [removeDocumentJob(ports.files)];

/** Drafts that nobody saved for seven days go, with their documents. */
export const requestFormChores: readonly Chore[] = [
  {
    name: 'access.sweep-drafts',
    every: '41 * * * *',
    run: (kernel) => sweepDrafts(kernel.db, kernel.clock()),
  },
];
