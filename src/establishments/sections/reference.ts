/** A collective agreement of the OPCO's field. */
export interface Agreement {
  readonly idcc: string;
  readonly title: string;
  /** First and last day in force where they decide; absent: before or after anything that is typed. */
  readonly from?: string;
  readonly until?: string;
  /** IDCC of the one that took its place. */
  readonly successor?: string;
}

/**
 * The agreements of OPCO 2i, the merged ones with their successor, and the two values of the apprenticeship contract
 * form for whoever has none. Source: DILA, base KALI, and DARES, Licence Ouverte 2.0; métallurgie: one agreement since
 * 1 January 2024.
 */
export const agreements: readonly Agreement[] = [
  { idcc: '0018', title: 'Industries textiles' },
  { idcc: '0044', title: 'Industries chimiques et connexes' },
  { idcc: '0045', title: 'Caoutchouc' },
  { idcc: '0083', title: 'Menuiseries, charpentes et constructions industrialisées' },
  { idcc: '0087', title: 'Carrières et matériaux, ouvriers', successor: '3249' },
  { idcc: '0135', title: 'Carrières et matériaux, ETAM', successor: '3249' },
  { idcc: '0176', title: 'Industrie pharmaceutique' },
  { idcc: '0207', title: 'Cuirs et peaux' },
  { idcc: '0211', title: 'Carrières et matériaux, cadres', successor: '3249' },
  { idcc: '0247', title: "Industries de l'habillement" },
  { idcc: '0292', title: 'Plasturgie' },
  { idcc: '0303', title: 'Couture parisienne et autres métiers de la mode' },
  { idcc: '0363', title: 'Fabrication des ciments, ingénieurs et cadres', successor: '3233' },
  { idcc: '0489', title: 'Industries du cartonnage' },
  { idcc: '0567', title: 'Bijouterie, joaillerie, orfèvrerie' },
  { idcc: '0637', title: 'Récupération et recyclage' },
  { idcc: '0650', title: 'Métallurgie, ingénieurs et cadres', until: '2023-12-31', successor: '3248' },
  { idcc: '0669', title: 'Fabrication mécanique du verre' },
  { idcc: '0700', title: 'Production des papiers et cartons, cadres', successor: '3238' },
  { idcc: '0707', title: 'Transformation des papiers et cartons, cadres', successor: '3238' },
  { idcc: '0715', title: 'Instruments à écrire' },
  { idcc: '0802', title: 'Distribution de papiers-cartons, OETAM', successor: '3224' },
  { idcc: '0832', title: 'Fabrication des ciments, ouvriers', successor: '3233' },
  { idcc: '0833', title: 'Fabrication des ciments, ETAM', successor: '3233' },
  { idcc: '0925', title: 'Distribution des papiers et cartons, cadres', successor: '3224' },
  { idcc: '0998', title: 'Équipements thermiques et génie climatique, OETAM' },
  { idcc: '1044', title: 'Horlogerie' },
  { idcc: '1170', title: 'Tuiles et briques' },
  { idcc: '1256', title: 'Équipements thermiques et climatisation, cadres' },
  { idcc: '1388', title: 'Industrie du pétrole' },
  { idcc: '1411', title: "Fabrication de l'ameublement" },
  { idcc: '1423', title: 'Navigation de plaisance', successor: '3236' },
  { idcc: '1492', title: 'Production des papiers et cartons, OEDTAM', successor: '3238' },
  { idcc: '1495', title: 'Transformation des papiers et cartons, OEDTAM', successor: '3238' },
  { idcc: '1555', title: 'Produits pharmaceutiques, parapharmaceutiques et vétérinaires' },
  { idcc: '1558', title: 'Industries céramiques' },
  { idcc: '1580', title: 'Chaussure et articles chaussants' },
  { idcc: '1607', title: 'Jeux, jouets, puériculture' },
  { idcc: '1821', title: 'Cristal, verre et vitrail' },
  { idcc: '2089', title: 'Panneaux à base de bois' },
  { idcc: '2344', title: 'Sidérurgie', until: '2023-12-31', successor: '3248' },
  { idcc: '2528', title: 'Maroquinerie' },
  { idcc: '3224', title: 'Distribution et commerce de gros des papiers-cartons', from: '2018-01-01' },
  { idcc: '3227', title: 'Fabrication de la chaux' },
  { idcc: '3233', title: 'Fabrication des ciments', from: '2021-09-01' },
  { idcc: '3236', title: 'Industrie et services nautiques', from: '2020-11-24' },
  { idcc: '3238', title: 'Production et transformation des papiers et cartons', from: '2022-07-01' },
  { idcc: '3248', title: 'Métallurgie', from: '2024-01-01' },
  { idcc: '3249', title: 'Carrières et matériaux de construction' },
  { idcc: '5001', title: 'Industries électriques et gazières' },
  { idcc: '9998', title: 'Convention non encore en vigueur' },
  { idcc: '9999', title: 'Sans convention collective' },
];

export const agreementOf = (idcc: string): Agreement | undefined =>
  agreements.find((one) => one.idcc === idcc);

/** "3248, Métallurgie". */
export const agreementLabel = (idcc: string): string => {
  const title = agreementOf(idcc)?.title;
  return title === undefined ? idcc : `${idcc}, ${title}`;
};
