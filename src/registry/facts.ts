/** Columns of `sirene.unit` that `company` holds too, and of `sirene.site` that `establishment` does. */
export const unitFacts = [
  ...['name', 'usual_names', 'acronym', 'legal_category', 'naf', 'naf_2025', 'headcount_band', 'created_on'],
  ...['active', 'diffusible'],
] as const;

export const siteFacts = [
  ...['sign', 'street', 'complement', 'postal_code', 'town', 'town_code', 'country', 'head_office', 'active'],
  ...['diffusible', 'closed_on', 'naf', 'naf_2025', 'headcount_band'],
] as const;

/** "row.name, row.naf…" */
export const factsIn = (row: string, columns: readonly string[]) =>
  columns.map((column) => `${row}.${column}`).join(', ');
