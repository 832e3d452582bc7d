import { ButtonLink, Card, Facts, Gauge, Note, PlainPage, PublicPage, Steps, typo } from '../../ui';

const withoutAnswer = [
  ['3 jours ouvrés', "L'établissement reçoit un rappel."],
  ['10 jours ouvrés', 'Nos conseillers prennent le relais.'],
  ['60 jours', 'La demande expire. Un message vous en informe et vous pouvez la refaire.'],
] as const;

function WithoutAnswer() {
  return (
    <Card id="t-sans" title="Sans réponse ?">
      <Facts items={withoutAnswer.map(([term, value]) => [term, typo(value)] as const)} />
    </Card>
  );
}

function Done({ title, children }: { title: string; children: string }) {
  return (
    <div class="accomplie">
      <Gauge state="complet" fresh />
      <div>
        <h1>{typo(title)}</h1>
        <p class="discret">{typo(children)}</p>
      </div>
    </div>
  );
}

function BackToSignIn() {
  return (
    <p>
      <ButtonLink variant="nu" href="/connexion" icon="arrow-left">
        Revenir à la connexion
      </ButtonLink>
    </p>
  );
}

/** /demande-de-compte/envoyee: the same for every address, whatever we know of it. */
export function SentPage() {
  return (
    <PublicPage title="La demande de compte est réalisée">
      <div class="cadre corps pile-6">
        <Done title="La demande de compte est réalisée">
          {
            "Confirmez votre adresse : un message vient de partir vers l'adresse que vous avez saisie. Dès que c'est fait, une notification est adressée à l'administrateur pour validation."
          }
        </Done>
        <div class="deux">
          <Card id="t-suite" title="Et maintenant">
            <Steps
              steps={[
                {
                  title: 'Confirmez votre adresse email',
                  text: 'Ouvrez le lien du message : il reste valable 24 heures.',
                  current: true,
                },
                {
                  title: 'Votre demande est étudiée',
                  text: "Un administrateur de l'établissement, ou nos conseillers, valide votre demande. Il peut corriger le rôle souhaité.",
                },
                {
                  title: 'Vous créez votre mot de passe',
                  text: "Vous recevez un lien d'activation, valable 7 jours, et vous entrez dans votre espace.",
                },
              ]}
            />
          </Card>
          <div class="pile-5">
            <WithoutAnswer />
            <Note icon="mail">
              <p>
                {typo('Pas de message ? Regardez les indésirables, puis ')}
                <a href="/mot-de-passe-oublie">demandez un nouvel envoi</a>.
              </p>
            </Note>
          </div>
        </div>
        <BackToSignIn />
      </div>
    </PublicPage>
  );
}

/** A form sent already, and sent again with something else in it: what left, what did not, and what to do. */
export function AlreadySentPage({ confirmed }: { readonly confirmed: boolean }) {
  if (confirmed) return <AlreadyConfirmed />;
  return (
    <PlainPage title="Votre demande est déjà envoyée" error>
      <h1>{typo('Votre demande est déjà envoyée')}</h1>
      <p>{typo("Ce que vous venez de changer n'en fait pas partie : rien n'a été enregistré.")}</p>
      <div class="deux">
        <Card id="t-corriger" title="Pour la corriger">
          <div class="pile">
            <p>
              {typo(
                "Remplissez une nouvelle demande. Avec la même adresse email, elle remplace la première tant que celle-ci n'est pas confirmée. Si c'est l'adresse qui était fausse, la première s'efface d'elle-même.",
              )}
            </p>
            <div class="boutons">
              <ButtonLink href="/demande-de-compte/mon-adresse-email">Faire une nouvelle demande</ButtonLink>
            </div>
          </div>
        </Card>
        <Card id="t-garder" title="Pour la garder">
          <p>
            {typo('Confirmez votre adresse par le lien du message que vous avez reçu : ')}
            <a href="/demande-de-compte/envoyee">la suite de ma demande</a>.
          </p>
        </Card>
      </div>
    </PlainPage>
  );
}

/** The same, once it waits for its decision. */
const AlreadyConfirmed = () => (
  <PlainPage title="Votre demande est déjà envoyée" error>
    <h1>{typo('Votre demande est déjà envoyée')}</h1>
    <p>{typo("Ce que vous venez de changer n'en fait pas partie : rien n'a été enregistré.")}</p>
    <Card id="t-corriger" title="Pour la corriger">
      <p>
        {typo(
          'Annulez-la par le lien du message « Votre demande de compte est en attente de validation », puis faites-en une autre.',
        )}
      </p>
    </Card>
  </PlainPage>
);

/** After the confirmation of the address: the guide's sentence, word for word. */
export function ConfirmedPage({ byAgents }: { readonly byAgents: boolean }) {
  return (
    <PublicPage title="Votre adresse est confirmée">
      <div class="cadre corps pile-6">
        <Done title="Votre adresse est confirmée">
          {byAgents
            ? 'Une notification est adressée à nos conseillers pour validation'
            : "Une notification est adressée à l'administrateur pour validation"}
        </Done>
        <div class="deux">
          <Card id="t-suite" title="Et maintenant">
            <Steps
              steps={[
                {
                  title: 'Votre demande est étudiée',
                  text: byAgents
                    ? 'Nos conseillers étudient votre demande, en général sous 10 jours ouvrés. Le message que vous venez de recevoir permet de la suivre ou de l’annuler.'
                    : "Un administrateur de l'établissement étudie votre demande. Le message que vous venez de recevoir permet de la suivre ou de l'annuler.",
                  current: true,
                },
                {
                  title: 'Vous créez votre mot de passe',
                  text: "Vous recevez un lien d'activation, valable 7 jours, et vous entrez dans votre espace.",
                },
              ]}
            />
          </Card>
          <WithoutAnswer />
        </div>
        <BackToSignIn />
      </div>
    </PublicPage>
  );
}
