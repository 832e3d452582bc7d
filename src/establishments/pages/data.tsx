import { type Place, PlaceFrame } from '../../access';
import type { Permission, Person } from '../../platform/who-may';
import type { Establishment } from '../../registry';
import { ButtonLink, Card, type Fact, Facts, formatDate, Note, Status, typo } from '../../ui';
import { maskedIban } from '../bank/account';
import type { BankChange } from '../bank/store';
import { type AnySection, type Known, sections } from '../sections';
import type { SiteWords } from '../site-words';
import type { Version } from '../store';

interface DataPageProps {
  readonly person: Person;
  readonly held: ReadonlySet<Permission>;
  readonly byMandate: boolean;
  readonly place: Place;
  readonly site: Establishment;
  /** The company's own name, beside the establishment's. */
  readonly companyName: string;
  readonly words: SiteWords;
  readonly known: Known;
  /** False: what is written is a draft, until the OPCO validates the establishment. */
  readonly validated: boolean;
  readonly latest: ReadonlyMap<string, Version>;
  /** Null for who may not see them. */
  readonly bank: readonly BankChange[] | null;
  readonly saved: boolean;
}

/** "Données de l'établissement": the public record, and what the company adds to it. */
export function DataPage(props: DataPageProps) {
  const { person, held, byMandate, place, site, companyName, words, known, validated, latest, bank, saved } =
    props;
  const path = place.dataPath ?? '';
  const mayWrite = held.has('establishment.write');
  const cards = sections.map((section) => (
    <SectionCard
      key={section.slug}
      section={section}
      version={latest.get(section.slug)}
      known={known}
      href={mayWrite && (validated || section.inDraft) ? `${path}/${section.slug}` : null}
    />
  ));
  return (
    <PlaceFrame title="Données de l'établissement" {...{ person, place, held, byMandate }} current={path}>
      {saved && (
        <Note kind="fait" announced>
          {"C'est enregistré."}
        </Note>
      )}
      <div class="tetiere">
        <div>
          <h1>{typo("Données de l'établissement")}</h1>
          <p>{typo("Ce que l'OPCO sait de cet établissement, et ce dont il a besoin pour vous répondre.")}</p>
        </div>
      </div>
      {!validated && (
        <Note kind="attente">
          {
            "OPCO 2i n'a pas encore validé cet établissement : ce que vous saisissez est un brouillon, pris en compte dès la validation. L'effectif et les coordonnées bancaires se saisissent ensuite."
          }
        </Note>
      )}
      <div class="deux">
        <div class="pile-5">
          <Identity {...{ site, companyName, words }} />
          {cards.slice(3)}
        </div>
        <div class="pile-5">
          {bank && <Bank bank={bank} path={path} />}
          {cards.slice(0, 3)}
        </div>
      </div>
    </PlaceFrame>
  );
}

function Identity({ site, companyName, words }: Pick<DataPageProps, 'site' | 'companyName' | 'words'>) {
  const source =
    site.declaredAt === null
      ? `Source : INSEE, répertoire Sirene, enregistrement du ${formatDate(site.recordedAt)}. Une erreur se corrige auprès de l'INSEE.`
      : `Source : déclaration de l'entreprise, le ${formatDate(site.declaredAt)}.`;
  return (
    <Card
      id="t-identite"
      title="Identité"
      aside={<a href={`/etablissements/${site.siret}`}>Fiche complète</a>}
    >
      <div class="pile">
        <Facts
          items={[
            ['Entreprise', <a href={`/entreprises/${site.siren}`}>{companyName}</a>],
            ['SIREN', site.siren],
            ['Enseigne', site.sign],
            ['SIRET', site.siret],
            ['Adresse', site.address],
            ['Activité (NAF)', words.naf && typo(words.naf)],
            ['Activité (NAF 2025)', words.naf2025 && typo(words.naf2025)],
            ['Forme juridique', words.legalForm && typo(words.legalForm)],
            ["Effectif connu de l'INSEE", words.headcount && typo(words.headcount)],
            ['Siège', site.headOffice && 'oui'],
            [
              'État',
              site.active ? (
                <Status kind="actif">Ouvert</Status>
              ) : (
                <Status kind="suspendu">{`Fermé${site.closedOn ? ` le ${formatDate(site.closedOn)}` : ''}`}</Status>
              ),
            ],
          ]}
        />
        <p class="discret petit">{typo(source)}</p>
      </div>
    </Card>
  );
}

interface SectionCardProps {
  readonly section: AnySection;
  readonly version: Version | undefined;
  readonly known: Known;
  /** Of the page where it is written; null for who may not. */
  readonly href: string | null;
}

function SectionCard({ section, version, known, href }: SectionCardProps) {
  const { slug, title, about } = section;
  const facts = version ? section.facts(version.content, known) : [];
  return (
    <Card
      id={`t-${slug}`}
      title={title}
      aside={
        href && (
          <a href={href}>
            {facts.length > 0 ? 'Modifier' : 'Compléter'}
            <span class="vh">{typo(` : ${title}`)}</span>
          </a>
        )
      }
    >
      <div class="pile">
        {facts.length > 0 ? (
          <Facts items={factsShown(facts)} />
        ) : (
          <p class="discret">{typo(`Non renseigné. ${about}`)}</p>
        )}
        {version && <p class="discret petit">{typo(writtenBy(version))}</p>}
      </div>
    </Card>
  );
}

export const factsShown = (facts: readonly (readonly [string, string])[]): Fact[] =>
  facts.map(([term, value]) => [term, typo(value)]);

export const writerOf = ({ by, byElsewhere }: Version): string =>
  byElsewhere ? "un administrateur de l'entreprise" : (by ?? 'un compte fermé');
const writtenBy = (version: Version) => `Modifié le ${formatDate(version.at)} par ${writerOf(version)}`;

function Bank({ bank, path }: { readonly bank: readonly BankChange[]; readonly path: string }) {
  const inForce = bank.find(({ state }) => state === 'in_force');
  const pending = bank.find(({ state }) => state === 'pending');
  return (
    <Card id="t-banque" title="Coordonnées bancaires">
      <div class="pile">
        {inForce ? (
          <Facts
            items={[
              ['Titulaire', inForce.account.holder],
              ['IBAN', <span class="insecable">{maskedIban(inForce.account.iban)}</span>],
            ]}
          />
        ) : (
          <p class="discret">{typo("Aucun compte en vigueur : l'OPCO ne peut pas vous rembourser.")}</p>
        )}
        {pending && (
          <p>
            <Status kind="attente">Un compte à valider</Status>
          </p>
        )}
        <p>
          <ButtonLink href={`${path}/coordonnees-bancaires`}>Voir les comptes</ButtonLink>
        </p>
      </div>
    </Card>
  );
}
