export {
  acceptCompany,
  acceptEstablishment,
  type DecisionBy,
  type DecisionOutcome,
  refuseCompany,
  refuseEstablishment,
} from './decide';
export { importRegistryCommand } from './import/command';
export { type ImportReport, importRegistry, type KindReport, type RejectedLine } from './import/import-stock';
export { formatReport } from './import/report';
export { StockFileError } from './import/stock-file';
export {
  type NewCompany,
  type NewEstablishment,
  newCompanySchema,
  newEstablishmentSchema,
} from './input';
export {
  type Company,
  type CompanyKind,
  companyKindLabels,
  companyKinds,
  type Decision,
  type DeclaredCompany,
  type DeclaredEstablishment,
  type Establishment,
  hiddenCompanyName,
  type RegistryState,
  type Site,
} from './model';
export {
  type ProposedCompany,
  type ProposedEstablishment,
  proposeCompany,
  proposeEstablishment,
} from './propose';
export {
  findCompany,
  findEstablishment,
  listCompaniesToValidate,
  listEstablishmentsToValidate,
  listSites,
} from './queries/read';
export { type FoundCompany, searchCompanies } from './queries/search';
export { type CheckedNumber, formatNumber, parseSiren, parseSiret } from './rules';
