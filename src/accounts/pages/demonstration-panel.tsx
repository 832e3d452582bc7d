import { Email, Icon, typo } from '../../ui';
import type { DemonstrationAccounts } from '../ports';

const groups = [
  { side: 'company', title: "Du côté d'une entreprise" },
  { side: 'agents', title: "Agents d'OPCO 2i" },
] as const;

/** The published accounts of the demonstration, each a button that signs in. Never in a real service. */
export function DemonstrationPanel({
  accounts,
  password,
  comeBack,
}: DemonstrationAccounts & { readonly comeBack: string }) {
  return (
    <div class="cadre essai">
      <section class="essai__cadre" aria-labelledby="t-demonstration">
        <div class="essai__tete">
          <h2 id="t-demonstration">{typo('Démonstration : choisissez qui vous êtes')}</h2>
          <p>
            {typo('Personnes fictives, entreprises réelles. Un seul mot de passe pour tous les comptes :')}{' '}
            <strong class="insecable">{password}</strong>
          </p>
        </div>
        <form class="essai__groupes" action="/connexion" method="post">
          <input type="hidden" name="retour" value={comeBack} />
          <input type="hidden" name="password" value={password} />
          {groups.map(({ side, title }) => (
            <div class="essai__groupe" data-groupe={side} key={side}>
              <h3>{typo(title)}</h3>
              <ul class="essai__comptes">
                {accounts
                  .filter((account) => account.side === side)
                  .map((account) => (
                    <Account key={account.email} {...account} />
                  ))}
              </ul>
            </div>
          ))}
        </form>
      </section>
    </div>
  );
}

function Account({ email, label }: { readonly email: string; readonly label: string }) {
  return (
    <li>
      <button class="essai__compte" type="submit" name="email" value={email}>
        <span class="vh">{typo('Entrer : ')}</span>
        <span class="essai__qui">
          <span class="essai__nom">{typo(label)}</span>{' '}
          <span class="essai__adresse">
            <Email address={email} />
          </span>
        </span>
        <Icon name="arrow-right" />
      </button>
    </li>
  );
}
