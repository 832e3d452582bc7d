import type { Person } from '../../../platform/who-may';
import { dayInParis } from '../../../platform/working-days';
import { AppPage, ButtonLink, Card, Email, ErrorSummary, Facts, formatDate, Note, typo } from '../../../ui';
import { frameOf } from '../../navigation';
import { type Refused, RefusedNote } from '../../pages/refused-note';
import type { Place } from '../../place';
import { type MandateSide, standingOf } from '../lifecycle';
import { clientOf } from '../managed-mandate';
import type { MandateView } from '../queries/mandate-view';
import { rightsInWords } from '../rules';
import { Acting, AnswerForm, CancelForm, ChangeForm, EndForm, type MandateFormProps } from './forms';
import { clientPath, daysInWords, MandateStatus, mandatesPath, Rights } from './parts';

export interface MandatePageProps extends MandateFormProps {
  readonly person: Person;
  readonly refusal: Refused | null;
  readonly done: MandateDone | null;
  readonly now: Date;
}

const doneWords = {
  demande:
    "Votre demande est partie. Vous n'aurez accès à rien tant que votre client ne l'aura pas acceptée.",
  accepte: 'Le mandat est accepté : votre partenaire en est prévenu.',
  refuse: 'Le mandat est refusé : votre partenaire a reçu votre motif.',
  modifie: 'Le mandat est modifié : votre partenaire en est prévenu.',
  retire: "Le mandat est retiré : votre partenaire n'a plus accès à rien.",
  abandonne: 'Vous avez renoncé au mandat : votre client en est prévenu.',
  annule: 'Votre demande est annulée.',
  designe: 'Les personnes qui agissent pour ce client sont enregistrées.',
} as const;
export type MandateDone = keyof typeof doneWords;
export const mandateDone = (text: string | undefined): MandateDone | null =>
  text !== undefined && Object.hasOwn(doneWords, text) ? (text as MandateDone) : null;

/** /mandats/:id: where it is, and what its reader may do about it. */
export function MandatePage(props: MandatePageProps) {
  const { person, view, part, errors, refusal, done, now } = props;
  return (
    <AppPage
      title="Mandat"
      error={Object.keys(errors).length > 0 || refusal !== null}
      {...frameOf(person, '/mes-etablissements')}
    >
      <div class="cadre corps pile-5">
        <p class="retour">
          <ButtonLink variant="nu" href={mandatesPath} icon="arrow-left">
            Mandats
          </ButtonLink>
        </p>
        {done && (
          <Note kind="fait" announced>
            {doneWords[done]}
          </Note>
        )}
        <RefusedNote refusal={refusal}>
          <p>
            {typo(`Enregistré : ${rightsInWords(view.permissions).join(' ; ')}, `)}
            {daysInWords(view)}
          </p>
        </RefusedNote>
        <div class="tetiere">
          <div>
            <h1>{part.client ? view.partner.name : view.client.name}</h1>
            <p>
              {part.client ? '' : `${view.partner.name} `}
              {actsWords(view)} {view.client.name}
            </p>
          </div>
          <MandateStatus mandate={view} now={now} />
          {part.acts && standingOf(view, dayInParis(now)) === 'accepted' && (
            <ButtonLink href={clientPath({ number: clientOf(view) })}>Ouvrir ses données</ButtonLink>
          )}
        </div>
        <ErrorSummary errors={errors} />
        <div class="deux deux--inverse">
          <div class="pile-5">
            <Parties view={view} />
            <Given view={view} />
            {!isClosed(view) && <Acting {...props} />}
          </div>
          <div class="pile-5">
            <Doing {...props} />
          </div>
        </div>
      </div>
    </AppPage>
  );
}

const actsWords = ({ state }: MandateView) => {
  if (state === 'accepted') return 'agit pour';
  if (state === 'ended') return 'a agi pour';
  return typo(state === 'asked' ? 'demande à agir pour' : 'a demandé à agir pour');
};

const isClosed = ({ closedAt }: MandateView) => closedAt !== null;

const placeWords = ({ name, siret, siren, detail }: Place) =>
  siret === null ? `${name} - ${siren}` : `${name} – ${siret} – ${detail}`;

const Parties = ({ view }: { readonly view: MandateView }) => (
  <Card id="t-parties" title="Entre qui">
    <Facts
      items={[
        ['Partenaire', placeWords(view.partner)],
        ['Client', placeWords(view.client)],
        ['Portée', view.siret === null && typo('toute l’entreprise, tous ses établissements')],
        ['Demandé par', view.askerName],
        ['Adresse email', <Email address={view.askerEmail} />],
        ['Demandé le', formatDate(view.askedAt)],
      ]}
    />
  </Card>
);

const closers: Readonly<Record<MandateSide, string>> = {
  client: 'le client',
  partner: 'le partenaire',
  opco: 'nos conseillers',
};

const Given = ({ view }: { readonly view: MandateView }) => (
  <Card id="t-donne" title={view.acceptedAt ? 'Ce qui est donné' : 'Ce qui est demandé'}>
    <Facts
      items={[
        ['Droits', <Rights permissions={view.permissions} />],
        ['Durée', daysInWords(view)],
        ['Accepté le', view.acceptedAt && formatDate(view.acceptedAt)],
        ['Par', view.acceptedByName],
        ['Terminé le', view.closedAt && formatDate(view.closedAt)],
        ['Terminé par', view.closedAs && typo(closers[view.closedAs])],
        ['Motif', view.reason],
      ]}
    />
  </Card>
);

/** What this reader may do now: the forms of each side that they are on. */
function Doing(props: MandatePageProps) {
  const { view, part, person } = props;
  const { client, partner } = part;
  if (isClosed(view)) return <Closed {...props} />;
  const own = view.askedBy === person.accountId;
  return (
    <>
      {client && own && (
        <Note icon="info">
          {'Vous avez vous-même demandé ce mandat : un autre administrateur du client doit y répondre.'}
        </Note>
      )}
      {client && !own && view.state === 'asked' && <AnswerForm {...props} />}
      {client && !own && view.state === 'accepted' && <ChangeForm {...props} />}
      {client && view.state === 'accepted' && <EndForm {...props} side="client" />}
      {partner && view.state === 'asked' && <CancelForm {...props} />}
      {partner && !client && view.state === 'accepted' && <EndForm {...props} side="partner" />}
      {!client && !partner && (
        <Note icon="info">
          {'Vous êtes désigné pour agir par ce mandat. Votre administrateur peut changer qui agit.'}
        </Note>
      )}
    </>
  );
}

const Closed = ({ part }: MandatePageProps) => (
  <Note icon="info">
    {part.partner
      ? 'Ce mandat ne donne plus accès à rien. Pour agir de nouveau pour ce client, demandez un autre mandat.'
      : 'Ce mandat ne donne plus accès à rien.'}
  </Note>
);
