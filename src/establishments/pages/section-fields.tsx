import type { Place, Refused } from '../../access';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import type { PageOf } from '../../platform/paging';
import type { Permission, Person } from '../../platform/who-may';
import { Button, Field, formatDate, Select, typo } from '../../ui';
import {
  type AnySection,
  agreement,
  agreementOptions,
  headcount,
  headcountSources,
  headcountYears,
  type Known,
} from '../sections';
import type { Version } from '../store';

export interface SectionPageProps {
  readonly person: Person;
  readonly place: Place;
  readonly held: ReadonlySet<Permission>;
  readonly byMandate: boolean;
  readonly section: AnySection;
  /** What is in force. */
  readonly latest: Pick<Version, 'version' | 'content'> | null;
  /** The latest first. */
  readonly versions: PageOf<Version>;
  readonly known: Known;
  readonly errors: FieldErrors;
  /** What was typed; empty when the page opens. */
  readonly typed: Form;
  readonly refusal: Refused | null;
}

type FieldsProps = SectionPageProps & { readonly content: unknown };

/** The fields of a section, with what was typed, else what is kept. */
export function SectionFields(props: FieldsProps) {
  const { section } = props;
  if (section === agreement) return <AgreementFields {...props} />;
  if (section === headcount) return <HeadcountFields {...props} />;
  return <RecordFields {...props} />;
}

const recordFields: Readonly<
  Record<string, readonly { name: string; label: string; autocomplete: string }[]>
> = {
  contact: [
    { name: 'nom', label: 'Nom', autocomplete: 'off' },
    { name: 'prenom', label: 'Prénom', autocomplete: 'off' },
    { name: 'fonction', label: 'Fonction', autocomplete: 'off' },
    { name: 'email', label: 'Adresse email', autocomplete: 'off' },
    { name: 'telephone', label: 'Téléphone', autocomplete: 'off' },
  ],
  adresse: [
    { name: 'destinataire', label: 'Destinataire', autocomplete: 'off' },
    { name: 'voie', label: 'Numéro et voie', autocomplete: 'off' },
    { name: 'codePostal', label: 'Code postal', autocomplete: 'off' },
    { name: 'ville', label: 'Ville', autocomplete: 'off' },
  ],
};
const types: Readonly<Record<string, 'email' | 'tel'>> = { email: 'email', telephone: 'tel' };

/** Values kept by the name of their field. */
const keptIn = (content: unknown): Readonly<Record<string, unknown>> =>
  typeof content === 'object' && content !== null ? { ...content } : {};
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

function RecordFields({ section, content, typed, errors }: FieldsProps) {
  const kept = keptIn(content);
  const [kind = ''] = section.slug.split('-');
  return (
    <>
      {(recordFields[kind] ?? []).map(({ name, label, autocomplete }) => (
        <Field
          key={name}
          name={name}
          label={label}
          type={types[name] ?? 'text'}
          required
          autocomplete={autocomplete}
          value={typed[name] ?? textOf(kept[name])}
          errors={errors}
        />
      ))}
      <Save removable={content !== null} />
    </>
  );
}

function AgreementFields({ content, typed, errors, known }: FieldsProps) {
  const day = { width: 'court', inputmode: 'numeric', autocomplete: 'off', errors } as const;
  return (
    <>
      <Select
        name="idcc"
        label="Convention (IDCC)"
        hint="Le numéro est sur le bulletin de paie. Absente de la liste ? Elle relève d'un autre OPCO : écrivez à nos conseillers."
        required
        placeholder="Choisissez"
        options={agreementOptions(known).map(({ value, label }) => ({ value, label: typo(label) }))}
        value={typed.idcc}
        errors={errors}
      />
      <Field name="du" label="À partir du (jj/mm/aaaa)" required value={typed.du} {...day} />
      <Field
        name="au"
        label="Jusqu'au (jj/mm/aaaa)"
        hint="Laissez vide si elle s'applique toujours. Celle d'avant s'arrête d'elle-même la veille."
        value={typed.au}
        {...day}
      />
      <p class="discret petit">{typo('Liste des conventions : DILA et DARES, Licence Ouverte 2.0.')}</p>
      <Add />
      <Removals
        lines={listIn(content).map(({ from, idcc }) => ({
          key: textOf(from),
          label: `la ${textOf(idcc)} du ${formatDate(textOf(from))}`,
        }))}
      />
    </>
  );
}

function HeadcountFields({ content, typed, errors, known }: FieldsProps) {
  return (
    <>
      <Select
        name="annee"
        label="Année"
        required
        options={headcountYears(known.now).map((year) => ({ value: String(year), label: String(year) }))}
        value={typed.annee}
        errors={errors}
      />
      <Field
        name="effectif"
        label="Effectif moyen de l'année"
        hint="Toute l'entreprise, deux décimales au plus, par exemple 48,50. Une année déjà saisie est remplacée."
        required
        width="court"
        inputmode="decimal"
        autocomplete="off"
        value={typed.effectif}
        errors={errors}
      />
      <Select
        name="source"
        label="D'où vient ce nombre"
        required
        placeholder="Choisissez"
        options={headcountSources.map(({ value, label }) => ({ value, label: typo(label) }))}
        value={typed.source}
        errors={errors}
      />
      <p class="discret petit">
        {typo(
          "Cet effectif est celui de l'entreprise : il s'affiche sur tous ses établissements, et leur historique le dit.",
        )}
      </p>
      <Add />
      <Removals
        lines={listIn(content).map(({ year }) => ({ key: String(year), label: `l'année ${String(year)}` }))}
      />
    </>
  );
}

const listIn = (content: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(content) ? content.map(keptIn) : [];

const Add = () => (
  <div class="boutons">
    <Button variant="plein" name="geste" value="ajouter">
      Enregistrer
    </Button>
  </div>
);

function Removals({ lines }: { readonly lines: readonly { key: string; label: string }[] }) {
  if (lines.length === 0) return null;
  return (
    <fieldset class="pile">
      <legend>{typo('Retirer une saisie faite par erreur')}</legend>
      <div class="boutons">
        {lines.map(({ key, label }) => (
          <Button key={key} variant="trait" name="retirer" value={key}>
            {`Retirer ${label}`}
          </Button>
        ))}
      </div>
    </fieldset>
  );
}

const Save = ({ removable }: { readonly removable: boolean }) => (
  <div class="boutons">
    <Button variant="plein" name="geste" value="enregistrer">
      Enregistrer
    </Button>
    {removable && (
      <Button variant="trait" name="geste" value="retirer">
        Retirer cette information
      </Button>
    )}
  </div>
);
