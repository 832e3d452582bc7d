/** Headings of INSEE's files, in the order of December 2025. */
export const unitHeadings =
  'siren,statutDiffusionUniteLegale,unitePurgeeUniteLegale,dateCreationUniteLegale,sigleUniteLegale,' +
  'sexeUniteLegale,prenom1UniteLegale,prenom2UniteLegale,prenom3UniteLegale,prenom4UniteLegale,' +
  'prenomUsuelUniteLegale,pseudonymeUniteLegale,identifiantAssociationUniteLegale,' +
  'trancheEffectifsUniteLegale,anneeEffectifsUniteLegale,dateDernierTraitementUniteLegale,' +
  'nombrePeriodesUniteLegale,categorieEntreprise,anneeCategorieEntreprise,dateDebut,' +
  'etatAdministratifUniteLegale,nomUniteLegale,nomUsageUniteLegale,denominationUniteLegale,' +
  'denominationUsuelle1UniteLegale,denominationUsuelle2UniteLegale,denominationUsuelle3UniteLegale,' +
  'categorieJuridiqueUniteLegale,activitePrincipaleUniteLegale,nomenclatureActivitePrincipaleUniteLegale,' +
  'nicSiegeUniteLegale,economieSocialeSolidaireUniteLegale,societeMissionUniteLegale,' +
  'caractereEmployeurUniteLegale,activitePrincipaleNAF25UniteLegale';

export const siteHeadings =
  'siren,nic,siret,statutDiffusionEtablissement,dateCreationEtablissement,trancheEffectifsEtablissement,' +
  'anneeEffectifsEtablissement,activitePrincipaleRegistreMetiersEtablissement,' +
  'dateDernierTraitementEtablissement,etablissementSiege,nombrePeriodesEtablissement,' +
  'complementAdresseEtablissement,numeroVoieEtablissement,indiceRepetitionEtablissement,' +
  'dernierNumeroVoieEtablissement,indiceRepetitionDernierNumeroVoieEtablissement,typeVoieEtablissement,' +
  'libelleVoieEtablissement,codePostalEtablissement,libelleCommuneEtablissement,' +
  'libelleCommuneEtrangerEtablissement,distributionSpecialeEtablissement,codeCommuneEtablissement,' +
  'codeCedexEtablissement,libelleCedexEtablissement,codePaysEtrangerEtablissement,' +
  'libellePaysEtrangerEtablissement,identifiantAdresseEtablissement,' +
  'coordonneeLambertAbscisseEtablissement,coordonneeLambertOrdonneeEtablissement,' +
  'complementAdresse2Etablissement,numeroVoie2Etablissement,indiceRepetition2Etablissement,' +
  'typeVoie2Etablissement,libelleVoie2Etablissement,codePostal2Etablissement,libelleCommune2Etablissement,' +
  'libelleCommuneEtranger2Etablissement,distributionSpeciale2Etablissement,codeCommune2Etablissement,' +
  'codeCedex2Etablissement,libelleCedex2Etablissement,codePaysEtranger2Etablissement,' +
  'libellePaysEtranger2Etablissement,dateDebut,etatAdministratifEtablissement,enseigne1Etablissement,' +
  'enseigne2Etablissement,enseigne3Etablissement,denominationUsuelleEtablissement,' +
  'activitePrincipaleEtablissement,nomenclatureActivitePrincipaleEtablissement,' +
  'caractereEmployeurEtablissement,activitePrincipaleNAF25Etablissement';

export const linkHeadings =
  'siretEtablissementPredecesseur,siretEtablissementSuccesseur,dateLienSuccession,transfertSiege,' +
  'continuiteEconomique,dateDernierTraitementLienSuccession';

/** How INSEE hides what a person asked not to publish, since 2023. */
export const masked = '[ND]';

/** How INSEE writes a date it does not know. */
export const unknownDate = '1900-01-01';

/** A cell as the file writes it: quoted when it holds a comma or a quote. */
export const cell = (text: string): string =>
  text.includes(',') || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text;
