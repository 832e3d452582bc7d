import { frameOf } from '../../access';
import type { Person } from '../../platform/who-may';
import { changesSaid, type InPlace, rejectedSaid } from '../../referentials';
import { AppPage, ButtonLink, formatDate, formatDateTime, Note, Table, typo } from '../../ui';
import { staffPath } from '../staff/pages';

export const referentialsPath = '/agents/referentiels';

interface ReferentialsPageProps {
  readonly person: Person;
  readonly lists: readonly InPlace[];
}

/** /agents/referentiels */
export const ReferentialsPage = ({ person, lists }: ReferentialsPageProps) => (
  <AppPage title="Référentiels" {...frameOf(person, staffPath)}>
    <div class="cadre corps pile-5">
      <p class="retour">
        <ButtonLink variant="nu" href={staffPath} icon="arrow-left">
          Agents
        </ButtonLink>
      </p>
      <div class="tetiere">
        <div>
          <h1>{typo('Référentiels')}</h1>
          <p>
            {typo('Les listes officielles dont le portail se sert, leur source, et de quand elles datent.')}
          </p>
        </div>
      </div>
      <Table<InPlace>
        caption="Référentiels et leur édition en place"
        captionHidden
        columns={[
          { title: 'Référentiel', kind: 'large', cell: ({ name, last }) => <Name {...{ name, last }} /> },
          { title: 'Édition du', cell: ({ last }) => (last ? formatDate(last.edition) : 'à importer') },
          {
            title: 'Codes en vigueur',
            cell: ({ last, inForce }) => (last ? inForce.toLocaleString('fr-FR') : '–'),
          },
          {
            title: 'Dernier import',
            kind: 'large',
            cell: ({ last }) => (last ? <Import last={last} /> : '–'),
          },
        ]}
        rows={lists}
        rowKey={({ referential }) => referential}
      />
      <Note>
        {
          "Une nouvelle édition s'importe sur le serveur, avec le fichier publié par la source : demandez-le à qui exploite le portail. Un code retiré d'une liste reste connu pour les dates où il avait cours."
        }
      </Note>
    </div>
  </AppPage>
);

const Name = ({ name, last }: Pick<InPlace, 'name' | 'last'>) => (
  <>
    {typo(name)}
    {last && <span class="sous">{typo(`${last.source}, ${last.licence}`)}</span>}
  </>
);

const Import = ({ last }: { readonly last: NonNullable<InPlace['last']> }) => {
  const { rejectedCount } = last.report;
  return (
    <span>
      {formatDateTime(last.importedAt)}
      <span class="sous">
        {typo(changesSaid(last.report))}
        {rejectedCount > 0 && `, ${rejectedSaid(rejectedCount)}`}
      </span>
    </span>
  );
};
