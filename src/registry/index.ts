export { type ClosedPlace, closedPlacesToTell, markTold } from './closed-places';
export {
  acceptCompany,
  acceptEstablishment,
  type DecisionOutcome,
  refuseCompany,
  refuseEstablishment,
} from './decide';
export { importRegistryCommand } from './import/command';
export { type ImportOptions, importRegistry } from './import/import-registry';
export { formatReport } from './import/report';

export {
  type NewCompany,
  type NewEstablishment,
  newCompanySchema,
  newEstablishmentSchema,
} from './input';
export {
  type Company,
  companyKindLabels,
  companyKinds,
  type Establishment,
  hiddenCompanyName,
  type Site,
} from './model';
export {
  proposeCompany,
  proposeEstablishment,
} from './propose';
export { companyName, knownSiteName, siteAddress, siteName } from './queries/columns';
export {
  type Chosen,
  chosenColumn,
  findChosen,
  findCompany,
  findEstablishment,
  listCompaniesToValidate,
  listEstablishmentsToValidate,
  listSites,
  readChosen,
} from './queries/read';
export { searchCompanies } from './queries/search';
export { parseSiren, parseSiret } from './rules';
