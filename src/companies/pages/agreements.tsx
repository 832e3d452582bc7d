import { Card, formatDate, Line, Lines, typo } from '../../ui';
import type { SiteAgreements } from '../site-view';
import { inWords, type Wordings, whatFollows } from '../wordings';

interface AgreementsProps {
  readonly applied: readonly {
    readonly idcc: string;
    /** Who says so, and since when or how often. */
    readonly by: string;
  }[];
  /** What is said when there is none. */
  readonly none: string;
  readonly say: Wordings;
}

/** Collective agreements, each with the days of the agreement itself and the one that took its place. */
function Agreements({ applied, none, say }: AgreementsProps) {
  return (
    <Card id="t-conventions" title="Conventions collectives">
      {applied.length === 0 ? (
        <p class="discret">{typo(none)}</p>
      ) : (
        <Lines>
          {applied.map(({ idcc, by }) => {
            const follows = whatFollows(say, idcc);
            return (
              <Line
                key={`${idcc} ${by}`}
                icon="file"
                title={inWords(say, 'idcc', idcc)}
                details={[typo(by), follows && typo(follows)]}
              />
            );
          })}
        </Lines>
      )}
    </Card>
  );
}

const lasts = (from: string, to: string | null) =>
  to === null ? `depuis le ${formatDate(from)}` : `du ${formatDate(from)} au ${formatDate(to)}`;

interface SiteAgreementsProps {
  readonly agreements: SiteAgreements;
  readonly say: Wordings;
}

/** Those of a site: what the OPCO's file says, what its company wrote. */
export function SiteAgreementsCard({ agreements: { ofMember, written }, say }: SiteAgreementsProps) {
  return (
    <Agreements
      say={say}
      none="Aucune n'est connue pour cet établissement."
      applied={[
        ...(ofMember ? [{ idcc: ofMember, by: "D'après le fichier des adhérents de l'OPCO" }] : []),
        ...written.map(({ idcc, from, to }) => ({
          idcc,
          by: `D'après l'entreprise, ${lasts(from, to)}`,
        })),
      ]}
    />
  );
}

interface CompanyAgreementsProps {
  readonly agreements: readonly { readonly idcc: string; readonly sites: number }[];
  readonly say: Wordings;
}

/** Those of all the sites of a company, by the OPCO's file of its members. */
export function CompanyAgreementsCard({ agreements, say }: CompanyAgreementsProps) {
  return (
    <Agreements
      say={say}
      none="Le fichier des adhérents de l'OPCO n'en donne pas pour cette entreprise."
      applied={agreements.map(({ idcc, sites }) => ({
        idcc,
        by: `${sites.toLocaleString('fr-FR')} établissement${sites > 1 ? 's' : ''}, d'après le fichier des adhérents de l'OPCO`,
      }))}
    />
  );
}
