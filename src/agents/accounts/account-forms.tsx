import { Button, Card, Field, formatDateTime, Note, TextArea, typo } from '../../ui';
import type { AccountPageProps } from './account-page-props';
import { Said } from './stale';
import { accountsPath } from './words';

const pathOf = ({ view }: AccountPageProps) => `${accountsPath}/${view.account.id}`;

/** Fills a form again with what was typed for the same gesture: why to block is not why to open again. */
const typedFor = ({ typed }: AccountPageProps, gesture: string, field: string) =>
  typed.geste === gesture ? typed[field] : undefined;

/** Block, or open again; which places a blocking leaves without administrator is said before. */
export function Blocking(props: AccountPageProps) {
  const { view, errors } = props;
  const blocked = view.account.state === 'blocked';
  const gesture = blocked ? 'rouvrir' : 'bloquer';
  const alone = view.attachments.filter(({ lastAdministrator }) => lastAdministrator);
  return (
    <form class="carte pile-5" action={pathOf(props)} method="post" aria-labelledby="t-bloquer" novalidate>
      <h2 id="t-bloquer">{blocked ? 'Rouvrir le compte' : 'Bloquer le compte'}</h2>
      <Said view={view} />
      <p>
        {typo(
          blocked
            ? 'La personne pourra de nouveau se connecter, avec le mot de passe et les rôles qu’elle avait.'
            : 'Ses sessions sont fermées aussitôt et ses liens ne servent plus. Elle ne peut plus se connecter ; ses données restent.',
        )}
      </p>
      {!blocked && alone.length > 0 && (
        <Note kind="attente">
          <p>
            {typo('Personne d’autre n’administre ces établissements : ils n’auront plus d’administrateur.')}
          </p>
          <ul>
            {alone.map(({ id, siteName, siren, siret }) => (
              <li key={id}>
                {siret
                  ? `${siteName}, SIRET ${siret}`
                  : typo(`${siteName}, toute l’entreprise, SIREN ${siren}`)}
              </li>
            ))}
          </ul>
        </Note>
      )}
      <TextArea
        name="motif"
        label={blocked ? 'Motif de la réouverture' : 'Motif du blocage'}
        hint={'Gardé dans l’historique du compte ; la personne ne le lit pas.'}
        value={typedFor(props, gesture, 'motif')}
        errors={errors}
        maxlength={1000}
        required
      />
      <div class="boutons">
        <Button variant={blocked ? 'plein' : 'danger'} name="geste" value={gesture}>
          {blocked ? 'Rouvrir le compte' : 'Bloquer le compte'}
        </Button>
      </div>
    </form>
  );
}

/** For who lost every factor: one agent asks, another confirms, the person can object in between. */
export function Removing(props: AccountPageProps) {
  const { person, view, errors, now } = props;
  const { removal } = view;
  if (removal === null) {
    return (
      <form class="carte pile-5" action={pathOf(props)} method="post" aria-labelledby="t-retrait" novalidate>
        <h2 id="t-retrait">Double authentification perdue</h2>
        <Said view={view} />
        <p>
          {typo(
            'Seulement pour qui n’a plus ni application, ni clé d’accès, ni code de secours. La personne est prévenue et peut s’opposer ; un autre gestionnaire confirme, au plus tôt dans 24 heures.',
          )}
        </p>
        <TextArea
          name="verifie"
          label="Comment avez-vous vérifié que c’est bien elle ?"
          hint={'Par exemple : rappelée au numéro de l’entreprise, pièce d’identité vue en visio.'}
          value={typedFor(props, 'demander-retrait', 'verifie')}
          errors={errors}
          maxlength={1000}
          required
        />
        <div class="boutons">
          <Button variant="trait" name="geste" value="demander-retrait">
            Demander le retrait
          </Button>
        </div>
      </form>
    );
  }
  const own = removal.openedBy === person.accountId;
  const early = removal.confirmableAt > now;
  return (
    <form class="carte pile-5" action={pathOf(props)} method="post" aria-labelledby="t-retrait">
      <h2 id="t-retrait">Double authentification perdue</h2>
      <Said view={view} />
      <p>
        {typo(
          `Retrait demandé par ${removal.openedByName} le ${formatDateTime(removal.openedAt)}. Vérifié : `,
        )}
        {removal.checked}
      </p>
      {(own || early) && (
        <Note kind="attente">
          {own
            ? `Un autre gestionnaire des comptes doit confirmer, à partir du ${formatDateTime(removal.confirmableAt)}.`
            : `La personne peut s’opposer jusqu’au ${formatDateTime(removal.confirmableAt)} : vous pourrez confirmer ensuite.`}
        </Note>
      )}
      <div class="boutons">
        {!own && !early && (
          <Button variant="danger" name="geste" value="confirmer-retrait">
            Confirmer le retrait
          </Button>
        )}
        <Button variant="trait" name="geste" value="abandonner-retrait">
          Abandonner la demande
        </Button>
      </div>
    </form>
  );
}

/** Look at the portal as the person does. */
export function Viewing(props: AccountPageProps) {
  return (
    <Card id="t-voir" title="Voir comme cette personne">
      <form class="pile-5" action={pathOf(props)} method="post" novalidate>
        <p>
          {typo(
            'Ses pages comme elle les voit, pendant 30 minutes, en lecture seule. Elle en est prévenue par email avec votre motif, et chaque page lue est inscrite à votre nom.',
          )}
        </p>
        <Said view={props.view} />
        <TextArea
          name="raison"
          label="Motif, que la personne lira"
          value={typedFor(props, 'voir', 'raison')}
          errors={props.errors}
          maxlength={1000}
          required
        />
        <div class="boutons">
          <Button variant="trait" name="geste" value="voir">
            Voir comme cette personne
          </Button>
        </div>
      </form>
    </Card>
  );
}

/** Two accounts of one person: begins on the page of the one that stays. */
export function Merging(props: AccountPageProps) {
  return (
    <Card id="t-reunir" title="Deux comptes pour une personne">
      <form class="pile-5" action={`${pathOf(props)}/reunir`} method="get">
        <p>
          {typo(
            'Ce compte reste, l’autre est fermé et ses établissements passent ici. Vous verrez les deux avant de décider.',
          )}
        </p>
        <Field
          name="compte"
          label="Adresse email de l’autre compte"
          type="email"
          value=""
          autocomplete="off"
        />
        <div class="boutons">
          <Button variant="trait">Comparer les deux comptes</Button>
        </div>
      </form>
    </Card>
  );
}
