import type { ImportReport, KindReport } from './import-stock';

const shownRejections = 50;
const count = new Intl.NumberFormat('fr-FR');

/** The report in French, for a terminal: figures by kind, then the first 50 rejected lines. */
export function formatReport(report: ImportReport): string {
  const rejected = [...report.units.rejected, ...report.establishments.rejected];
  const rejectedCount = report.units.rejectedCount + report.establishments.rejectedCount;
  const lines = [
    `Registre importé : ${report.files.join(', ')}`,
    figures('Unités légales', report.units),
    figures('Établissements', report.establishments),
  ];
  if (rejectedCount > 0) {
    lines.push('', 'Lignes écartées, le reste est importé :');
    for (const { file, line, reason } of rejected.slice(0, shownRejections)) {
      lines.push(`  ${file}, ligne ${line} : ${reason}`);
    }
    const more = rejectedCount - Math.min(rejected.length, shownRejections);
    if (more > 0) lines.push(`  … et ${count.format(more)} autres.`);
  }
  return lines.join('\n');
}

const figures = (title: string, of: KindReport) =>
  `${title} : ${count.format(of.read)} lues, ${count.format(of.created)} créées, ` +
  `${count.format(of.updated)} mises à jour, ${count.format(of.unchanged)} inchangées, ` +
  `${count.format(of.rejectedCount)} écartées`;
