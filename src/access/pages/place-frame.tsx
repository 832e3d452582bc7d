import type { ComponentChildren } from 'preact';
import type { Permission, Person } from '../../platform/who-may';
import { AppPage } from '../../ui';
import { frameOf } from '../navigation';
import type { Place } from '../place';

interface PlaceFrameProps {
  readonly title: string;
  readonly person: Person;
  readonly place: Place;
  /** Of the menu: which of the place's pages this one is, or is under. */
  readonly current: string;
  /** What the person may do there; an administrator's permissions unless told. */
  readonly held?: ReadonlySet<Permission>;
  /** What they may do comes from mandates alone: they go from client to client. */
  readonly byMandate?: boolean | undefined;
  readonly error?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** Frame of the pages of a place: the place in the strip, its pages in the menu. */
export function PlaceFrame(props: PlaceFrameProps) {
  const { title, person, place, current, held, byMandate = false, error, children } = props;
  const { name, detail, siret } = place;
  return (
    <AppPage
      title={title}
      error={error}
      {...frameOf(person, current, place, held)}
      establishment={{
        name,
        detail,
        ...(siret && { siret }),
        byMandate,
        changeHref: byMandate ? '/mandats' : '/mes-etablissements',
      }}
    >
      <div class="cadre corps pile-5">{children}</div>
    </AppPage>
  );
}
