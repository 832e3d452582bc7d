import type { Details } from '../model';
import { codeOf, dayIn, labelOf, says } from './cells';
import { type Format, mostly } from './format';
import { areAgreements } from './formats-insee';

const idcc = (text: string) => codeOf(text.padStart(4, '0'), /^\d{4}$/, 'IDCC');
const agreementTitle = 'titre de la convention';

const agreements: readonly Format[] = [
  {
    ...{
      name: 'conventions collectives (base KALI)',
      kind: 'json',
      complete: true,
      source: 'DILA, base KALI',
    },
    headings: ['code', agreementTitle, 'etat', 'debut', 'fin'],
    read: (cell) => [
      says('idcc', idcc(cell('code')), labelOf(cell(agreementTitle)), {
        ...{ from: dayIn(cell('debut'), 'début'), to: dayIn(cell('fin'), 'fin') },
        details: { state: cell('etat') || null },
      }),
    ],
  },
  {
    ...{
      name: "conventions collectives du contrat d'apprentissage",
      kind: 'csv',
      headings: ['code', 'libelle'],
    },
    ...{ complete: false, source: 'DARES' },
    fits: (codes, labels) => mostly(/^\d{1,4}$/)(codes) && areAgreements(labels),
    read: (cell) => [says('idcc', idcc(cell('code')), labelOf(cell('libelle')))],
  },
  {
    ...{ name: 'OPCO des conventions collectives', kind: 'csv', complete: true, source: 'DARES' },
    headings: ['idcc', 'titre_kali', 'opco_table_A', 'opco_table_B'],
    read(cell) {
      const opco = cell('opco_table_B') || cell('opco_table_A');
      const code = idcc(cell('idcc'));
      return [
        says('idcc-opco', code, cell('titre_kali') || code, {
          details: { opco: opco === 'OPCO2I' ? 'OPCO 2i' : labelOf(opco) },
        }),
      ];
    },
  },
];

const bcn = 'Ministère de l’Éducation nationale (DEPP), base centrale des nomenclatures';
const franceCompetences = 'France compétences';

const diplomas: readonly Format[] = [
  {
    ...{ name: 'diplômes (N_FORMATION_DIPLOME)', kind: 'csv', complete: true, source: bcn },
    headings: [
      ...['FORMATION_DIPLOME', 'NIVEAU_FORMATION_DIPLOME', 'LIBELLE_COURT', 'LIBELLE_LONG_200'],
      ...['DATE_OUVERTURE', 'DATE_FERMETURE'],
    ],
    read: (cell) => [
      says(
        'diplomas',
        codeOf(cell('FORMATION_DIPLOME'), /^[0-9A-Z]{8}$/, 'code du diplôme'),
        labelOf(cell('LIBELLE_LONG_200')),
        {
          parent: cell('NIVEAU_FORMATION_DIPLOME') || null,
          from: dayIn(cell('DATE_OUVERTURE'), "date d'ouverture"),
          to: dayIn(cell('DATE_FERMETURE'), 'date de fermeture'),
          details: { short: cell('LIBELLE_COURT'), level: cell('NIVEAU_QUALIFICATION_RNCP') || null },
        },
      ),
    ],
  },
  {
    ...{ name: 'niveaux de diplôme (N_NIVEAU_FORMATION_DIPLOME)', kind: 'csv', complete: true, source: bcn },
    headings: ['NIVEAU_FORMATION_DIPLOME', 'LIBELLE_100', 'DATE_OUVERTURE', 'DATE_FERMETURE'],
    read: (cell) => [
      says(
        'diploma-levels',
        codeOf(cell('NIVEAU_FORMATION_DIPLOME'), /^[0-9A-Z]{2,3}$/, 'niveau'),
        labelOf(cell('LIBELLE_100')),
        {
          from: dayIn(cell('DATE_OUVERTURE'), "date d'ouverture"),
          to: dayIn(cell('DATE_FERMETURE'), 'date de fermeture'),
          details: { level: cell('NIVEAU_QUALIFICATION_RNCP') || null },
        },
      ),
    ],
  },
];

