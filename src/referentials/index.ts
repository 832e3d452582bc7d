export { importReferentialCommand } from './import/command';
export { changesSaid, rejectedSaid } from './import/report';
export {
  type Agreement,
  agreement,
  agreementTyped,
  opco2iAgreements,
} from './queries/agreements';
export { type InPlace, referentialsInPlace } from './queries/in-place';
export { commune, headcountBand, labelsOn, legalForm, nafLabel } from './queries/labels';
export { loadShippedEditions } from './shipped';
