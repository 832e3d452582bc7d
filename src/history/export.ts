import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { historySections, type Place, sectionOf } from '../access';
import { type Answer, download } from '../platform/http';
import { dayInParis } from '../platform/working-days';
import type { HistoryLine } from './queries/history';
import { doerOf, eventOf } from './words';

const clock = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** "424 210 433 00019": bare, a spreadsheet takes it for a number. */
const inGroups = (siret: string) => siret.replace(/(\d{3})(\d{3})(\d{3})/, '$1 $2 $3 ');

/**
 * The lines as a file that a French spreadsheet opens by a double click: semicolons, UTF-8 with its mark. What
 * people typed is never a formula there.
 */
export function historyFile(place: Place, lines: readonly HistoryLine[], now: Date): Answer {
  const rows = lines.map((line) => ({
    Date: clock.format(line.at).replace(',', ''),
    Établissement: line.siret === null ? "Toute l'entreprise" : inGroups(line.siret),
    Rubrique: historySections.find(({ value }) => value === sectionOf(line.action))?.label ?? '',
    Événement: eventOf(line),
    'Personne concernée': line.name,
    'Adresse email': line.email ?? '',
    Par: doerOf(line),
  }));
  const content = Buffer.from(
    stringify(rows, {
      header: true,
      columns: [
        'Date',
        'Établissement',
        'Rubrique',
        'Événement',
        'Personne concernée',
        'Adresse email',
        'Par',
      ],
      delimiter: ';',
      bom: true,
      record_delimiter: 'windows',
      escape_formulas: true,
    }),
  );
  return download({
    name: `historique-${place.siret ?? place.siren}-${dayInParis(now)}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    sizeBytes: content.length,
    content: Readable.from([content]),
  });
}
