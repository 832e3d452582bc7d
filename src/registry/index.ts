export {
  acceptCompany,
  acceptEstablishment,
  type DecisionBy,
  type DecisionOutcome,
  refuseCompany,
  refuseEstablishment,
} from './decide';
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
export { type CheckedNumber, formatNumber, parseSiren, parseSiret } from './rules';
