import type { Management, MandateLine } from '../../access';
import { Card, Email, Facts, formatDate, Line, Lines, Note, typo } from '../../ui';
import type { Paths } from '../paths';

/** What its reader may know of who manages a place. */
export type Managed =
  | {
      readonly kind: 'named';
      readonly management: Management;
      readonly mandates: readonly MandateLine[] | null;
    }
  | { readonly kind: 'counted'; readonly management: Management; readonly mandates: readonly MandateLine[] }
  /** Of colleagues whom they do not manage, only whether there is somebody; and what they can do about it. */
  | { readonly kind: 'known'; readonly isManaged: boolean; readonly wayOn: WayOn | null };

export interface WayOn {
  readonly href: string;
  readonly label: string;
}

interface ManagementProps {
  readonly managed: Managed;
  readonly wholeCompany: boolean;
  readonly paths: Paths;
  /** Of the list of users; null for who does not open it. */
  readonly usersHref: string | null;
}

const count = (many: number, one: string, more: string) =>
  many === 0 ? 'aucun' : `${many.toLocaleString('fr-FR')} ${many > 1 ? more : one}`;

/** "Dans le portail": who manages a company, or one of its establishments. */
export function ManagementCard({ managed, wholeCompany, paths, usersHref }: ManagementProps) {
  return (
    <Card id="t-gestion" title="Dans le portail" aside={usersHref && <a href={usersHref}>Utilisateurs</a>}>
      {managed.kind === 'known' ? (
        <Known managed={managed} wholeCompany={wholeCompany} />
      ) : (
        <div class="pile-5">
          <Facts
            items={[
              [
                'Administrateurs',
                count(managed.management.administratorsInAll, 'administrateur', 'administrateurs'),
              ],
              ['Utilisateurs', count(managed.management.users, 'personne', 'personnes')],
              ['Mandats', managed.mandates && count(managed.mandates.length, 'mandat', 'mandats')],
            ]}
          />
          {managed.kind === 'named' && <Administrators management={managed.management} paths={paths} />}
          {managed.mandates && managed.mandates.length > 0 && <Mandates mandates={managed.mandates} />}
        </div>
      )}
    </Card>
  );
}

function Administrators({ management, paths }: { readonly management: Management; readonly paths: Paths }) {
  const { administrators, administratorsInAll } = management;
  if (administrators.length === 0) return null;
  const others = administratorsInAll - administrators.length;
  return (
    <>
      <Lines>
        {administrators.map(({ accountId, name, email, siret, siteName, activated }) => (
          <Line
            key={`${accountId} ${siret}`}
            icon="user"
            title={name}
            details={[
              <Email address={email} />,
              siret === null ? (
                typo("Toute l'entreprise")
              ) : (
                <>
                  {siteName}, <a href={paths.site(siret)}>{siret}</a>
                </>
              ),
              activated ? null : typo("Compte qui n'a pas encore servi"),
            ]}
          />
        ))}
      </Lines>
      {others > 0 && <p class="discret">{typo(`Et ${others.toLocaleString('fr-FR')} autres.`)}</p>}
    </>
  );
}

function Mandates({ mandates }: { readonly mandates: readonly MandateLine[] }) {
  return (
    <Lines>
      {mandates.map(({ id, partner, client, state, startsOn }) => (
        <Line
          key={id}
          icon="file"
          title={partner.name}
          details={[
            typo(
              state === 'asked'
                ? 'Mandat demandé, sans réponse'
                : `Mandat accepté, à partir du ${formatDate(startsOn)}`,
            ),
            `${client.name}, ${client.number}`,
          ]}
        />
      ))}
    </Lines>
  );
}

function Known({
  managed: { isManaged, wayOn },
  wholeCompany,
}: {
  readonly managed: Extract<Managed, { kind: 'known' }>;
  readonly wholeCompany: boolean;
}) {
  const subject = wholeCompany ? "Toute l'entreprise" : 'Cet établissement';
  const administered = wholeCompany ? 'administrée' : 'administré';
  return (
    <Note kind={isManaged ? 'info' : 'attente'}>
      <p>
        {typo(
          isManaged
            ? `${subject} est ${administered} par quelqu'un dans le portail.`
            : `${subject} n'est ${administered} par personne dans le portail.`,
        )}
      </p>
      {wayOn && (
        <p>
          <a href={wayOn.href}>{typo(wayOn.label)}</a>
        </p>
      )}
    </Note>
  );
}
