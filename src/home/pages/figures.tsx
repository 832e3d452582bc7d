import { Figure, formatDate, type Measure, typo } from '../../ui';
import type { AdministratorFigures, DeskFigures } from '../queries/figures';

const counted = (count: number, singular: string, plural = `${singular}s`) =>
  `${count} ${count < 2 ? singular : plural}`;

const month = new Intl.DateTimeFormat('fr-FR', { month: 'long', year: 'numeric', timeZone: 'UTC' });
const decimal = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1 });

/** For whoever administers something: who has access, and what was decided in a year. */
export function AdministratorCharts({ users, decided }: AdministratorFigures) {
  const total = decided.reduce((sum, { approved, refused }) => sum + approved + refused, 0);
  const months = decided.map(({ from, approved, refused }): Measure => {
    const name = month.format(new Date(from));
    const short = name.charAt(0).toUpperCase();
    return { name, short, value: approved + refused, more: [String(approved), String(refused)] };
  });
  return (
    <>
      <Figure
        id="t-utilisateurs"
        title="Mes utilisateurs"
        summary={`${counted(users.active, 'personne a', 'personnes ont')} accès à ce que vous administrez, vous compris.`}
        shape="barres"
        headings={['État', 'Personnes']}
        measures={[
          { name: 'Accès ouverts', value: users.active },
          { name: 'En attente de décision', value: users.pending },
          { name: 'Suspendus', value: users.suspended },
        ]}
      />
      {total > 0 && (
        <Figure
          id="t-decisions"
          title="Demandes décidées, mois par mois"
          summary={`${counted(total, 'demande décidée', 'demandes décidées')} en douze mois, de ${months[0]?.name} à ${months.at(-1)?.name}.`}
          shape="colonnes"
          headings={['Mois', 'Décidées', 'Validées', 'Refusées']}
          measures={months}
        />
      )}
    </>
  );
}

/** For the agents of the desk: how long people have been waiting, and how long they waited. */
export function DeskCharts({ ages, delays }: DeskFigures) {
  const [recent, late, older] = ages;
  const waiting = recent + late + older;
  const decided = delays.reduce((sum, week) => sum + week.decided, 0);
  return (
    <>
      {waiting > 0 && (
        <Figure
          id="t-ages"
          title="Demandes en attente, par âge"
          summary={`${counted(waiting, 'demande attend', 'demandes attendent')} nos conseillers, dont ${older} depuis plus de 10 jours ouvrés.`}
          shape="barres"
          headings={['Confirmées depuis', 'Demandes']}
          measures={[
            { name: 'Moins de 3 jours ouvrés', value: recent },
            { name: 'De 3 à 10 jours ouvrés', value: late },
            { name: 'Plus de 10 jours ouvrés', value: older },
          ]}
        />
      )}
      {decided > 0 && (
        <Figure
          id="t-delais"
          title="Délai médian de décision, par semaine"
          summary={`Jours entre la confirmation et la décision de nos conseillers : la moitié des personnes ont attendu moins. ${counted(decided, 'décision', 'décisions')} en douze semaines.`}
          shape="colonnes"
          headings={['Semaine du', 'Délai médian', 'Décisions']}
          measures={delays.map(({ from, medianDays, decided: count }) => ({
            name: formatDate(from),
            short: String(Number(from.slice(8))),
            value: medianDays ?? 0,
            said: medianDays === null ? 'aucune' : decimal.format(medianDays),
            more: [String(count)],
          }))}
        />
      )}
      {waiting + decided === 0 && (
        <section class="carte pile" aria-labelledby="t-chiffres">
          <h2 id="t-chiffres">Chiffres de la file</h2>
          <p class="discret">
            {typo('Ils viendront avec les premières demandes : combien attendent, et depuis quand.')}
          </p>
        </section>
      )}
    </>
  );
}
