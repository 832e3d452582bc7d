import type { PageOf } from '../../../platform/paging';
import type { Person } from '../../../platform/who-may';
import {
  AppPage,
  Button,
  ButtonLink,
  Field,
  FilterCount,
  Note,
  Pagination,
  Select,
  Table,
  typo,
} from '../../../ui';
import { frameOf } from '../../navigation';
import type { MandateFilter, MandateLine, MandateListSide, MandatesAsked } from '../queries/my-mandates';
import { askPath } from './ask';
import { clientPath, daysInWords, MandateStatus, mandatesPath, PlaceCell, Rights, sidesOf } from './parts';

interface MandatesPageProps {
  readonly person: Person;
  readonly sides: readonly MandateListSide[];
  readonly asked: MandatesAsked;
  readonly list: PageOf<MandateLine>;
  /** They administer a place in whose name a mandate may be asked. */
  readonly mayAsk: boolean;
  readonly now: Date;
}

const titles: Readonly<Record<MandateListSide, string>> = {
  clients: 'Mes clients',
  donnes: 'Mandats donnés',
};
const leads: Readonly<Record<MandateListSide, string>> = {
  clients: 'Les entreprises pour lesquelles vous agissez, ou demandez à agir.',
  donnes: 'Les partenaires qui agissent pour vos établissements, ou demandent à le faire.',
};
const filters: readonly { value: MandateFilter; label: string }[] = [
  { value: 'en-cours', label: 'En cours' },
  { value: 'termines', label: 'Terminés' },
];

/** /mandats: of a partner, its clients; of a client, who acts for it. */
export function MandatesPage({ person, sides, asked, list, mayAsk, now }: MandatesPageProps) {
  const { side, filter, search } = asked;
  const addressOf = (page: number) =>
    `${mandatesPath}?${new URLSearchParams({ vue: side, etat: filter, q: search, page: String(page) })}`;
  return (
    <AppPage title="Mandats" {...frameOf(person, '/mes-etablissements')}>
      <div class="cadre corps pile-5">
        <div class="tetiere">
          <div>
            <h1>Mandats</h1>
            <p>{typo(leads[side])}</p>
          </div>
          {mayAsk && (
            <ButtonLink href={askPath} variant="plein" icon="plus">
              Demander un mandat
            </ButtonLink>
          )}
        </div>
        {sides.length > 1 && <Sides sides={sides} current={side} />}
        <section class="pile" aria-labelledby="t-liste">
          <h2 id="t-liste">{typo(titles[side])}</h2>
          {sides.length === 0 ? (
            <Note>
              {
                "Aucun mandat pour le moment. Un cabinet comptable ou un organisme de formation peut demander à agir pour un client ; celui-ci l'accepte ici."
              }
            </Note>
          ) : (
            <>
              <form class="filtres" action={mandatesPath} method="get">
                <input type="hidden" name="vue" value={side} />
                <Field
                  name="q"
                  label="Nom, ville, SIREN ou SIRET"
                  type="search"
                  value={search}
                  autocomplete="off"
                />
                <Select name="etat" label="État" options={filters} value={filter} />
                <Button variant="trait">Filtrer</Button>
                <FilterCount total={list.total} words={['Aucun mandat', '1 mandat', 'mandats']} />
              </form>
              <List list={list} side={side} now={now} />
              <Pagination page={list.page} pages={list.pages} href={addressOf} />
            </>
          )}
        </section>
      </div>
    </AppPage>
  );
}

const Sides = ({
  sides,
  current,
}: {
  readonly sides: readonly MandateListSide[];
  readonly current: MandateListSide;
}) => (
  <nav class="boutons" aria-label="Mandats">
    {sides.map((side) => (
      <a
        key={side}
        class={`bouton bouton--${side === current ? 'trait' : 'nu'}`}
        href={`${mandatesPath}?vue=${side}`}
        aria-current={side === current ? 'page' : undefined}
      >
        {typo(titles[side])}
      </a>
    ))}
  </nav>
);

interface ListProps {
  readonly list: PageOf<MandateLine>;
  readonly side: MandateListSide;
  readonly now: Date;
}

const clientColumn = { title: 'Client', cell: ({ client }: MandateLine) => <PlaceCell place={client} /> };
const partnerColumn = {
  title: 'Partenaire',
  cell: ({ partner }: MandateLine) => <PlaceCell place={partner} />,
};

function List({ list, side, now }: ListProps) {
  if (list.total === 0) {
    return (
      <Note>{'Aucun mandat ne correspond. Essayez une partie du nom, la ville, ou un autre état.'}</Note>
    );
  }
  return (
    <Table<MandateLine>
      caption={`${titles[side]}, à répondre d'abord`}
      captionHidden
      columns={[
        ...(side === 'clients' ? [clientColumn] : [partnerColumn, clientColumn]),
        {
          title: 'Droits',
          kind: 'large-nommee',
          cell: ({ permissions }) => <Rights permissions={permissions} />,
        },
        {
          title: 'État',
          kind: 'large-nommee',
          cell: (line) => (
            <span>
              <MandateStatus mandate={line} now={now} />
              <span class="sous">{daysInWords(line)}</span>
            </span>
          ),
        },
        { title: 'Actions', kind: 'gestes', cell: (line) => <Action line={line} side={side} /> },
      ]}
      rows={list.lines}
      rowKey={({ id }) => id}
    />
  );
}

/** Whoever acts opens the client first; the mandate stays beside it. */
const Action = ({ line, side }: { readonly line: MandateLine; readonly side: MandateListSide }) => (
  <>
    {line.opens && (
      <ButtonLink
        href={clientPath(line.client)}
        variant="nu"
        hiddenText={`: ${line.client.name}, ${line.client.number}`}
      >
        Ouvrir
      </ButtonLink>
    )}
    <ButtonLink href={`${mandatesPath}/${line.id}`} variant="nu" hiddenText={sidesOf(line)}>
      {side === 'donnes' && line.state === 'asked' ? 'Répondre' : 'Mandat'}
    </ButtonLink>
  </>
);
