import type { Remarks } from './findings';
import type { AccountsReport } from './import-accounts';

const shownRemarks = 50;
const number = new Intl.NumberFormat('fr-FR');
const separators = { ';': 'point-virgule', ',': 'virgule', '\t': 'tabulation' } as const;

/** The report in French, for a terminal: figures, then the first 50 reasons of refusal and points to check. */
export function formatAccountsReport(report: AccountsReport): string {
  const { file, trial } = report;
  return [
    trial ? `Essai, rien n'est écrit : ${file.name}` : `Comptes importés : ${file.name}`,
    `Fichier lu en ${file.encoding}, séparateur ${separators[file.separator]}`,
    `Lignes lues : ${number.format(report.rows)}, pour ${number.format(report.people)} personnes`,
    `Comptes : ${number.format(report.accountsCreated)} ${trial ? 'à créer' : 'créés'}, ` +
      `${number.format(report.accountsKnown)} déjà là`,
    `Rattachements : ${number.format(report.membershipsCreated)} ${trial ? 'à créer' : 'créés'}, ` +
      `${number.format(report.alreadyThere)} déjà là`,
    `Lignes refusées : ${number.format(report.rowsRefused)}`,
    ...unchanged(report),
    ...listOf('Refusé, le reste est importé :', report.refused),
    ...listOf("À vérifier, rien n'a été changé :", report.toCheck),
  ].join('\n');
}

function unchanged({ membershipsCreated, alreadyThere }: AccountsReport): string[] {
  if (membershipsCreated > 0) return [];
  return [
    alreadyThere > 0
      ? "Rien n'a changé : tout ce que ce fichier peut apporter est déjà là."
      : "Rien n'a changé : aucune ligne ne peut être importée.",
  ];
}

function listOf(title: string, remarks: Remarks): string[] {
  if (remarks.count === 0) return [];
  const first = remarks.first(shownRemarks);
  const more = remarks.count - first.length;
  return [
    '',
    title,
    ...first.map(({ line, text }) => `  ligne ${line}, ${text}`),
    ...(more > 0 ? [`  … et ${number.format(more)} autres.`] : []),
  ];
}
