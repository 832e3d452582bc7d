import { frameOf } from '../../access';
import type { Person } from '../../platform/who-may';
import { AppPage, ButtonLink, typo } from '../../ui';
import type { DeskCounts, Home } from '../queries/home';
import { MyEstablishments } from './my-establishments';
import { WhatWaits } from './what-waits';

interface HomePageProps {
  readonly person: Person;
  readonly home: Home;
  /** null for whoever has no part in the agents' desk. */
  readonly desk: DeskCounts | null;
}

export function HomePage({ person, home, desk }: HomePageProps) {
  const waiting = home.toDecide.length + home.toConfirm.length + (desk ? deskTotal(desk) : 0);
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
            <WhatWaits home={home} desk={desk} isAgent={isAgent} />
            {(!isAgent || home.memberships.length > 0) && <MyEstablishments memberships={home.memberships} />}
          </div>
          <div class="pile-5">
            <Help isAgent={isAgent} />
          </div>
        </div>
      </div>
    </AppPage>
  );
}

export const deskTotal = (desk: DeskCounts) => desk.requests + desk.companies + desk.establishments;

function waitingSentence(count: number) {
  if (count === 0) return 'Rien ne vous attend pour le moment.';
  return count === 1 ? 'Une chose vous attend.' : `${count} choses vous attendent.`;
}

function Help({ isAgent }: { readonly isAgent: boolean }) {
  return (
    <section class="carte pile" aria-labelledby="aide-titre">
      <h2 id="aide-titre">{typo("Besoin d'aide ?")}</h2>
      <p>
        {typo(
          isAgent
            ? "Le mode d'emploi du portail, et ce que voient les entreprises."
            : "Nos conseillers vous répondent : demande de compte, mot de passe, droits d'un établissement.",
        )}
      </p>
      <p>
        <ButtonLink href="/aide" variant="trait">
          Aide et contact
        </ButtonLink>
      </p>
    </section>
  );
}
