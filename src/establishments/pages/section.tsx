import { PlaceFrame, RefusedNote } from '../../access';
import {
  ButtonLink,
  Card,
  ErrorSummary,
  Facts,
  formatDateTime,
  Line,
  Lines,
  Pagination,
  RequiredMention,
  typo,
} from '../../ui';
import { factsShown, writerOf } from './data';
import { SectionFields, type SectionPageProps } from './section-fields';

/** One section of an establishment's data: what is kept, the form that changes it, who changed it before. */
export function SectionPage(props: SectionPageProps) {
  const { person, place, held, byMandate, section, latest, versions, errors, refusal, known } = props;
  const path = place.dataPath ?? '';
  const content = latest?.content ?? section.empty;
  const facts = section.facts(content, known);
  const failed = Object.keys(errors).length > 0 || refusal !== null;
  return (
    <PlaceFrame title={section.title} {...{ person, place, held, byMandate }} current={path} error={failed}>
      <p class="retour">
        <ButtonLink variant="nu" href={path} icon="arrow-left">
          Données de l'établissement
        </ButtonLink>
      </p>
      <RefusedNote refusal={refusal}>
        {refusal && latest && facts.length > 0 && <Facts items={factsShown(facts)} />}
      </RefusedNote>
      <div class="tetiere">
        <div>
          <h1>{typo(section.title)}</h1>
          <p>{typo(section.about)}</p>
        </div>
      </div>
      <ErrorSummary errors={errors} />
      <div class="deux">
        <form
          class="carte pile-5"
          action={`${path}/${section.slug}`}
          method="post"
          aria-labelledby="t-saisie"
          novalidate
        >
          <h2 id="t-saisie">{facts.length > 0 ? 'Modifier' : 'Compléter'}</h2>
          <RequiredMention />
          <input type="hidden" name="version" value={String(latest?.version ?? 0)} />
          <SectionFields {...props} content={content} />
        </form>
        <div class="pile-5">
          <Card id="t-enregistre" title="En vigueur">
            {facts.length > 0 ? (
              <Facts items={factsShown(facts)} />
            ) : (
              <p class="discret">Rien pour le moment.</p>
            )}
          </Card>
          {versions.total > 0 && <Versions {...props} />}
        </div>
      </div>
    </PlaceFrame>
  );
}

/** Who changed it, when, and what it became: the line under is what it was before. */
function Versions({
  place,
  section,
  versions,
  known,
}: Pick<SectionPageProps, 'place' | 'section' | 'versions' | 'known'>) {
  return (
    <Card id="t-versions" title="Historique de cette information">
      <Lines>
        {versions.lines.map((one) => {
          const { version, at } = one;
          const facts = section.facts(one.content, known);
          return (
            <Line
              key={version}
              icon={facts.length > 0 ? 'check' : 'clock'}
              title={typo(`Le ${formatDateTime(at)}, par ${writerOf(one)}`)}
              details={
                facts.length > 0
                  ? facts.map(([term, value]) => typo(`${term} : ${value}`))
                  : ['Information retirée']
              }
            />
          );
        })}
      </Lines>
      {section.namesPeople && (
        <p class="discret petit">
          {typo('Une information remplacée est gardée un temps, puis effacée :')}{' '}
          <a href="/donnees-personnelles">combien de temps</a>.
        </p>
      )}
      <Pagination
        page={versions.page}
        pages={versions.pages}
        href={(page) => `${place.dataPath}/${section.slug}?page=${page}`}
      />
    </Card>
  );
}
