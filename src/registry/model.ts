/** What a legal unit is for the OPCO; all but `company` are partners. */
export const companyKinds = ['company', 'training_provider', 'accounting_firm', 'other'] as const;
export type CompanyKind = (typeof companyKinds)[number];

/** French label of each kind, as the form shows it. */
export const companyKindLabels: Readonly<Record<CompanyKind, string>> = {
  company: 'Entreprise',
  training_provider: 'Organisme de formation / CFA',
  accounting_firm: 'Cabinet comptable',
  other: 'Autre',
};

/** Known from Sirene or accepted by an agent; declared and waiting; declared and turned down. */
export type RegistryState = 'valid' | 'to_validate' | 'refused';

/** What a person said of a company that Sirene did not know. */
export interface DeclaredCompany {
  name: string;
  activity: string;
  /** Collective agreement: a 4-digit IDCC or the agreement's name. */
  agreement: string | null;
  headcount: number;
}

/** What a person said of an establishment that Sirene did not know. */
export interface DeclaredEstablishment {
  activity: string;
}

export interface Decision {
  decidedAt: Date | null;
  decidedBy: string | null;
  refusalReason: string | null;
}

export interface Company extends Decision {
  siren: string;
  /** Never null: "Entreprise non diffusible" when the unit's identity is not public. */
  name: string;
  usualNames: string[];
  acronym: string | null;
  legalCategory: string | null;
  naf: string | null;
  naf2025: string | null;
  headcountBand: string | null;
  /** ISO date. */
  createdOn: string | null;
  active: boolean;
  diffusible: boolean;
  kind: CompanyKind;
  state: RegistryState;
  declared: DeclaredCompany | null;
  declaredAt: Date | null;
}

export interface Establishment extends Decision {
  siret: string;
  siren: string;
  nic: string;
  /** Sign, else the company's name. */
  name: string;
  sign: string | null;
  street: string | null;
  complement: string | null;
  postalCode: string | null;
  town: string | null;
  townCode: string | null;
  country: string | null;
  /** "street, postal code TOWN" in one line; town alone when non-diffusible. */
  address: string;
  headOffice: boolean;
  active: boolean;
  diffusible: boolean;
  /** ISO date, null when active or unknown. */
  closedOn: string | null;
  naf: string | null;
  /** The same activity in the nomenclature that follows. */
  naf2025: string | null;
  headcountBand: string | null;
  state: RegistryState;
  declared: DeclaredEstablishment | null;
  declaredAt: Date | null;
  /** When this record was last written: by an import of Sirene's files, or by a decision. */
  recordedAt: Date;
}

/** A site as the list of a company shows it. */
export type Site = Pick<
  Establishment,
  'siret' | 'name' | 'address' | 'town' | 'headOffice' | 'active' | 'closedOn' | 'state'
>;

export const hiddenCompanyName = 'Entreprise non diffusible';

/** "12 RUE DES LILAS, 90000 BELFORT"; whatever is not known is left out. */
export function addressLine(of: {
  street: string | null;
  complement: string | null;
  postalCode: string | null;
  town: string | null;
  country: string | null;
}): string {
  const place = [of.postalCode, of.town].filter(Boolean).join(' ');
  return [of.street, of.complement, place, of.country].filter(Boolean).join(', ');
}
