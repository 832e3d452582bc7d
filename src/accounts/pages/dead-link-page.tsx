import { Button, Note, PlainPage, typo } from '../../ui';

interface DeadLinkPageProps {
  /** Address of the form that asks for a new link: it posts `jeton`, and `renvoyer` = "oui". */
  readonly action: string;
  readonly secret: string;
  /** Asked for; the same words whether or not something was sent. */
  readonly resent?: boolean | undefined;
}

/** One page for a used, expired, unknown link or one of another kind: it tells nothing of it, and leads on. */
export function DeadLinkPage({ action, secret, resent }: DeadLinkPageProps) {
  return (
    <PlainPage title="Ce lien ne sert plus">
      <h1>Ce lien ne sert plus</h1>
      <div class="deux">
        <div class="carte pile-5">
          {resent ? (
            <Note icon="mail" kind="fait" announced>
              Si ce lien venait de nous, un nouveau message vient de partir à l'adresse qui l'avait reçu.
            </Note>
          ) : (
            <>
              <p>
                {typo(
                  "Il a déjà servi, il est trop ancien, ou un plus récent l'a remplacé. Rien n'est perdu : demandez-en un nouveau, il sera envoyé à l'adresse email qui avait reçu celui-ci.",
                )}
              </p>
              <form action={action} method="post">
                <input type="hidden" name="jeton" value={secret} />
                <input type="hidden" name="renvoyer" value="oui" />
                <Button variant="plein" icon="mail">
                  Recevoir un nouveau lien
                </Button>
              </form>
            </>
          )}
          <p>
            <a href="/connexion">Aller à la page de connexion</a>
          </p>
        </div>
      </div>
    </PlainPage>
  );
}
