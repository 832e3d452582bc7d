import type { ComponentChildren } from 'preact';
import { roleOf } from '../../access';
import type { Person } from '../../platform/who-may';
import {
  ButtonLink,
  Card,
  companyLabel,
  ErrorSummary,
  formatDate,
  Line,
  Lines,
  Note,
  ofName,
  siteLabel,
  typo,
} from '../../ui';
import type { DeclaredCompanyFile, DeclaredEstablishmentFile, WaitingRequest } from '../queries/declared';
import { DeskPage, Done, queuePath } from './frame';
import { CompanyDecision, EstablishmentDecision, type FormState } from './registry-decision';

interface Props<File> {
  readonly person: Person;
  readonly file: File;
  /** null: read only. */
  readonly action: string | null;
  readonly form: FormState;
  readonly done?: string | undefined;
  /** Somebody decided meanwhile. */
  readonly meanwhile?: string | undefined;
}

/** A company to validate, alone: its request, if any, is decided by somebody else or already was. */
export function DeclaredCompanyPage(props: Props<DeclaredCompanyFile>) {
  const { company } = props.file;
  const title = companyLabel(company.name, company.siren);
  return (
    <Frame {...props} title={title} kind="Entreprise déclarée">
      <CompanyDecision {...props} />
    </Frame>
  );
}

/** An establishment to validate, alone. */
export function DeclaredEstablishmentPage(props: Props<DeclaredEstablishmentFile>) {
  const { establishment, company } = props.file;
  const title = siteLabel(establishment.name, establishment.siret, '');
  return (
    <Frame
      {...props}
      title={title}
      kind={`Établissement déclaré de ${companyLabel(company.name, company.siren)}`}
    >
      <EstablishmentDecision {...props} />
    </Frame>
  );
}

interface FrameProps extends Props<DeclaredCompanyFile | DeclaredEstablishmentFile> {
  readonly title: string;
  readonly kind: string;
  readonly children: ComponentChildren;
}

function Frame({ person, file, form, done, meanwhile, title, kind, children }: FrameProps) {
  return (
    <DeskPage title={title} person={person} error={Object.keys(form.errors).length > 0}>
      <Done code={done} />
      {meanwhile && (
        <Note kind="attente" announced>
          {meanwhile}
        </Note>
      )}
      <div class="tetiere">
        <div>
          <h1>{title}</h1>
          <p>{kind}</p>
        </div>
      </div>
      <ErrorSummary errors={form.errors} />
      <div class="deux deux--inverse">
        <Waiting requests={file.requests} />
        {children}
      </div>
    </DeskPage>
  );
}

function Waiting({ requests }: { readonly requests: readonly WaitingRequest[] }) {
  return (
    <Card id="t-attentes" title="Demandes qui l'attendent">
      {requests.length === 0 ? (
        <p class="discret">{typo("Aucune demande de compte n'attend cette décision.")}</p>
      ) : (
        <Lines>
          {requests.map((request) => (
            <Line
              key={request.id}
              icon="user"
              title={`${request.firstName} ${request.lastName}`}
              details={[
                typo(roleOf(request.role).name),
                typo(`Confirmée le ${formatDate(request.confirmedAt)}`),
              ]}
              action={
                <ButtonLink
                  href={`${queuePath}/${request.id}`}
                  variant="trait"
                  hiddenText={`la demande ${ofName(`${request.firstName} ${request.lastName}`)}`}
                >
                  Voir
                </ButtonLink>
              }
            />
          ))}
        </Lines>
      )}
    </Card>
  );
}
