import type { RegistryChange, RegistryFacts } from '../registry';
import { formatDate } from '../ui';
import { type Code, type CodeKind, inWords, type Wordings } from './wordings';

/** One fact that changed: what it was, what it is. */
export interface FactChange {
  readonly title: string;
  readonly before: string;
  readonly after: string;
}

const unknown = 'non renseigné';

const textOf = (value: unknown): string => {
  if (Array.isArray(value)) return value.join(', ');
  return typeof value === 'string' ? value : '';
};

const nothingToSay: Wordings = () => undefined;
const coded =
  (kind: CodeKind, column: string) =>
  (facts: RegistryFacts, say: Wordings): string =>
    inWords(say, kind, textOf(facts[column]) || null) ?? '';
const text = (column: string) => (facts: RegistryFacts) => textOf(facts[column]);

function addressOf(facts: RegistryFacts): string {
  const [street, complement, postalCode, town, country] = [
    ...['street', 'complement', 'postal_code', 'town', 'country'].map((column) => textOf(facts[column])),
  ];
  const place = [postalCode, town].filter(Boolean).join(' ');
  return [street, complement, place, country].filter(Boolean).join(', ');
}

function stateOf({ active, closed_on: closedOn }: RegistryFacts): string {
  if (active !== false) return active === true ? 'en activité' : '';
  return typeof closedOn === 'string' ? `fermé le ${formatDate(closedOn)}` : 'fermé';
}

/** What is said of each fact, in the order of the page; INSEE's code of a commune goes with its town. */
const told: readonly {
  readonly title: string;
  readonly read: (facts: RegistryFacts, say: Wordings) => string;
}[] = [
  { title: 'État', read: stateOf },
  { title: 'Nom', read: text('name') },
  { title: 'Noms usuels', read: text('usual_names') },
  { title: 'Sigle', read: text('acronym') },
  { title: 'Enseigne', read: text('sign') },
  { title: 'Adresse', read: addressOf },
  {
    title: 'Siège',
    read: ({ head_office: headOffice }) =>
      headOffice === undefined ? '' : headOffice === true ? 'oui' : 'non',
  },
  { title: 'Activité (NAF rév. 2)', read: coded('naf', 'naf') },
  { title: 'Activité (NAF 2025)', read: coded('naf-2025', 'naf_2025') },
  { title: 'Catégorie juridique', read: coded('legal-category', 'legal_category') },
  { title: "Tranche d'effectif", read: coded('headcount-band', 'headcount_band') },
  {
    title: 'Création',
    read: ({ created_on: createdOn }) => (typeof createdOn === 'string' ? formatDate(createdOn) : ''),
  },
];

/** What an import changed, fact by fact. Of what is no longer public, that alone is said. */
export function changeInWords({ before, after }: RegistryChange, say: Wordings): FactChange[] {
  if (before.diffusible !== true || after.diffusible !== true) {
    const words = ({ diffusible }: RegistryFacts) => (diffusible === true ? 'publiques' : 'non publiques');
    return before.diffusible === after.diffusible
      ? []
      : [{ title: "Informations de l'INSEE", before: words(before), after: words(after) }];
  }
  return told.flatMap(({ title, read }) => {
    if (read(before, nothingToSay) === read(after, nothingToSay)) return [];
    return [{ title, before: read(before, say) || unknown, after: read(after, say) || unknown }];
  });
}

/** The codes that a change names. */
export const codesOfChange = ({ before, after }: RegistryChange): Code[] =>
  [before, after].flatMap((facts) =>
    (
      [
        ['naf', 'naf'],
        ['naf-2025', 'naf_2025'],
        ['legal-category', 'legal_category'],
        ['headcount-band', 'headcount_band'],
      ] as const
    ).flatMap(([kind, column]) => {
      const code = textOf(facts[column]);
      return code === '' ? [] : [{ kind, code }];
    }),
  );
