import { agreement } from './agreement';
import { accountingContact, correspondence, trainingContact } from './contact';
import { headcount } from './headcount';
import type { AnySection } from './section';

/** In the order of the page. */
export const sections: readonly AnySection[] = [
  trainingContact,
  accountingContact,
  correspondence,
  agreement,
  headcount,
];
export const sectionOf = (slug: string | undefined) => sections.find((one) => one.slug === slug) ?? null;
export { agreement, agreementOptions } from './agreement';
export { headcount, headcountSources, headcountYears } from './headcount';
export type { AnySection, Known } from './section';