const rncpCode = (text: string) => codeOf(text, /^RNCP\d{1,5}$/, 'fiche');
const kitTitle = 'Intitulé diplôme (DEPP)';
const until = "Date d'échéance de la fiche RNCP";
const activity = 'Fiche ACTIVE/INACTIVE';

const sheets: readonly Format[] = [
  {
    ...{
      name: 'kit apprentissage (diplômes et fiches RNCP)',
      kind: 'csv',
      complete: true,
      source: franceCompetences,
    },
    headings: ['Code Diplôme', kitTitle, 'FicheRNCP', 'Niveau fiche RNCP', until, activity],
    // Diplomas without a sheet stand in it too.
    read: (cell) =>
      cell('FicheRNCP') === 'NR'
        ? []
        : [
            says('rncp', rncpCode(cell('FicheRNCP')), labelOf(cell(kitTitle)), {
              to: dayIn(cell(until), 'échéance'),
              details: {
                level: cell('Niveau fiche RNCP'),
                active: cell(activity) === 'ACTIVE',
                diplomas: [cell('Code Diplôme')],
              },
            }),
          ],
    merge: (one, other) => ({ ...one, diplomas: [...listIn(one), ...listIn(other)] }),
  },
  {
    ...{ name: 'fiches RNCP suivies par OPCO 2i', kind: 'csv', headings: ['code_rncp'], complete: true },
    source: 'OPCO 2i',
    read: (cell) => [says('rncp-opco2i', rncpCode(cell('code_rncp')), cell('code_rncp'))],
  },
];
const listIn = ({ diplomas }: Details): readonly unknown[] => (Array.isArray(diplomas) ? diplomas : []);

const siret = (text: string) => (/^\d{14}$/.test(text) ? text : null);
const carif = 'Carif-Oref, référentiel des organismes de l’apprentissage';

const providers: readonly Format[] = [
  {
    ...{ name: "organismes de l'apprentissage", kind: 'csv', complete: true, source: carif },
    headings: ['uai', 'siret', 'raison_sociale', 'nature', 'departement', 'commune'],
    read(cell) {
      const uai = codeOf(cell('uai').toUpperCase(), /^\d{7}[A-Z]$/, 'UAI');
      const place = siret(cell('siret'));
      // Several organisations may work under one UAI.
      return [
        says(
          'apprenticeship-providers',
          place ? `${uai} ${place}` : uai,
          labelOf(cell('raison_sociale') || cell('enseigne')),
          {
            parent: place,
            details: { sign: cell('enseigne') || null, kind: cell('nature'), town: cell('commune') },
          },
        ),
      ];
    },
  },
  {
    ...{ name: 'liste publique des organismes de formation', kind: 'csv', complete: true },
    source: 'Ministère du Travail (DGEFP)',
    headings: [
      ...['numeroDeclarationActivite', 'denomination', 'siren', 'siretEtablissementDeclarant'],
      'certifications.actionsDeFormation',
    ],
    read: (cell) => [
      says(
        'training-providers',
        codeOf(cell('numeroDeclarationActivite'), /^\d{11}$/, "numéro de déclaration d'activité"),
        labelOf(cell('denomination')),
        {
          parent: siret(cell('siretEtablissementDeclarant')),
          details: {
            siren: cell('siren'),
            // What Qualiopi certifies of it.
            training: isTrue(cell('certifications.actionsDeFormation')),
            assessments: isTrue(cell('certifications.bilansDeCompetences')),
            experience: isTrue(cell('certifications.VAE')),
            apprenticeship: isTrue(cell('certifications.actionsDeFormationParApprentissage')),
          },
        },
      ),
    ],
  },
];
const isTrue = (text: string) => /^(true|vrai|oui|1)$/i.test(text);

/** Of agreements, diplomas, sheets and training organisations. */
export const trainingFormats: readonly Format[] = [...agreements, ...diplomas, ...sheets, ...providers];
