import { frameOf } from '../../access';
import type { Person } from '../../platform/who-may';
import { changesSaid, type InPlace, rejectedSaid } from '../../referentials';
import { AppPage, ButtonLink, Card, formatDate, formatDateTime, Note, Table, typo } from '../../ui';
import { staffPath } from '../staff/pages';

export const referentialsPath = '/agents/referentiels';

type Imported = InPlace & { readonly last: NonNullable<InPlace['last']> };
const isImported = (list: InPlace): list is Imported => list.last !== null;

interface ReferentialsPageProps {
  readonly person: Person;
  readonly lists: readonly InPlace[];
}

/** /agents/referentiels */
export function ReferentialsPage({ person, lists }: ReferentialsPageProps) {
  const missing = lists.filter(({ last }) => last === null);
  return (
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
        <Table<Imported>
          caption="Référentiels et leur édition en place"
          captionHidden
          columns={[
            { title: 'Référentiel', kind: 'large', cell: Name },
            { title: 'Édition du', cell: ({ last }) => formatDate(last.edition) },
            { title: 'Codes en vigueur', cell: ({ inForce }) => inForce.toLocaleString('fr-FR') },
            { title: 'Dernier import', cell: Import },
          ]}
          rows={lists.filter(isImported)}
          rowKey={({ referential }) => referential}
        />
        {missing.length > 0 && (
          <Card id="t-a-importer" title="À importer">
            <p>{typo(`Pas encore dans le portail : ${inSentence(missing.map(({ name }) => name))}.`)}</p>
          </Card>
        )}
        <Note>
          {
            "Une nouvelle édition s'importe sur le serveur, avec le fichier publié par la source : demandez-le à qui exploite le portail. Un code retiré d'une liste reste connu pour les dates où il avait cours."
          }
        </Note>
      </div>
    </AppPage>
  );
}

const inSentence = (names: readonly string[]) =>
  new Intl.ListFormat('fr').format(
    names.map((name) => name.replace(/^[A-ZÀ-Ü](?=[a-zà-ü])/u, (letter) => letter.toLowerCase())),
  );

const Name = ({ name, last }: Imported) => (
  <>
    {typo(name)}
    <span class="sous">{typo(`${last.source}, ${last.licence}`)}</span>
  </>
);

const Import = ({ last }: Imported) => {
  const { rejectedCount, rejected } = last.report;
  return (
    <span>
      {formatDateTime(last.importedAt)}
      <span class="sous">{typo(changesSaid(last.report))}</span>
      {rejectedCount > 0 && (
        <details class="deplier">
          <summary>{typo(rejectedSaid(rejectedCount))}</summary>
          <ul>
            {rejected.map(({ line, reason }) => (
              <li key={`${line} ${reason}`}>{typo(line === null ? reason : `ligne ${line} : ${reason}`)}</li>
            ))}
          </ul>
        </details>
      )}
    </span>
  );
};
