import type { ComponentChildren } from 'preact';
import { frameOf } from '../../access';
import type { Person } from '../../platform/who-may';
import {
  AppPage,
  Button,
  Card,
  Field,
  formatDateTime,
  Line,
  Lines,
  Note,
  Status,
  Table,
  typo,
} from '../../ui';
import type { FilesInTrouble, Repairs } from '../queries/repair';
import { JobTable, LateTable, RefusedTable } from './repair-tables';
import { alreadyDone, doneSentences, mailStates, repairPath } from './repair-words';

interface RepairPageProps {
  readonly person: Person;
  readonly found: Repairs;
  /** The address searched, or nothing. */
  readonly search: string;
  readonly done: string | undefined;
}

export function RepairPage({ person, found, search, done }: RepairPageProps) {
  const { refused, late, jobs, files } = found;
  const lists = [refused, late, jobs];
  const allIsWell = lists.every((list) => list.length === 0) && countOf(files) === 0;
  return (
    <AppPage title="Envois et traitements" {...frameOf(person, repairPath)}>
      <div class="cadre corps pile-6">
        <div class="tetiere">
          <div>
            <h1>Envois et traitements</h1>
            <p>
              {typo(
                "Ce que le portail fait sans personne devant l'écran : ce qui n'a pas abouti attend ici qu'on le relance.",
              )}
            </p>
          </div>
        </div>
        <Outcome code={done} />
        {allIsWell && (
          <Note kind="fait">
            Tout va bien : les emails partent, les traitements aboutissent, les fichiers sont en place.
          </Note>
        )}
        {refused.length > 0 && (
          <Section id="quarantaine" title="Emails en quarantaine">
            {typo(
              "Le serveur de messagerie les a refusés, ou aucun essai n'a abouti. Vérifiez l'adresse avec la personne avant de renvoyer.",
            )}
            <RefusedTable mails={refused} />
          </Section>
        )}
        {late.length > 0 && (
          <Section id="retard" title="Emails en retard">
            {typo(
              'Écrits depuis plus de cinq minutes. Ils sont retentés sans vous, de plus en plus espacés.',
            )}
            <LateTable mails={late} />
          </Section>
        )}
        {jobs.length > 0 && (
          <Section id="traitements" title="Traitements en échec ou bloqués">
            {typo("Ceux qui ont un prochain essai repartent seuls ; les autres attendent qu'on les relance.")}
            <JobTable jobs={jobs} />
          </Section>
        )}
        {countOf(files) > 0 && <Files files={files} />}
        <Journal search={search} found={found.journal} />
      </div>
    </AppPage>
  );
}

const countOf = ({ unscanned, missing, unfinished }: FilesInTrouble) =>
  unscanned + missing.length + unfinished;

function Outcome({ code }: { readonly code: string | undefined }) {
  if (code === 'deja') {
    return (
      <Note kind="attente" announced>
        {alreadyDone}
      </Note>
    );
  }
  const sentence = code === undefined ? undefined : doneSentences.get(code);
  if (!sentence) return null;
  return (
    <Note kind="fait" announced>
      {sentence}
    </Note>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  /** What it is about, then the table, whose buttons are in one form. */
  readonly children: readonly [string, ComponentChildren];
}

function Section({ id, title, children: [about, table] }: SectionProps) {
  return (
    <section class="pile" aria-labelledby={id}>
      <h2 id={id}>{typo(title)}</h2>
      <p class="discret">{about}</p>
      <form action={repairPath} method="post">
        {table}
      </form>
    </section>
  );
}

function Files({ files }: { readonly files: FilesInTrouble }) {
  const { unscanned, unscannedSince, missing, unfinished } = files;
  return (
    <Card id="fichiers" title="Fichiers">
      <form action={repairPath} method="post">
        <Lines>
          {unscanned > 0 && unscannedSince && (
            <Line
              icon="paperclip"
              waiting
              title={counted(
                unscanned,
                "justificatif attend l'antivirus",
                "justificatifs attendent l'antivirus",
              )}
              details={[
                typo(
                  `Le plus ancien depuis le ${formatDateTime(unscannedSince)} ; personne ne peut l'ouvrir.`,
                ),
              ]}
              action={
                <Button name="analyser" value="oui">
                  Relancer le contrôle
                </Button>
              }
            />
          )}
          {missing.length > 0 && (
            <Line
              icon="alert"
              waiting
              title={counted(missing.length, 'justificatif introuvable', 'justificatifs introuvables')}
              details={[
                missing.slice(0, 5).join(', '),
                typo(
                  "Le fichier n'est plus où il a été rangé : remettez-le depuis la sauvegarde, puis vérifiez.",
                ),
              ]}
              action={
                <Button name="verifier" value="oui">
                  Vérifier à nouveau
                </Button>
              }
            />
          )}
          {unfinished > 0 && (
            <Line
              icon="file"
              title={counted(unfinished, 'fichier incomplet', 'fichiers incomplets')}
              details={[
                typo(
                  "Leur envoi a été interrompu et personne ne s'en sert. Ils sont supprimés chaque heure.",
                ),
              ]}
              action={
                <Button name="nettoyer" value="oui">
                  Supprimer maintenant
                </Button>
              }
            />
          )}
        </Lines>
      </form>
    </Card>
  );
}

const counted = (count: number, singular: string, plural: string) =>
  typo(`${count} ${count === 1 ? singular : plural}`);

/** « A-t-elle reçu son email ? » */
function Journal({ search, found }: { readonly search: string; readonly found: Repairs['journal'] }) {
  return (
    <section class="pile" aria-labelledby="journal">
      <h2 id="journal">{typo("Les emails d'une personne")}</h2>
      <form class="filtres" action={`${repairPath}#journal`} method="get">
        <Field
          name="adresse"
          label="Adresse email"
          type="search"
          value={search}
          autocomplete="off"
          maxlength={100}
        />
        <Button>Chercher</Button>
      </form>
      {found?.length === 0 && (
        <Note announced>{"Aucun email n'a été écrit à cette adresse. Vérifiez qu'elle est complète."}</Note>
      )}
      {found && found.length > 0 && (
        <Table
          caption={`Les derniers emails écrits à ${search}`}
          columns={[
            { title: 'Email', cell: ({ subject }) => subject },
            { title: 'Écrit', cell: ({ createdAt }) => formatDateTime(createdAt) },
            { title: 'Parti', cell: ({ sentAt }) => (sentAt ? formatDateTime(sentAt) : '–') },
            {
              title: 'État',
              cell: ({ state }) => <Status kind={mailStates[state].kind}>{mailStates[state].word}</Status>,
            },
          ]}
          rows={found}
          rowKey={({ id }) => id}
        />
      )}
    </section>
  );
}
