import { drawOnce } from './draw-once';
import { IconDrawing, type IconName } from './icons';
import { typo } from './typography';

export type GaugeState = 'a-remplir' | 'a-completer' | 'complet';

/** The word that always stands beside a gauge: colour and shape never speak alone. */
const GAUGE_WORDS: Readonly<Record<GaugeState, string>> = {
  'a-remplir': 'à remplir',
  'a-completer': 'à compléter',
  complet: 'complet',
};

interface GaugeProps {
  readonly state: GaugeState;
  /** Part already filled, 0 to 1; drawn only while "a-completer". */
  readonly share?: number | undefined;
  /** Drawing inside the ring while nothing is filled. */
  readonly icon?: IconName | undefined;
  /** Just completed: the ring closes and the check mark is drawn, once. */
  readonly fresh?: boolean | undefined;
}

/** The drawing alone, decorative: put the word (GaugeWord) beside it. */
export function Gauge({ state, share = 0, icon = 'user', fresh }: GaugeProps) {
  // Even with nothing valid yet, a visited gauge shows a short arc, so that it differs from an empty ring.
  const percent = Math.round(Math.min(1, Math.max(0.08, share)) * 100);
  const inside = { 'a-remplir': icon, 'a-completer': percent, complet: '' }[state];
  return drawOnce(`gauge ${state} ${inside} ${fresh === true}`, () => (
    <svg
      class={fresh ? 'jauge jauge--neuve' : 'jauge'}
      data-etat={state}
      viewBox="0 0 48 48"
      aria-hidden="true"
    >
      <circle class="jauge__fond" cx="24" cy="24" r="20.5" />
      {state === 'a-completer' && (
        <circle
          class="jauge__arc"
          cx="24"
          cy="24"
          r="20.5"
          pathLength="100"
          stroke-dasharray={`${percent} 100`}
          transform="rotate(-90 24 24)"
        />
      )}
      {state === 'a-remplir' && (
        <g class="jauge__signe" transform="translate(13.5 13.5) scale(.875)">
          <IconDrawing name={icon} />
        </g>
      )}
      {state === 'a-completer' && <path class="jauge__signe" d="m18.5 18.5 11 11m0-11-11 11" />}
      {state === 'complet' && <path class="jauge__signe" d="m15.5 24.5 6 6 11.5-12.5" />}
    </svg>
  ));
}

function GaugeWord({ state }: { readonly state: GaugeState }) {
  return (
    <span class="jauge__mot" data-etat={state}>
      {GAUGE_WORDS[state]}
    </span>
  );
}

interface GaugeStep {
  /** Sent as the value of the button. */
  readonly step: string;
  readonly label: string;
  readonly state: GaugeState;
  readonly share?: number | undefined;
  readonly icon?: IconName | undefined;
  readonly current?: boolean | undefined;
  readonly fresh?: boolean | undefined;
}

interface GaugesProps {
  readonly steps: readonly GaugeStep[];
  /** Id of the form the buttons send, when they stand outside it. */
  readonly form?: string | undefined;
  /** Name of the buttons. */
  readonly name?: string | undefined;
}

/**
 * The gauges of a request as submit buttons: moving keeps what was typed. They stand before the page's own
 * buttons, so the form also needs <DefaultSubmit>, first, for Enter to go forward.
 */
export function Gauges({ steps, form, name = 'aller' }: GaugesProps) {
  return (
    <ol class="jauges">
      {steps.map(({ step, label, state, share, icon, current, fresh }, index) => (
        <li key={step}>
          <button
            class="jauges__lien"
            type="submit"
            name={name}
            value={step}
            form={form}
            aria-current={current ? 'step' : undefined}
            aria-label={`${typo(label)}, ${GAUGE_WORDS[state]}, étape ${index + 1} sur ${steps.length}`}
          >
            <Gauge state={state} share={share} icon={icon} fresh={fresh} />
            <span class="jauges__texte">
              <span class="jauges__nom">{typo(label)}</span> <GaugeWord state={state} />
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}
