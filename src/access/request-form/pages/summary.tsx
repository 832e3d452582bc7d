import { ErrorSummary, Icon, typo } from '../../../ui';
import { addressOf, type GaugeSlug, gaugeTitles } from '../form-pages';
import { type FilledForm, type Missing, missing, shownFaults } from '../gauges';

/**
 * What is to be corrected: on this page only, or everywhere after "Demander mon compte" (`all`), each line
 * leading to its field.
 */
export function Summary({ form, gauge, all }: { form: FilledForm; gauge: GaugeSlug; all: boolean }) {
  if (!all) return <ErrorSummary errors={shownFaults(gauge, form)} />;
  // The fourth gauge repeats the site of the second: said once, where it is chosen.
  const lines = missing(form.typed, form.facts).filter(({ field }) => field !== 'etablissement');
  return (
    <div class="bilan" role="alert" tabindex={-1} aria-labelledby="bilan-titre" data-bilan>
      <h2 id="bilan-titre">
        <Icon name="alert" />
        {typo('Votre demande est à compléter')}
      </h2>
      <ul>
        {lines.map((line) => (
          <li key={`${line.gauge} ${line.field}`}>
            <a href={hrefOf(line, gauge)}>
              {typo(`${gaugeTitles[line.gauge]} : ${lowerFirst(line.sentence)}`)}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

const hrefOf = ({ gauge, field }: Missing, here: GaugeSlug) =>
  gauge === here ? `#${field}` : `${addressOf(gauge)}#${field}`;

const lowerFirst = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1);
