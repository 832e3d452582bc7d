import { formatDate, siteLabel } from '../../ui';
import type { DigestLine } from '../notifications/still-waiting';
import { roleOf } from '../rules';
import { choicesUrl } from './facts';
import { write } from './write';

/** Enough for a morning; the rest is on the page that the button opens. */
const mostLines = 30;

/** Once a working day at most, to who chose it: what still waits for them, establishment by establishment. */
export const digestMail = (
  to: { accountId: string; email: string },
  facts: { day: string; lines: readonly DigestLine[]; publicUrl: string },
) => {
  const { day, lines, publicUrl } = facts;
  const count = lines.length;
  const waiting = count === 1 ? 'Une demande attend' : `${count} demandes attendent`;
  const left = count - mostLines;
  return write(
    {
      kind: 'access.digest',
      to: to.email,
      subject: `${waiting} votre réponse sur mon compte 2i`,
      deduplicationKey: `access.digest:${to.accountId}:${day}`,
    },
    {
      preview: `Résumé du ${formatDate(day)}.`,
      paragraphs: [
        'Bonjour,',
        `Voici ce qui attendait votre réponse ce ${formatDate(day)} à 7 h 30. Ce qui a été réglé entre-temps n'y est plus.`,
      ],
      sections: sectionsOf(lines.slice(0, mostLines), publicUrl),
      action: { label: "Voir tout ce qui m'attend", url: `${publicUrl}/accueil` },
      closing: left > 0 ? [`Et ${left} de plus, à voir sur votre page d'accueil.`] : [],
      footer: 'Vous recevez ce message parce que vous avez choisi un résumé quotidien.',
      choices: choicesUrl(publicUrl),
    },
  );
};

function sectionsOf(lines: readonly DigestLine[], publicUrl: string) {
  const byPlace = new Map<string, DigestLine[]>();
  for (const line of lines) {
    const title = siteLabel(line.siteName, line.siret, line.siteAddress);
    byPlace.set(title, [...(byPlace.get(title) ?? []), line]);
  }
  return [...byPlace].map(([title, there]) => ({
    title,
    entries: there.map((line) => ({
      title: `${line.firstName} ${line.lastName}`,
      detail: `${whatFor(line)}, le ${formatDate(line.since)}`,
      link: {
        label: line.kind === 'request' ? 'Étudier la demande' : 'Voir la demande',
        url: publicUrl + pathOf(line),
      },
    })),
  }));
}

const whatFor = ({ role }: DigestLine) =>
  role === null ? "Demande à reprendre l'administration" : `Demande le rôle ${roleOf(role).name}`;

function pathOf({ kind, id, siret, atTheDesk }: DigestLine): string {
  if (kind === 'takeover') return atTheDesk ? `/agents/reprises/${id}` : `/reprise-administration/${id}`;
  return atTheDesk
    ? `/agents/demandes-de-compte/${id}`
    : `/etablissements/${siret}/utilisateurs/demandes/${id}`;
}
