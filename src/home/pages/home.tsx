import { frameOf } from '../../access';
import type { Person } from '../../platform/who-may';
import { AppPage, Facts, Icon, typo } from '../../ui';
import type { AdministratorFigures, DeskFigures } from '../queries/figures';
import { type DeskCounts, deskTotal, type Home } from '../queries/home';
import { AdministratorCharts, DeskCharts } from './figures';
import { MyEstablishments } from './my-establishments';
import { type BankWaiting, WhatWaits } from './what-waits';

interface HomePageProps {
  readonly person: Person;
  readonly home: Home;
  /** False when it cannot be written down who reads the requests to decide: they are counted, not named. */
  readonly shown: boolean;
  /** null for whoever has no part in the agents' desk. */
  readonly desk: DeskCounts | null;
  /** Mails, jobs and files to start again. */
  readonly repairs: number;
  /** Bank details to validate; null for whoever does not. */
  readonly bank: BankWaiting | null;
  readonly now: Date;
  readonly figures: { readonly own: AdministratorFigures | null; readonly desk: DeskFigures | null };
}

export function HomePage({ person, home, shown, desk, repairs, bank, now, figures }: HomePageProps) {
  const waiting =
    home.toDecide.length +
    home.toConfirm.length +
    home.toAccept.length +
    home.toAnswer.length +
    home.mandates.length +
    home.reviews.count +
    (desk ? deskTotal(desk) : 0) +
    repairs +
    (bank?.count ?? 0) +
    (person.secureBy ? 1 : 0);
  const isAgent = person.agentRoles.size > 0;
  return (
    <AppPage
      title="Accueil"
      {...frameOf(person, '/accueil')}
      hero={
        <>
          <h1>Bonjour {person.firstName}</h1>
          <p>{typo(waitingSentence(waiting))}</p>
        </>
      }
    >
      <div class="cadre corps">
        <div class="deux">
          <div class="pile-5">
            <WhatWaits {...{ home, shown, desk, repairs, bank, isAgent, now }} secureBy={person.secureBy} />
            {figures.desk && <DeskCharts {...figures.desk} />}
            {(!isAgent || home.memberships.length > 0) && (
              <MyEstablishments memberships={home.memberships} expected={waiting === 0} />
            )}
          </div>
          <div class="pile-5">
            {isAgent ? (
              <Shortcuts hasDesk={desk !== null} readsTheLog={person.agentRoles.has('supervisor')} />
            ) : (
              <Help />
            )}
            {figures.own && <AdministratorCharts {...figures.own} />}
          </div>
        </div>
      </div>
    </AppPage>
  );
}

function waitingSentence(count: number) {
  if (count === 0) return 'Rien ne vous attend pour le moment.';
  return count === 1 ? 'Une chose vous attend.' : `${count} choses vous attendent.`;
}

/** For the OPCO's agents: where their work is. */
function Shortcuts({ hasDesk, readsTheLog }: { readonly hasDesk: boolean; readonly readsTheLog: boolean }) {
  return (
    <section class="carte pile" aria-labelledby="raccourcis-titre">
      <h2 id="raccourcis-titre">Raccourcis</h2>
      <ul class="raccourcis">
        {hasDesk && (
          <>
            <li>
              <a href="/agents/demandes-de-compte">
                <Icon name="users" />
                Demandes de compte à décider
              </a>
            </li>
            <li>
              <a href="/agents/demandes-de-compte?etat=decidees">
                <Icon name="check" />
                Décisions prises
              </a>
            </li>
            <li>
              <a href="/agents/envois-et-traitements">
                <Icon name="mail" />
                Envois et traitements
              </a>
            </li>
            <li>
              <a href="/agents/revue-des-droits">
                <Icon name="key" />
                Revues des droits
              </a>
            </li>
          </>
        )}
        {readsTheLog && (
          <li>
            <a href="/agents/journal-d-acces">
              <Icon name="search" />
              {typo("Qui a vu les données d'une personne")}
            </a>
          </li>
        )}
        <li>
          <a href="/aide">
            <Icon name="info" />
            Aide et contact
          </a>
        </li>
      </ul>
    </section>
  );
}

/** For a company's person: what the two states of an establishment mean, and whom to ask. */
function Help() {
  return (
    <section class="carte pile" aria-labelledby="aide-titre">
      <h2 id="aide-titre">Qui valide quoi</h2>
      <Facts
        items={[
          ['Établissement', typo("OPCO 2i le valide. D'ici là, vous y travaillez en brouillon.")],
          [
            'Rattachement',
            typo("Un administrateur de l'établissement le valide, ou nos conseillers s'il n'y en a pas."),
          ],
        ]}
      />
      <p>
        <a href="/aide">Aide et contact</a>
      </p>
    </section>
  );
}
