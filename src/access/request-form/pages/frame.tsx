import type { ComponentChildren } from 'preact';
import { Button, DefaultSubmit, Gauges, Note, PublicPage, RequiredMention, typo } from '../../../ui';
import {
  addressOf,
  formTitle,
  type GaugeSlug,
  gaugeIcons,
  gaugeSlugs,
  gaugeTitles,
  neighbour,
  type PageSlug,
} from '../form-pages';
import { type FilledForm, stateOf } from '../gauges';

/** What every page of the form is made from. */
export interface FormView {
  readonly form: FilledForm;
  /** The draft that this page shows; a submission of one already sent is recognised by it. */
  readonly draftId: string | null;
  /** In the name of who is signed in, whose account says the rest. */
  readonly own: boolean;
}

interface FrameProps {
  readonly view: FormView;
  readonly page: PageSlug;
  readonly gauge: GaugeSlug;
  readonly heading: string;
  /** What Enter in a field does: the value of its button. */
  readonly onEnter: string;
  readonly error: boolean;
  readonly upload?: boolean | undefined;
  /** Above the heading: error summary. */
  readonly summary?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The frame of every page: all is one form, so that whatever is pressed keeps what was typed. */
export function FormFrame(props: FrameProps) {
  const { view, page, gauge, heading, onEnter, error, upload, summary, children } = props;
  // Once something is kept, whoever comes here has moved from another page: reading goes on where it changes.
  // With errors it goes to their summary.
  const moved = view.draftId !== null && !error;
  const steps = gaugeSlugs.map((slug) => step(slug, view.form, slug === gauge));
  const left = steps.filter(({ state }) => state !== 'complet').map(({ label }) => label);
  return (
    <PublicPage title={`${heading} – ${formTitle}`} error={error}>
      <form
        class="cadre demande"
        id="page"
        method="post"
        action={addressOf(page)}
        enctype={upload ? 'multipart/form-data' : undefined}
        novalidate
      >
        <DefaultSubmit name="aller" value={onEnter} />
        <input type="hidden" name="brouillon" value={view.draftId ?? ''} />
        <div class="demande__titre">
          <h1>{typo(formTitle)}</h1>
          <Button variant="nu" class="fermer" name="aller" value="fermer" icon="x">
            <span class="fermer__mot">Fermer</span>
          </Button>
        </div>
        <nav class="demande__jauges" aria-label="Zones de la demande">
          <Gauges steps={steps} />
        </nav>
        <div class="demande__page">
          <div class="carte pile-5">
            {summary}
            {view.own && <OwnNote />}
            <Previous gauge={page === gauge ? gauge : null} />
            <div class="section__tete">
              <h2 id="titre" tabindex={-1} autofocus={moved}>
                {typo(heading)}
              </h2>
              <RequiredMention />
            </div>
            {children}
            <Next gauge={page === gauge ? gauge : null} complete={left.length === 0} />
          </div>
        </div>
        <Sending left={left} />
      </form>
    </PublicPage>
  );
}

const OwnNote = () => (
  <Note>
    {typo(
      "Votre adresse et vos informations viennent de votre compte : choisissez l'établissement et le rôle.",
    )}
  </Note>
);

function step(slug: GaugeSlug, { typed, visited, facts }: FilledForm, current: boolean) {
  const { state, share } = stateOf(slug, typed, visited, facts);
  return {
    step: slug,
    label: gaugeTitles[slug],
    icon: gaugeIcons[slug],
    state,
    share,
    current,
    fresh: state === 'complet' && typed.fresh === slug,
  };
}

function Previous({ gauge }: { readonly gauge: GaugeSlug | null }) {
  const slug = gauge && neighbour(gauge, -1);
  if (!slug) return null;
  return (
    <div class="passage">
      <Button variant="nu" name="aller" value={slug} iconAfter="arrow-up">
        {gaugeTitles[slug]}
      </Button>
    </div>
  );
}

/** The expected action of a page, until everything is green: then it is sending. */
function Next({ gauge, complete }: { readonly gauge: GaugeSlug | null; readonly complete: boolean }) {
  const slug = gauge && neighbour(gauge, 1);
  if (!slug) return null;
  return (
    <div class="passage passage--suite">
      <Button variant={complete ? 'trait' : 'plein'} name="aller" value={slug} iconAfter="arrow-down">
        {gaugeTitles[slug]}
      </Button>
    </div>
  );
}

/** `left`: titles of the gauges that are not complete. */
function Sending({ left }: { readonly left: readonly string[] }) {
  const complete = left.length === 0;
  return (
    <div class="demande__envoi">
      <Button
        variant={complete ? 'plein' : 'trait'}
        large
        name="aller"
        value="envoyer"
        iconAfter="arrow-right"
        describedBy="reste"
      >
        Demander mon compte
      </Button>
      <p class="envoi__reste" id="reste">
        {typo(
          complete
            ? 'Toutes les jauges sont vertes : vous pouvez envoyer votre demande.'
            : `Reste à compléter : ${left.join(', ')}.`,
        )}
      </p>
    </div>
  );
}
