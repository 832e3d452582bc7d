export { importReferentialCommand } from './import/command';
export { loadShippedEditions } from './shipped';
