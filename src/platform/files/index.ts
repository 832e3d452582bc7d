export { diskStore, type FileStore, type PutFile } from './disk-store';
