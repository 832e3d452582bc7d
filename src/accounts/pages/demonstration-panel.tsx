import { Button, Table, typo } from '../../ui';
import type { DemonstrationAccounts } from '../ports';

/** The published accounts of the demonstration, each with a button that signs in. Never in a real service. */
export function DemonstrationPanel({
  accounts,
  password,
  comeBack,
}: DemonstrationAccounts & { readonly comeBack: string }) {
  return (
    <section class="cadre corps pile-5" aria-labelledby="t-demonstration">
      <div class="pile">
        <h2 id="t-demonstration">{typo("Démonstration : entrez dans la peau de quelqu'un")}</h2>
        <p>
          {typo(
            'Personnes fictives, entreprises réelles du répertoire public. Un seul mot de passe pour tous :',
          )}{' '}
          <code>{password}</code>
        </p>
      </div>
      <Table
        caption="Comptes de la démonstration"
        captionHidden
        rows={accounts}
        rowKey={({ email }) => email}
        columns={[
          { title: 'Qui', cell: ({ label }) => typo(label) },
          { title: 'Adresse email', cell: ({ email }) => email },
          {
            title: 'Entrer',
            kind: 'gestes',
            cell: ({ email, label }) => (
              <form action="/connexion" method="post">
                <input type="hidden" name="retour" value={comeBack} />
                <input type="hidden" name="email" value={email} />
                <input type="hidden" name="password" value={password} />
                <Button hiddenText={label}>Me connecter</Button>
              </form>
            ),
          },
        ]}
      />
    </section>
  );
}
