export { importReferentialCommand } from './import/command';
export {
  type Agreement,
  agreement,
  agreementTyped,
  opco2iAgreements,
} from './queries/agreements';
export { commune, headcountBand, legalForm, nafLabel } from './queries/labels';
export { loadShippedEditions } from './shipped';
