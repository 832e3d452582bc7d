import type { ImportReport, KindReport } from './import-registry';

const shownRejections = 50;
const count = new Intl.NumberFormat('fr-FR');

/** The report in French, for a terminal: figures by kind, then the first 50 rejected lines. */
export function formatReport({ files, units, establishments, rejected }: ImportReport): string {
  const rejectedCount = units.rejected + establishments.rejected;
  const lines = [
    `Registre importé : ${files.join(', ')}`,
    figures('Unités légales', units),
    figures('Établissements', establishments),
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

function figures(title: string, of: KindReport): string {
  const said = [
    `${count.format(of.read)} lues`,
    `${count.format(of.created)} créées`,
    `${count.format(of.updated)} mises à jour`,
    ...some(of.closed, 'fermées'),
    ...some(of.reopened, 'rouvertes'),
    ...some(of.hidden, 'devenues non diffusibles'),
    `${count.format(of.unchanged)} inchangées`,
    ...some(of.gone, 'disparues'),
    ...some(of.leftOut, 'hors du périmètre'),
    `${count.format(of.rejected)} écartées`,
  ];
  return `${title} : ${said.join(', ')}`;
}

const some = (of: number, what: string) => (of > 0 ? [`${count.format(of)} ${what}`] : []);
