export { type RawBuilder, sql } from 'kysely';
export { type Embedded, startEmbedded } from './embedded';
export { prepareDataDir } from './embedded-files';
export { type MigrateOptions, migrate } from './migrate';
export { type Connection, connect } from './open';
export { isOutage, isOutOfSpace, onceAnswered } from './outage';
export {
  type Database,
  inTransaction,
  openDatabase,
  openPool,
  poolFigures,
  type Queryable,
  sqlState,
  type Transaction,
  withLongConnection,
} from './pool';
export { projectRoot } from './project-root';
export { everyWordIn } from './search';
export { StartError } from './start-error';
