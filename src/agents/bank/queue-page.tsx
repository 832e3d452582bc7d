import { bankDeskPath, frameOf } from '../../access';
import { type BankChange, bankWords, maskedIban } from '../../establishments';
import type { PageOf } from '../../platform/paging';
import type { Person } from '../../platform/who-may';
import {
  AppPage,
  Button,
  ButtonLink,
  FilterCount,
  formatDate,
  Note,
  Pagination,
  Select,
  Table,
  typo,
} from '../../ui';

interface BankQueuePageProps {
  readonly person: Person;
  readonly list: PageOf<BankChange>;
  /** Else those that were decided. */
  readonly waiting: boolean;
}

/** /agents/coordonnees-bancaires */
export function BankQueuePage({ person, list, waiting }: BankQueuePageProps) {
  const state = waiting ? 'a-valider' : 'decidees';
  const addressOf = (page: number) =>
    `${bankDeskPath}?${new URLSearchParams({ etat: state, page: String(page) })}`;
  return (
    <AppPage title="Coordonnées bancaires" {...frameOf(person, bankDeskPath)}>
      <div class="cadre corps pile-5">
        <div class="tetiere">
          <div>
            <h1>Coordonnées bancaires</h1>
            <p>
              {typo(
                "Les comptes que les entreprises demandent pour leurs remboursements : rien n'y est versé avant votre validation.",
              )}
            </p>
          </div>
        </div>
        <form class="filtres" action={bankDeskPath} method="get">
          <Select
            name="etat"
            label="Afficher"
            options={[
              { value: 'a-valider', label: 'À valider' },
              { value: 'decidees', label: 'Décidées' },
            ]}
            value={state}
          />
          <Button variant="trait">Filtrer</Button>
          <FilterCount total={list.total} words={['Aucun compte', '1 compte', 'comptes']} />
        </form>
        {list.total === 0 ? (
          <Note>
            {waiting
              ? 'Rien à valider pour le moment. Les nouvelles demandes arriveront ici.'
              : 'Aucune décision pour le moment.'}
          </Note>
        ) : (
          <Table<BankChange>
            caption={waiting ? 'Comptes à valider, du plus ancien au plus récent' : 'Comptes décidés'}
            captionHidden
            columns={[
              {
                title: 'Établissement',
                cell: (one) => (
                  <span>
                    {one.siteName}
                    <span class="sous insecable">SIRET {one.siret}</span>
                  </span>
                ),
              },
              {
                title: 'Titulaire et IBAN',
                kind: 'large',
                cell: (one) => (
                  <span>
                    {one.account.holder}
                    <span class="sous insecable">{maskedIban(one.account.iban)}</span>
                  </span>
                ),
              },
              {
                title: waiting ? 'Demandé' : 'Décision',
                cell: (one) => <When one={one} waiting={waiting} />,
              },
              {
                title: 'Actions',
                kind: 'gestes',
                cell: (one) => (
                  <ButtonLink
                    href={`${bankDeskPath}/${one.id}`}
                    variant="nu"
                    hiddenText={`: ${one.siteName}, ${maskedIban(one.account.iban)}`}
                  >
                    {waiting ? 'Étudier' : 'Voir'}
                  </ButtonLink>
                ),
              },
            ]}
            rows={list.lines}
            rowKey={({ id }) => id}
          />
        )}
        <Pagination page={list.page} pages={list.pages} href={addressOf} />
      </div>
    </AppPage>
  );
}

function When({ one, waiting }: { readonly one: BankChange; readonly waiting: boolean }) {
  const { askedAt, askedBy, settledAt, settledBy, state } = one;
  return (
    <span>
      {waiting ? formatDate(askedAt) : bankWords[state]}
      <span class="sous">
        {waiting
          ? typo(`par ${askedBy ?? 'un compte fermé'}`)
          : settledAt && typo(`le ${formatDate(settledAt)} par ${settledBy}`)}
      </span>
    </span>
  );
}
