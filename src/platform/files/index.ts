export { checkFilesChore, countMissingFiles } from './check';
export { diskStore, type FileStore, type PutFile } from './disk-store';
export { sweepFilesChore } from './sweep';
