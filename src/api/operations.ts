import { z } from 'zod';
import type { Database } from '../platform/database';
import {
  nationalCompany,
  nationalSite,
  nationalSites,
  parseSiren,
  parseSiret,
  searchNational,
  shortestQuery,
} from '../registry';
import { unknownCompany, unknownSite } from './errors';
import { companyFacts, siteFacts } from './facts';
import { companySchema, searchSchema, siteSchema, sitesSchema } from './schemas';

/** A parameter in the path, or after the question mark. */
type Place = 'path' | 'query';

interface Parameter {
  readonly name: string;
  readonly in: Place;
  readonly schema: z.ZodType;
}

/** One address of the API: what it takes, what it answers, from where. */
export interface Operation {
  readonly id: string;
  /** As OpenAPI writes it, under /api/v1. */
  readonly path: string;
  readonly title: string;
  readonly about: string;
  readonly parameters: readonly Parameter[];
  readonly answer: z.ZodType;
  /** Statuses of its refusals, beside 429. */
  readonly refusals: readonly (400 | 404)[];
  /** An address that one can follow, under /api/v1. */
  readonly example: string;
  readonly read: (db: Database, typed: Readonly<Record<string, unknown>>) => Promise<object>;
}

/** A number whose key is checked; what is wrong with it is said as on the screens. */
const numbered = (
  parse: typeof parseSiren,
  { digits, ...meta }: { digits: number; description: string; examples: string[] },
) =>
  z
    .string()
    .superRefine((typed, context) => {
      const read = parse(typed);
      if (!read.ok) context.addIssue({ code: 'custom', message: read.reason });
      else if (read.value !== typed) {
        const message = `Écrivez-le en ${digits} chiffres, sans rien entre eux.`;
        context.addIssue({ code: 'custom', message });
      }
    })
    .meta({ pattern: `^[0-9]{${digits}}$`, ...meta });

const siren = numbered(parseSiren, {
  digits: 9,
  description: "SIREN de l'entreprise, 9 chiffres.",
  examples: ['424210433'],
});
const siret = numbered(parseSiret, {
  digits: 14,
  description: "SIRET de l'établissement, 14 chiffres.",
  examples: ['42421043300019'],
});
const query = z
  .string({ error: 'Indiquez ce que vous cherchez.' })
  .trim()
  .min(shortestQuery, `Indiquez au moins ${shortestQuery} caractères.`)
  .max(200, 'Indiquez au plus 200 caractères.')
  .meta({
    description: 'Nom, SIREN ou SIRET ; la ville ou le code postal peuvent suivre le nom.',
    examples: ['ge support'],
  });
const pageNumber = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'Indiquez un nombre entier, à partir de 1.')
  .optional()
  .meta({ description: 'Page, à partir de 1 ; la dernière si elle est dépassée.', examples: ['1'] });
const town = z
  .string()
  .max(100, 'Indiquez au plus 100 caractères.')
  .optional()
  .meta({ description: 'Commune ou code postal, en entier ou en partie.', examples: ['belfort'] });

/** Types a reading by its parameters; the table below then holds them all alike. */
const operation = <P extends Readonly<Record<string, z.ZodType>>>(
  of: Omit<Operation, 'parameters' | 'read'> & {
    readonly takes: P;
    readonly read: (db: Database, typed: { [N in keyof P]: z.output<P[N]> }) => Promise<object>;
  },
): Operation => {
  const { takes, read, ...rest } = of;
  const place = (name: string): Place => (of.path.includes(`{${name}}`) ? 'path' : 'query');
  return {
    ...rest,
    parameters: Object.entries(takes).map(([name, schema]) => ({ name, in: place(name), schema })),
    read: (db, typed) => read(db, typed as { [N in keyof P]: z.output<P[N]> }),
  };
};

export const operations: readonly Operation[] = [
  operation({
    id: 'chercherEntreprises',
    path: '/entreprises',
    title: 'Chercher une entreprise',
    about:
      'Les dix entreprises qui répondent le mieux à un nom, un SIREN ou un SIRET, fautes de frappe comprises.',
    takes: { q: query },
    answer: searchSchema,
    refusals: [400],
    example: '/entreprises?q=ge+support',
    read: async (db, { q }) => ({
      resultats: (await searchNational(db, q)).map((one) => ({ ...companyFacts(one), commune: one.town })),
    }),
  }),
  operation({
    id: 'lireEntreprise',
    path: '/entreprises/{siren}',
    title: 'Lire une entreprise',
    about: 'Une entreprise et son siège.',
    takes: { siren },
    answer: companySchema,
    refusals: [400, 404],
    example: '/entreprises/424210433',
    async read(db, typed) {
      const found = await nationalCompany(db, typed.siren);
      if (!found) throw unknownCompany();
      const { company, headOffice } = found;
      return { ...companyFacts(company), siege: headOffice ? siteFacts(headOffice) : null };
    },
  }),
  operation({
    id: 'listerEtablissements',
    path: '/entreprises/{siren}/etablissements',
    title: "Lister les établissements d'une entreprise",
    about: 'Cinquante par page, par SIRET, les fermés compris.',
    takes: { siren, page: pageNumber, ville: town },
    answer: sitesSchema,
    refusals: [400, 404],
    example: '/entreprises/424210433/etablissements?ville=belfort',
    async read(db, typed) {
      if (!(await nationalCompany(db, typed.siren))) throw unknownCompany();
      const asked = { place: typed.ville ?? '', page: Number(typed.page ?? 1) };
      const { lines, page, pages, total } = await nationalSites(db, typed.siren, asked);
      const etablissements = lines.map((one) => ({ ...siteFacts(one), successeur: one.successor }));
      return { page, pages, total, etablissements };
    },
  }),
  operation({
    id: 'lireEtablissement',
    path: '/etablissements/{siret}',
    title: 'Lire un établissement',
    about: "Un établissement, et celui qui lui succède s'il a déménagé.",
    takes: { siret },
    answer: siteSchema,
    refusals: [400, 404],
    example: '/etablissements/42421043300019',
    async read(db, typed) {
      const site = await nationalSite(db, typed.siret);
      if (!site) throw unknownSite();
      return { ...siteFacts(site), successeur: site.successor };
    },
  }),
];
