import type { ComponentChildren } from 'preact';
import type { FieldErrors } from '../../../platform/errors';
import { type GaugeSlug, gaugeTitles } from '../form-pages';
import { FormFrame, type FormView } from './frame';
import { Summary } from './summary';

interface GaugeFrameProps {
  readonly view: FormView;
  readonly gauge: GaugeSlug;
  /** The faults shown on this page. */
  readonly faults: FieldErrors;
  /** Everything that is missing is listed, on every page. */
  readonly all: boolean;
  /** What Enter in a field does: the value of its button. */
  readonly onEnter: string;
  readonly children: ComponentChildren;
}

/** The frame of a gauge's own page: its title, and the summary of what is to be corrected. */
export function GaugeFrame({ view, gauge, faults, all, onEnter, children }: GaugeFrameProps) {
  return (
    <FormFrame
      view={view}
      page={gauge}
      gauge={gauge}
      heading={gaugeTitles[gauge]}
      onEnter={onEnter}
      error={all || Object.keys(faults).length > 0}
      summary={<Summary form={view.form} gauge={gauge} all={all} />}
    >
      {children}
    </FormFrame>
  );
}
