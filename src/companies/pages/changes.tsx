import type { RegistryChange } from '../../registry';
import { Card, formatDate, Line, Lines, typo } from '../../ui';
import { changeInWords } from '../change-words';
import type { Wordings } from '../wordings';

interface ChangesProps {
  readonly changes: readonly RegistryChange[];
  readonly say: Wordings;
}

/** What the updates of the registry changed, the latest first. */
export function Changes({ changes, say }: ChangesProps) {
  const told = changes
    .map((change) => ({ at: change.seenAt, facts: changeInWords(change, say) }))
    .filter(({ facts }) => facts.length > 0);
  return (
    <Card id="t-changements" title="Changements relevés">
      {told.length === 0 ? (
        <p class="discret">
          {typo(
            "Le portail relève ce que les mises à jour du répertoire changent aux entreprises et aux établissements qui l'utilisent : rien pour l'instant.",
          )}
        </p>
      ) : (
        <Lines>
          {told.map(({ at, facts }, index) => (
            <Line
              key={index}
              icon="clock"
              title={typo(`Mise à jour du ${formatDate(at)}`)}
              details={facts.map(({ title, before, after }) => (
                <>
                  {typo(`${title} : avant, `)}
                  {before}
                  {typo(' ; maintenant, ')}
                  <strong>{after}</strong>
                </>
              ))}
            />
          ))}
        </Lines>
      )}
    </Card>
  );
}
