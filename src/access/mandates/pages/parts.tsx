import type { FieldErrors } from '../../../platform/errors';
import type { Form } from '../../../platform/forms';
import { dayInParis } from '../../../platform/working-days';
import {
  ButtonLink,
  Card,
  Field,
  formatDate,
  Line,
  Lines,
  Select,
  Status,
  type StatusKind,
  typo,
} from '../../../ui';
import { EndDayField } from '../../pages/end-day-field';
import { type MandateStanding, standingOf } from '../lifecycle';
import type { MandateLine, MandatePlace } from '../queries/my-mandates';
import { levelIn, mandateAreas, rightsInWords } from '../rules';
import type { Mandate } from '../store';

export const mandatesPath = '/mandats';
/** Before the membership of a person in the name of its box. */
export const actorField = 'acteur-';
/** The same, of all whose box is on the page. */
export const shownField = 'montre-';

const standingWords: Readonly<Record<MandateStanding, readonly [StatusKind, string]>> = {
  asked: ['attente', 'Mandat à accepter'],
  to_come: ['attente', 'Mandat à venir'],
  accepted: ['actif', 'Mandat en cours'],
  refused: ['refus', 'Mandat refusé'],
  cancelled: ['suspendu', 'Demande annulée'],
  expired: ['suspendu', 'Demande expirée'],
  ended: ['suspendu', 'Mandat terminé'],
};

type Dated = Pick<Mandate, 'state' | 'startsOn' | 'endsOn'>;

export function MandateStatus({ mandate, now }: { readonly mandate: Dated; readonly now: Date }) {
  const [kind, word] = standingWords[standingOf(mandate, dayInParis(now))];
  return <Status kind={kind}>{word}</Status>;
}

/** "du 1er janvier 2027 au 31 décembre 2027", "à partir du 1er janvier 2027". */
export const daysInWords = ({ startsOn, endsOn }: Pick<Mandate, 'startsOn' | 'endsOn'>) =>
  typo(
    endsOn
      ? `du ${formatDate(startsOn)} au ${formatDate(endsOn)}`
      : `à partir du ${formatDate(startsOn)}, sans date de fin`,
  );

/** What the short names of its levels leave out. */
const detailsOf = ({ levels }: (typeof mandateAreas)[number]) =>
  levels.flatMap(({ label, detail }) => (detail ? [`${label} : ${detail}.`] : [])).join(' ') || undefined;

/** What a mandate gives, one right a line. */
export const Rights = ({ permissions }: { readonly permissions: readonly string[] }) => (
  <ul>
    {rightsInWords(permissions).map((right) => (
      <li key={right}>{typo(right)}</li>
    ))}
  </ul>
);

interface GivenFieldsProps {
  readonly typed: Form;
  readonly errors: FieldErrors;
  /** What is asked, or in force; the least of each list, from today, when nothing is yet. */
  readonly given?: Pick<Mandate, 'permissions' | 'startsOn' | 'endsOn'>;
}

/** "2027-12-31" → "31/12/2027". */
const frenchDay = (iso: string | null | undefined) => iso?.split('-').reverse().join('/') ?? '';

/** The rights and the days of a mandate, to choose. */
export function GivenFields({ typed, errors, given }: GivenFieldsProps) {
  return (
    <>
      {mandateAreas.map((area) => (
        <Select
          key={area.field}
          name={area.field}
          label={area.name}
          hint={detailsOf(area)}
          options={area.levels}
          value={typed[area.field] ?? levelIn(area, given?.permissions ?? [])?.value ?? area.levels[0]?.value}
          errors={errors}
        />
      ))}
      <Field
        name="debut"
        label="Date de début"
        width="court"
        hint="Premier jour, comme 01/01/2027. Vide : aujourd'hui."
        inputmode="numeric"
        autocomplete="off"
        value={typed.debut ?? frenchDay(given?.startsOn)}
        errors={errors}
      />
      <EndDayField value={typed.fin ?? frenchDay(given?.endsOn)} errors={errors} />
    </>
  );
}

/** Where the work for a client begins. */
export const clientPath = ({ number }: Pick<MandatePlace, 'number'>) =>
  number.length === 9 ? `/entreprises/${number}` : `/etablissements/${number}/donnees`;

const isWhole = ({ number }: MandatePlace) => number.length === 9;

/** ": CABINET MORVAN pour GE SUPPORT FRANCE, 42421043300019": what tells a link from its neighbours. */
export const sidesOf = ({ partner, client }: Pick<MandateLine, 'partner' | 'client'>) =>
  `: ${partner.name} pour ${client.name}, ${client.number}`;

/** A place of a list: its name, its number, where it is. */
export const PlaceCell = ({ place }: { readonly place: MandatePlace }) => (
  <>
    {place.name}
    <span class="sous">
      <span class="insecable">{`${isWhole(place) ? 'SIREN' : 'SIRET'} ${place.number}`}</span>
      {isWhole(place) ? typo(", toute l'entreprise") : place.address && `, ${place.address}`}
    </span>
  </>
);

interface MandatesCardProps {
  readonly mandates: readonly MandateLine[];
  readonly now: Date;
}

/** On the users of a place: the partners who act there, or ask to. */
export const MandatesCard = ({ mandates, now }: MandatesCardProps) => (
  <Card id="t-mandats" title="Partenaires mandatés">
    <Lines>
      {mandates.map((mandate) => (
        <Line
          key={mandate.id}
          icon="building"
          waiting={mandate.state === 'asked'}
          title={mandate.partner.name}
          details={[
            <MandateStatus mandate={mandate} now={now} />,
            rightsInWords(mandate.permissions).map(typo).join(' ; '),
            daysInWords(mandate),
            isWhole(mandate.client) && typo("Pour toute l'entreprise"),
          ]}
          action={
            <ButtonLink href={`${mandatesPath}/${mandate.id}`} variant="trait" hiddenText={sidesOf(mandate)}>
              {mandate.state === 'asked' ? 'Répondre' : 'Voir'}
            </ButtonLink>
          }
        />
      ))}
    </Lines>
  </Card>
);
