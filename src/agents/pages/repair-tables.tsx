import type { TroubledJob } from '../../platform/jobs-waiting';
import type { TroubledMail } from '../../platform/mail';
import { Button, Email, formatDateTime, Status, Table, typo } from '../../ui';
import { jobInWords } from '../job-words';

interface MailTableProps {
  readonly mails: readonly TroubledMail[];
}

/** Mails that leave no more by themselves. The server's answer is shown as it came. */
export function RefusedTable({ mails }: MailTableProps) {
  return (
    <Table
      caption="Emails en quarantaine, du plus ancien au plus récent"
      captionHidden
      columns={[
        { title: 'Email', cell: (mail) => <MailName mail={mail} /> },
        { title: 'Écrit', cell: ({ createdAt }) => formatDateTime(createdAt) },
        {
          title: 'État',
          cell: ({ state, attempts }) => (
            <Status kind="refus">{state === 'refused' ? 'Refusé' : `Sans succès, ${attempts} essais`}</Status>
          ),
        },
        { title: 'Réponse du serveur', cell: ({ lastError }) => <Answer text={lastError} />, kind: 'large' },
        {
          title: 'Actions',
          kind: 'gestes',
          cell: (mail) => (
            <>
              <Button variant="nu" name="renvoyer" value={mail.id} hiddenText={ofMail(mail)}>
                Renvoyer
              </Button>
              <Button variant="nu" name="abandonner-email" value={mail.id} hiddenText={ofMail(mail)}>
                Abandonner
              </Button>
            </>
          ),
        },
      ]}
      rows={mails}
      rowKey={({ id }) => id}
    />
  );
}

/** Mails that the queue goes on trying. */
export function LateTable({ mails }: MailTableProps) {
  return (
    <Table
      caption="Emails en retard, du plus ancien au plus récent"
      captionHidden
      columns={[
        { title: 'Email', cell: (mail) => <MailName mail={mail} /> },
        { title: 'Écrit', cell: ({ createdAt }) => formatDateTime(createdAt) },
        {
          title: 'Essais',
          cell: ({ attempts, nextAttemptAt }) => <Attempts count={attempts} next={nextAttemptAt} />,
        },
        { title: 'Réponse du serveur', cell: ({ lastError }) => <Answer text={lastError} />, kind: 'large' },
        {
          title: 'Actions',
          kind: 'gestes',
          cell: (mail) => (
            <Button variant="nu" name="renvoyer" value={mail.id} hiddenText={ofMail(mail)}>
              Réessayer
            </Button>
          ),
        },
      ]}
      rows={mails}
      rowKey={({ id }) => id}
    />
  );
}

const jobStates = {
  failed: { kind: 'refus', word: 'En échec' },
  retrying: { kind: 'attente', word: 'Nouvel essai prévu' },
  stuck: { kind: 'suspendu', word: 'Bloqué' },
} as const;

export function JobTable({ jobs }: { readonly jobs: readonly TroubledJob[] }) {
  return (
    <Table
      caption="Traitements en échec ou bloqués, du plus ancien au plus récent"
      captionHidden
      columns={[
        {
          title: 'Traitement',
          cell: ({ id, name, createdAt }) => (
            <>
              {typo(jobInWords(name))}
              <span class="sous">{typo(`N° ${id}, demandé le ${formatDateTime(createdAt)}`)}</span>
            </>
          ),
        },
        {
          title: 'État',
          cell: ({ state }) => <Status kind={jobStates[state].kind}>{jobStates[state].word}</Status>,
        },
        {
          title: 'Essais',
          cell: ({ attempts, maxAttempts, nextAttemptAt }) => (
            <Attempts count={attempts} of={maxAttempts} next={nextAttemptAt} />
          ),
        },
        { title: 'Dernière erreur', cell: ({ lastError }) => <Answer text={lastError} />, kind: 'large' },
        {
          title: 'Actions',
          kind: 'gestes',
          cell: (job) => (
            <>
              <Button variant="nu" name="relancer" value={job.id} hiddenText={ofJob(job)}>
                Relancer
              </Button>
              {job.state === 'failed' && (
                <Button variant="nu" name="abandonner-traitement" value={job.id} hiddenText={ofJob(job)}>
                  Abandonner
                </Button>
              )}
            </>
          ),
        },
      ]}
      rows={jobs}
      rowKey={({ id }) => id}
    />
  );
}

const ofMail = ({ subject, recipient }: TroubledMail) => `: ${subject}, à ${recipient}`;
const ofJob = ({ id, name }: TroubledJob) => typo(`: ${jobInWords(name)}, n° ${id}`);

function MailName({ mail }: { readonly mail: TroubledMail }) {
  return (
    <>
      {mail.subject}
      <span class="sous">
        <Email address={mail.recipient} />
      </span>
    </>
  );
}

function Answer({ text }: { readonly text: string | null }) {
  return <span class="sous">{text ?? typo('Aucune pour le moment')}</span>;
}

interface AttemptsProps {
  readonly count: number;
  readonly of?: number;
  readonly next: Date | null;
}

function Attempts({ count, of, next }: AttemptsProps) {
  const said = of === undefined ? `${count}` : `${count} sur ${of}`;
  return (
    <span>
      {count === 0 ? 'Aucun' : said}
      {next && <span class="sous">{typo(`Prochain le ${formatDateTime(next)}`)}</span>}
    </span>
  );
}
