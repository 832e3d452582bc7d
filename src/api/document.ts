import { z } from 'zod';
import { attribution } from './attribution';
import { type Operation, operations } from './operations';
import {
  companySchema,
  establishmentSchema,
  foundCompanySchema,
  problemSchema,
  searchSchema,
  siteSchema,
  sitesSchema,
} from './schemas';

export const apiRoot = '/api/v1';

export const statusWords: Readonly<Record<400 | 404 | 429, string>> = {
  400: 'Un paramètre ne convient pas.',
  404: "Ce numéro n'est pas dans le répertoire.",
  429: "Trop d'appels en une minute : l'en-tête Retry-After dit combien de secondes attendre.",
};

type Json = Record<string, unknown>;

/** Of a schema, what the page says. */
export interface WrittenSchema {
  readonly title?: string;
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
}

/** The schemas of the answers by their names, each written once. */
function schemas(): Record<string, WrittenSchema> {
  const named = z.registry<{ id: string }>();
  for (const one of [
    ...[establishmentSchema, foundCompanySchema, companySchema, searchSchema, sitesSchema, siteSchema],
    problemSchema,
  ]) {
    named.add(one, { id: nameOf(one) });
  }
  const written = z.toJSONSchema(named, { uri: (id) => `#/components/schemas/${id}` }).schemas;
  return Object.fromEntries(
    Object.entries(written).map(([name, { $schema, $id, id, ...schema }]) => [name, schema]),
  ) as Record<string, WrittenSchema>;
}

const nameOf = (schema: z.ZodType): string => String(schema.meta()?.id);
const reference = (schema: z.ZodType) => ({ $ref: `#/components/schemas/${nameOf(schema)}` });

function parameterOf({ name, in: place, schema }: Operation['parameters'][number]) {
  const { $schema, description = '', ...written } = z.toJSONSchema(schema, { io: 'input' });
  return { name, in: place, required: !schema.safeParse(undefined).success, description, schema: written };
}

const unchanging = {
  ETag: { description: 'À renvoyer dans If-None-Match.', schema: { type: 'string' } },
  'Last-Modified': { description: 'Dernière mise à jour du répertoire.', schema: { type: 'string' } },
};

const problemContent = { 'application/problem+json': { schema: reference(problemSchema) } };
const problem = (status: 400 | 404 | 429): Json => ({
  description: statusWords[status],
  ...(status === 429 && {
    headers: {
      'Retry-After': { description: 'Secondes à attendre.', required: true, schema: { type: 'integer' } },
    },
  }),
  content: problemContent,
});

/** The description of the API, for programs. */
export function openApiDocument({ publicUrl, perMinute }: { publicUrl: string; perMinute: number }) {
  return {
    openapi: '3.1.0',
    info: {
      title: "API du registre des entreprises d'OPCO 2i",
      version: '1.0.0',
      description: `Les entreprises et les établissements de France, tels que l'INSEE les publie. ${perMinute} appels par minute et par adresse. ${attribution}.`,
      license: {
        name: 'Licence Ouverte 2.0',
        url: 'https://www.etalab.gouv.fr/licence-ouverte-open-licence/',
      },
    },
    servers: [{ url: `${publicUrl}${apiRoot}` }],
    security: [],
    paths: Object.fromEntries(
      operations.map((one) => [
        one.path,
        {
          get: {
            operationId: one.id,
            summary: one.title,
            description: one.about,
            'x-exemple': `${apiRoot}${one.example}`,
            parameters: one.parameters.map(parameterOf),
            responses: {
              200: {
                description: 'La réponse.',
                headers: unchanging,
                content: { 'application/json': { schema: reference(one.answer) } },
              },
              304: { description: "Rien n'a changé depuis l'ETag envoyé.", headers: unchanging },
              ...Object.fromEntries(
                [...one.refusals, 429 as const].map((status) => [status, problem(status)]),
              ),
              default: { description: 'Une panne ou un refus du serveur.', content: problemContent },
            },
          },
        },
      ]),
    ),
    components: { schemas: schemas() },
  };
}
