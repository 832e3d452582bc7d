import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import type { Agreement } from '../../referentials';
import { companyKindLabels } from '../../registry';
import { Decisions, type Fact, Facts, formatDate, Status, siteLabel, TextArea, typo } from '../../ui';
import type { DeclaredCompanyFile, DeclaredEstablishmentFile } from '../queries/declared';

/** Which of the two the OPCO decides on; also the name of the form's buttons. */
export type RegistryObject = 'entreprise' | 'etablissement';

export interface FormState {
  readonly errors: FieldErrors;
  readonly typed: Form;
}

export const reasonField = (object: RegistryObject) => `motif-${object}`;

interface CardProps {
  /** null: read only. */
  readonly action: string | null;
  readonly form: FormState;
}

/** What somebody declared of a company, then the decision. */
export function CompanyDecision({ file, ...rest }: CardProps & { readonly file: DeclaredCompanyFile }) {
  const { company, headOffice } = file;
  const { declared } = company;
  return (
    <Decision
      object="entreprise"
      title="Création de l'entreprise"
      subject={{ ...company, decidedByName: file.decidedByName }}
      facts={[
        ['Nom', company.name],
        ['SIREN', company.siren],
        ['Type', typo(companyKindLabels[company.kind])],
        ['Activité', declared?.activity],
        ['Convention collective', declared?.agreement && agreementWords(declared.agreement, file.agreement)],
        ['Effectif', declared && headcountWords(declared.headcount)],
        ['Siège', headOffice && siteLabel(headOffice.name, headOffice.siret, headOffice.address)],
      ]}
      consequences={{
        accept:
          "Elle entre dans le registre et apparaît dans la recherche. L'accès et l'établissement se décident à part.",
        refuse: "Les demandes qui l'attendent sont refusées avec ce motif.",
      }}
      {...rest}
    />
  );
}

/** What somebody declared of an establishment, then the decision. */
export function EstablishmentDecision({
  file,
  ...rest
}: CardProps & { readonly file: DeclaredEstablishmentFile }) {
  const { establishment } = file;
  return (
    <Decision
      object="etablissement"
      title="Création de l'établissement"
      subject={{ ...establishment, decidedByName: file.decidedByName }}
      facts={[
        ['SIRET', establishment.siret],
        ['Enseigne', establishment.sign],
        ['Adresse', establishment.address],
        ['Activité', establishment.declared?.activity],
        ['Siège', establishment.headOffice && typo("C'est le siège de l'entreprise")],
      ]}
      consequences={{
        accept:
          'Les personnes rattachées peuvent y travailler entièrement, et non plus seulement en brouillon.',
        refuse:
          "Les demandes qui l'attendent sont refusées et les rattachements prennent fin, avec ce motif.",
      }}
      {...rest}
    />
  );
}

interface DecisionProps extends CardProps {
  readonly object: RegistryObject;
  readonly title: string;
  readonly subject: {
    readonly state: 'valid' | 'to_validate' | 'refused';
    readonly declaredAt: Date | null;
    readonly decidedAt: Date | null;
    readonly decidedByName: string | null;
    readonly refusalReason: string | null;
  };
  readonly facts: readonly Fact[];
  readonly consequences: { readonly accept: string; readonly refuse: string };
}

const gender = { entreprise: 'e', etablissement: '' } as const;

function Decision({ object, title, subject, facts, consequences, action, form }: DecisionProps) {
  const id = `t-creation-${object}`;
  const e = gender[object];
  return (
    <section class="carte pile" aria-labelledby={id}>
      <div class="section__tete">
        <h2 id={id}>{typo(title)}</h2>
        {subject.state === 'to_validate' && <Status kind="attente">À valider</Status>}
        {subject.state === 'valid' && <Status kind="actif">{`Accepté${e}`}</Status>}
        {subject.state === 'refused' && <Status kind="refus">{`Refusé${e}`}</Status>}
      </div>
      <Facts
        items={[
          ...facts,
          [`Déclaré${e} le`, subject.declaredAt && formatDate(subject.declaredAt)],
          [
            `${subject.state === 'refused' ? 'Refusé' : 'Accepté'}${e} le`,
            subject.decidedAt &&
              `${formatDate(subject.decidedAt)}, par ${subject.decidedByName ?? 'un agent'}`,
          ],
          ['Motif', subject.refusalReason],
        ]}
      />
      {subject.state === 'to_validate' && action !== null && (
        <form action={action} method="post" novalidate aria-labelledby={id}>
          <TextArea
            name={reasonField(object)}
            label="Motif"
            hint="Obligatoire pour refuser. La personne le lira."
            width="large"
            rows={3}
            value={form.typed[reasonField(object)]}
            errors={form.errors}
          />
          <Decisions
            name={object}
            choices={[
              { value: 'accepter', label: 'Accepter', consequence: consequences.accept, variant: 'plein' },
              { value: 'refuser', label: 'Refuser', consequence: consequences.refuse, variant: 'trait' },
            ]}
          />
        </form>
      )}
    </section>
  );
}

/** What was typed, and what is known of it: a number alone tells nobody anything. */
function agreementWords(typed: string, known: Agreement | null) {
  if (!known) {
    return /^\d+$/.test(typed) ? typo(`${typed} : ce numéro n'est dans aucune liste, à vérifier`) : typed;
  }
  const { idcc, title, inForce, until, successor, opco } = known;
  const elsewhere = opco !== null && opco !== 'OPCO 2i' ? `, relève de ${opco}` : '';
  const over = !inForce && until ? `, terminée le ${formatDate(until)}` : '';
  const instead = successor ? ` : remplacée par la ${successor.idcc}, ${successor.title}` : '';
  return typo(`${idcc}, ${title}${elsewhere}${over}${instead}`);
}

function headcountWords(count: number) {
  if (count === 0) return 'Aucun salarié';
  return count === 1 ? '1 salarié' : `${count.toLocaleString('fr-FR')} salariés`;
}
