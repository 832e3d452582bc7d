import { bankDeskPath, frameOf, RefusalReason, recordPathOf } from '../../access';
import { type BankChange, type BankState, bankWords, maskedIban, writtenIban } from '../../establishments';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import type { Person } from '../../platform/who-may';
import {
  AppPage,
  ButtonLink,
  Card,
  companyLabel,
  Decisions,
  ErrorSummary,
  Facts,
  formatDate,
  formatDateTime,
  Line,
  Lines,
  Note,
  Status,
  type StatusKind,
  siteLabel,
  typo,
} from '../../ui';

export interface BankDecisionProps {
  readonly person: Person;
  readonly change: BankChange;
  /** The others of the establishment, the one in force first. */
  readonly others: readonly BankChange[];
  /** False for those who only read, and for who asked. */
  readonly mayDecide: boolean;
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly done: string | undefined;
  readonly meanwhile: string | null;
}

const kinds: Readonly<Record<BankState, StatusKind>> = {
  pending: 'attente',
  in_force: 'actif',
  former: 'suspendu',
  refused: 'refus',
  withdrawn: 'suspendu',
  replaced: 'suspendu',
};
const doneWords = new Map([
  ['banque-valider', "Compte validé : les administrateurs de l'établissement en sont prévenus."],
  ['banque-refuser', "Compte refusé : les administrateurs de l'établissement ont reçu votre motif."],
]);

/** /agents/coordonnees-bancaires/:id */
export function BankDecisionPage(props: BankDecisionProps) {
  const { person, change, others, mayDecide, errors, typed, done, meanwhile } = props;
  const inForce = others.find(({ state }) => state === 'in_force');
  const sentence = doneWords.get(done ?? '');
  const action = `${bankDeskPath}/${change.id}`;
  return (
    <AppPage
      title="Coordonnées bancaires à valider"
      error={Object.keys(errors).length > 0 || meanwhile !== null}
      {...frameOf(person, bankDeskPath)}
    >
      <div class="cadre corps pile-5">
        <p class="retour">
          <ButtonLink variant="nu" href={bankDeskPath} icon="arrow-left">
            Coordonnées bancaires
          </ButtonLink>
        </p>
        {sentence && (
          <Note kind="fait" announced>
            {sentence}
          </Note>
        )}
        {meanwhile !== null && (
          <Note kind="attente" announced>
            {meanwhile}
          </Note>
        )}
        <div class="tetiere">
          <div>
            <h1>{change.siteName}</h1>
            <p>{siteLabel('', change.siret, change.siteAddress)}</p>
          </div>
          <Status kind={kinds[change.state]}>{bankWords[change.state]}</Status>
        </div>
        <ErrorSummary errors={errors} />
        <div class="deux deux--inverse">
          <div class="pile-5">
            <Card id="t-nouveau" title="Compte demandé">
              <Facts
                items={[
                  [
                    'Entreprise',
                    <a href={recordPathOf(change)}>{companyLabel(change.companyName, change.siren)}</a>,
                  ],
                  ...accountOf(change),
                  ['Demandé', typo(`le ${formatDateTime(change.askedAt)}`)],
                  ['Par', [change.askedBy ?? 'Compte fermé', change.askedByJob].filter(Boolean).join(', ')],
                  [
                    'Décidé',
                    change.settledAt && typo(`le ${formatDate(change.settledAt)} par ${change.settledBy}`),
                  ],
                  ['Motif', change.refusalReason],
                ]}
              />
            </Card>
            <Card id="t-en-vigueur" title="Compte en vigueur">
              {inForce ? (
                <Facts items={accountOf(inForce)} />
              ) : (
                <p class="discret">{typo("Aucun : c'est le premier compte de cet établissement.")}</p>
              )}
            </Card>
            <Others others={others.filter((one) => one !== inForce)} />
          </div>
          {change.state === 'pending' && mayDecide && (
            <form class="carte" action={action} method="post" aria-labelledby="t-decision" novalidate>
              <div class="pile-5">
                <h2 id="t-decision">Votre décision</h2>
                <p>
                  {typo(
                    "Vérifiez le titulaire, puis rappelez l'entreprise à un numéro déjà connu, jamais à celui d'un message reçu.",
                  )}
                </p>
                <RefusalReason value={typed.motif} errors={errors} />
              </div>
              <Decisions
                choices={[
                  {
                    value: 'valider',
                    label: 'Valider ce compte',
                    variant: 'plein',
                    consequence:
                      'Les prochains virements iront sur ce compte. Celui en vigueur ne sert plus.',
                  },
                  {
                    value: 'refuser',
                    label: 'Refuser',
                    variant: 'trait',
                    consequence: 'Les administrateurs lisent votre motif. Rien ne change.',
                  },
                ]}
              />
            </form>
          )}
        </div>
      </div>
    </AppPage>
  );
}

const accountOf = ({ account }: BankChange) =>
  [
    ['Titulaire', account.holder],
    ['IBAN', <span class="chiffres">{writtenIban(account.iban)}</span>],
    ['BIC', account.bic],
  ] as const;

function Others({ others }: Pick<BankDecisionProps, 'others'>) {
  if (others.length === 0) return null;
  return (
    <Card id="t-autres" title="Autres demandes de cet établissement">
      <Lines>
        {others.map((one) => (
          <Line
            key={one.id}
            icon="clock"
            title={typo(`${maskedIban(one.account.iban)} : ${bankWords[one.state].toLowerCase()}`)}
            details={[typo(`Demandées le ${formatDate(one.askedAt)}`)]}
          />
        ))}
      </Lines>
    </Card>
  );
}
