import { z } from 'zod';

/*
 * What the API answers. The handlers write each answer through these schemas, and the OpenAPI document is made of
 * them: what is described and what is sent are one thing.
 */

const isoDay = z.string().meta({ format: 'date', examples: ['2019-04-01'] });
const siren = z
  .string()
  .meta({ pattern: '^[0-9]{9}$', description: "Numéro de l'entreprise.", examples: ['424210433'] });
const siret = z
  .string()
  .meta({ pattern: '^[0-9]{14}$', description: "Numéro de l'établissement.", examples: ['42421043300019'] });
const code = (description: string, example: string) =>
  z
    .string()
    .nullable()
    .meta({ description, examples: [example] });

const activity = {
  nafRev2: code("Code de l'activité principale, nomenclature NAF rév. 2.", '25.62B'),
  naf2025: code("Code de l'activité principale, nomenclature NAF 2025.", '25.53Y'),
  trancheEffectif: code("Code INSEE de la tranche d'effectif salarié.", '12'),
};

const source = {
  source: z.string().meta({ description: 'Mention à reproduire avec ces données.' }),
  miseAJour: z.iso.datetime().nullable().meta({
    description: "Date de la dernière mise à jour du répertoire ; null s'il n'a jamais été chargé.",
  }),
};

const diffusible = z.boolean().meta({
  description:
    "false : l'INSEE ne diffuse pas ces informations. Seuls le numéro, la commune et l'état sont alors donnés.",
});

export const establishmentSchema = z
  .object({
    siret,
    siren,
    diffusible,
    enseigne: z.string().nullable().meta({ description: "Nom sur la façade, s'il en a un." }),
    adresse: z.string().nullable().meta({ description: 'Numéro, voie et complément.' }),
    codePostal: z.string().nullable().meta({ description: 'Code postal, ou CEDEX.' }),
    commune: z.string().nullable().meta({ description: 'Nom de la commune.' }),
    codeCommune: z.string().nullable().meta({ description: 'Code INSEE de la commune.' }),
    pays: z.string().nullable().meta({ description: 'Hors de France seulement.' }),
    siege: z.boolean().meta({ description: "true : c'est le siège de l'entreprise." }),
    actif: z.boolean().meta({ description: "false : l'établissement est fermé." }),
    dateFermeture: isoDay.nullable().meta({ description: "Jour de la fermeture, si l'INSEE le donne." }),
    ...activity,
    successeur: siret.nullable().meta({ description: "SIRET de l'établissement qui lui succède." }),
  })
  .meta({ id: 'Etablissement', title: 'Établissement' });

const companyFacts = {
  siren,
  diffusible,
  denomination: z.string().nullable().meta({ description: 'Nom ; null si non diffusible.' }),
  nomsUsuels: z.array(z.string()).meta({ description: 'Autres noms sous lesquels elle est connue.' }),
  sigle: z.string().nullable().meta({ description: "Sigle, s'il y en a un." }),
  categorieJuridique: code('Code INSEE de la catégorie juridique.', '5710'),
  actif: z.boolean().meta({ description: "false : l'entreprise a cessé son activité." }),
  dateCreation: isoDay.nullable().meta({ description: 'Jour de la création.' }),
  ...activity,
};

export const foundCompanySchema = z
  .object({ ...companyFacts, commune: z.string().nullable().meta({ description: 'Commune du siège.' }) })
  .meta({ id: 'EntrepriseTrouvee', title: 'Entreprise trouvée' });

export const companySchema = z
  .object({
    ...companyFacts,
    siege: establishmentSchema.omit({ successeur: true }).nullable().meta({ description: 'Le siège.' }),
    ...source,
  })
  .meta({ id: 'Entreprise', title: 'Entreprise' });

export const searchSchema = z
  .object({
    resultats: z.array(foundCompanySchema).max(10).meta({ description: "La plus proche d'abord." }),
    ...source,
  })
  .meta({ id: 'Recherche', title: 'Réponse à une recherche' });

export const sitesSchema = z
  .object({
    page: z.int().min(1),
    pages: z.int().min(1),
    total: z.int().min(0),
    etablissements: z.array(establishmentSchema).max(50).meta({ description: 'Par SIRET.' }),
    ...source,
  })
  .meta({ id: 'Etablissements', title: "Établissements d'une entreprise" });

export const siteSchema = establishmentSchema
  .extend(source)
  .meta({ id: 'EtablissementSeul', title: 'Établissement, et sa source' });

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string().meta({ format: 'uri-reference', examples: ['/api#not-found'] }),
    title: z.string(),
    status: z.int(),
    detail: z.string().meta({ description: "Ce qui ne va pas et ce qu'on peut faire, en français." }),
  })
  .meta({ id: 'Probleme', title: 'Problème' });
