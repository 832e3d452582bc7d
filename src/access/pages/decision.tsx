import type { ComponentChildren } from 'preact';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import {
  Card,
  companyLabel,
  Decisions,
  Email,
  ErrorSummary,
  Facts,
  formatDate,
  formatPhone,
  Note,
  Status,
  siteLabel,
  TextArea,
  typo,
} from '../../ui';
import type { RequestView } from '../queries/request-view';
import { type RoleCode, roleOf } from '../rules';
import { civilityWords, IdentityFields } from './identity-fields';
import { RoleField } from './role-field';

/** The facts that precede the decision: the person, the company, the establishment on its axis. */
export function DecisionFacts({
  view,
  correctHref,
  recordHref,
  extra,
}: {
  readonly view: RequestView;
  /** Where the person's details become fields; left out when they cannot be corrected. */
  readonly correctHref?: string | undefined;
  /** What the registry says of the site; left out for who has it at hand. */
  readonly recordHref?: string | undefined;
  readonly extra?: ComponentChildren;
}) {
  return (
    <div class="pile-5">
      <Card id="t-personne" title="La personne" aside={correctHref && <a href={correctHref}>Corriger</a>}>
        <Facts
          items={[
            ['Civilité', civilityWords[view.civility]],
            ['Nom', view.lastName],
            ['Prénom', view.firstName],
            ['Fonction', view.jobTitle],
            ['Téléphone', formatPhone(view.phone)],
            ['Adresse email', <Email address={view.email} />],
          ]}
        />
        {view.hasAccount && (
          <p class="discret petit">
            {typo('Cette personne a déjà un compte : elle seule corrige ses informations.')}
          </p>
        )}
      </Card>
      <Card
        id="t-entreprise"
        title="L'entreprise"
        aside={recordHref && <a href={recordHref}>Voir sa fiche</a>}
      >
        <Facts
          items={[
            ['Entreprise', companyLabel(view.companyName, view.siren)],
            ['Site', siteLabel(view.siteName, view.siret, view.siteAddress)],
            ['SIRET', view.siret],
            ['État', <EstablishmentState {...view} />],
          ]}
        />
      </Card>
      {extra}
      {view.otherDomain && (
        <Note kind="attente" icon="info">
          {
            "Le domaine de l'adresse n'est pas celui des autres utilisateurs de l'établissement. Vérifiez auprès de la personne si vous ne la connaissez pas."
          }
        </Note>
      )}
    </div>
  );
}

function EstablishmentState({ establishmentActive, establishmentState }: RequestView) {
  if (!establishmentActive) return <Status kind="suspendu">Établissement fermé</Status>;
  if (establishmentState === 'valid') return <Status kind="actif">Établissement validé</Status>;
  return establishmentState === 'refused' ? (
    <Status kind="refus">Établissement refusé</Status>
  ) : (
    <Status kind="attente">Établissement à valider</Status>
  );
}

interface DecisionFormProps {
  readonly action: string;
  readonly view: RequestView;
  /** The roles that this decider may grant. */
  readonly grantable: readonly RoleCode[];
  readonly correcting: boolean;
  readonly errors: FieldErrors;
  readonly typed: Form;
}

/** Role, reason, and one consequence per button. */
export function DecisionForm({ action, view, grantable, correcting, errors, typed }: DecisionFormProps) {
  const she = view.civility === 'MME' ? 'Elle' : 'Il';
  return (
    <form class="carte" action={action} method="post" aria-labelledby="t-decision" novalidate>
      <div class="pile-5">
        <ErrorSummary errors={errors} />
        <h2 id="t-decision">Votre décision</h2>
        {correcting && (
          <>
            <input type="hidden" name="corriger" value="oui" />
            <IdentityFields errors={errors} typed={typed} known={view} />
          </>
        )}
        <RoleField
          grantable={grantable}
          value={typed.role ?? view.role}
          hint={`Demandé : ${roleOf(view.role).name}. Vous pouvez le corriger avant de valider.`}
          errors={errors}
        />
        <TextArea
          name="motif"
          label="Motif"
          width="large"
          hint="Obligatoire pour refuser ou bloquer. La personne le lira."
          rows={3}
          value={typed.motif}
          errors={errors}
        />
      </div>
      <Decisions
        choices={[
          {
            value: 'valider',
            label: 'Valider',
            variant: 'plein',
            consequence: view.hasAccount
              ? `${she} entre dans cet établissement avec ce rôle.`
              : `${she} reçoit un lien pour créer son mot de passe et entre avec ce rôle.`,
          },
          {
            value: 'refuser',
            label: 'Refuser',
            variant: 'trait',
            consequence: `${she} reçoit votre motif et pourra faire une nouvelle demande.`,
          },
          {
            value: 'bloquer',
            label: 'Bloquer',
            variant: 'danger',
            consequence:
              "Refus, et cette adresse ne peut plus rien demander pour cet établissement tant qu'un administrateur ne l'a pas levé.",
          },
        ]}
      />
    </form>
  );
}

/** Instead of the form, once settled: who decided, when, and what. */
export function DecisionTaken({ view }: { readonly view: RequestView }) {
  const words = { approved: 'Validée', refused: view.blocksAddress ? 'Refusée et bloquée' : 'Refusée' };
  const word = view.state === 'approved' || view.state === 'refused' ? words[view.state] : 'Close';
  return (
    <Card id="t-decision" title="La décision">
      <Facts
        items={[
          ['Décision', <Status kind={view.state === 'approved' ? 'actif' : 'refus'}>{word}</Status>],
          ['Par', view.decidedByName],
          ['Le', view.decidedAt && formatDate(view.decidedAt)],
          ['Rôle accordé', view.grantedRole && typo(roleOf(view.grantedRole).name)],
          ['Motif', view.state === 'refused' && view.reason],
        ]}
      />
    </Card>
  );
}
