import { Button, Card, Line, Lines, typo } from '../../ui';
import type { DemonstrationAccounts } from '../ports';

/** The published accounts of the demonstration, each with a button that signs in. Never in a real service. */
export function DemonstrationPanel({
  accounts,
  password,
  comeBack,
}: DemonstrationAccounts & { readonly comeBack: string }) {
  return (
    <div class="cadre corps">
      <Card id="t-demonstration" title="Démonstration : choisissez qui vous êtes">
        <div class="pile-5">
          <p>
            {typo('Personnes fictives, entreprises réelles. Un seul mot de passe pour tous les comptes :')}{' '}
            <strong class="insecable">{password}</strong>
          </p>
          <Lines>
            {accounts.map(({ email, label }) => (
              <Line
                key={email}
                icon="user"
                title={typo(label)}
                details={[<Address key={email} email={email} />]}
                action={
                  <form action="/connexion" method="post">
                    <input type="hidden" name="retour" value={comeBack} />
                    <input type="hidden" name="email" value={email} />
                    <input type="hidden" name="password" value={password} />
                    <Button hiddenText={`: ${label}`}>Entrer</Button>
                  </form>
                }
              />
            ))}
          </Lines>
        </div>
      </Card>
    </div>
  );
}

/** May be cut before its "@", on the narrowest screens. */
function Address({ email }: { readonly email: string }) {
  const [local, domain] = email.split('@');
  return (
    <>
      {local}
      <wbr />@{domain}
    </>
  );
}
