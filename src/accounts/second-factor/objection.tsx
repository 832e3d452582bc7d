import { get, page, post, type Route } from '../../platform/http';
import { linkHolder } from '../../platform/who-may';
import { Button, Note, PlainPage, typo } from '../../ui';
import { objectionPath } from '../links';
import { objectToFactorRemoval } from './removal';

/** Where the owner of an account objects to the removal of its second factor. The link is only looked at when sent. */
export const objectionRoutes: readonly Route[] = [
  get(objectionPath, linkHolder, (call) =>
    page(<ObjectionPage secret={call.query.jeton ?? ''} outcome={null} />),
  ),
  post(objectionPath, linkHolder, async (call) => {
    const secret = (call.form.jeton ?? '').slice(0, 200);
    const objected = await call.perform(objectToFactorRemoval, { secret });
    return page(<ObjectionPage secret="" outcome={objected ? 'objected' : 'dead'} />);
  }),
];

interface ObjectionPageProps {
  readonly secret: string;
  /** Null: nothing is sent yet. */
  readonly outcome: 'objected' | 'dead' | null;
}

function ObjectionPage({ secret, outcome }: ObjectionPageProps) {
  return (
    <PlainPage title="S'opposer au retrait de la double authentification">
      <h1>{typo("S'opposer au retrait de la double authentification")}</h1>
      <div class="deux">
        <div class="carte pile-5">
          {outcome === 'objected' && (
            <Note kind="fait" announced>
              {"C'est noté : rien ne sera retiré de votre compte."}
            </Note>
          )}
          {outcome === 'dead' && (
            <Note kind="attente" announced>
              {
                'Ce lien ne sert plus : la demande est déjà terminée. Si vous ne l’aviez pas faite, prévenez nos conseillers.'
              }
            </Note>
          )}
          {outcome === null ? (
            <>
              <p>
                {typo(
                  "Nos conseillers ont reçu une demande pour retirer la double authentification de votre compte. Si ce n'est pas vous, dites-le ici : rien ne sera retiré.",
                )}
              </p>
              <form action={objectionPath} method="post">
                <input type="hidden" name="jeton" value={secret} />
                <Button variant="plein">Ce n'est pas moi, je m'oppose</Button>
              </form>
            </>
          ) : (
            <p>
              {typo("Si quelqu'un d'autre que vous connaît votre mot de passe, ")}
              <a href="/mot-de-passe-oublie">choisissez-en un nouveau</a>.
            </p>
          )}
          <p>
            <a href="/aide">Joindre nos conseillers</a>
          </p>
        </div>
      </div>
    </PlainPage>
  );
}
