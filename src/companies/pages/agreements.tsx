import { Card, Facts, formatDate, typo } from '../../ui';
import type { SiteAgreements } from '../site-view';
import { inWords, type Wordings, whatFollows } from '../wordings';

function Agreement({ idcc, say }: { readonly idcc: string; readonly say: Wordings }) {
  const follows = whatFollows(say, idcc);
  return (
    <>
      {inWords(say, 'idcc', idcc)}
      {follows && <span class="sous">{typo(follows)}</span>}
    </>
  );
}

const lasts = (from: string, to: string | null) =>
  to === null ? `Depuis le ${formatDate(from)}` : `Du ${formatDate(from)} au ${formatDate(to)}`;

interface SiteAgreementsProps {
  readonly agreements: SiteAgreements;
  readonly say: Wordings;
}

/** The collective agreements of a site: what the OPCO's file says, what its company wrote. */
export function SiteAgreementsCard({ agreements: { ofMember, written }, say }: SiteAgreementsProps) {
  return (
    <Card id="t-conventions" title="Conventions collectives">
      {ofMember === null && written.length === 0 ? (
        <p class="discret">{typo('Aucune n’est connue pour cet établissement.')}</p>
      ) : (
        <Facts
          items={[
            ['Fichier des adhérents', ofMember && <Agreement idcc={ofMember} say={say} />],
            ...written.map(
              ({ idcc, from, to }) =>
                [lasts(from, to), <Agreement key={from} idcc={idcc} say={say} />] as const,
            ),
          ]}
        />
      )}
    </Card>
  );
}

interface CompanyAgreementsProps {
  readonly agreements: readonly { readonly idcc: string; readonly sites: number }[];
  readonly say: Wordings;
}

/** Those of all the sites of a company, by the OPCO's file of its members. */
export function CompanyAgreementsCard({ agreements, say }: CompanyAgreementsProps) {
  return (
    <Card id="t-conventions" title="Conventions collectives">
      {agreements.length === 0 ? (
        <p class="discret">
          {typo("Le fichier des adhérents de l'OPCO n'en donne pas pour cette entreprise.")}
        </p>
      ) : (
        <Facts
          items={agreements.map(({ idcc, sites }) => [
            `${sites.toLocaleString('fr-FR')} établissement${sites > 1 ? 's' : ''}`,
            <Agreement key={idcc} idcc={idcc} say={say} />,
          ])}
        />
      )}
    </Card>
  );
}
