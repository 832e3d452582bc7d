import { Card, Facts, PlainPage, typo } from '../../ui';
import { attribution } from '../attribution';
import { apiRoot, type openApiDocument, statusWords } from '../document';

type Document = ReturnType<typeof openApiDocument>;

/** "L'API du registre": the description for programs, for people. */
export function ApiPage({ document }: { readonly document: Document }) {
  const { info, servers } = document;
  return (
    <PlainPage title="L'API du registre">
      <div class="tetiere">
        <div>
          <h1>{typo("L'API du registre")}</h1>
          <p>{typo(info.description)}</p>
        </div>
      </div>
      <Card id="t-usage" title="S'en servir">
        <div class="pile">
          <p>
            {typo(
              'Ces adresses répondent en JSON à qui les appelle, sans compte ni clé, depuis un programme comme depuis une page de tout autre site. Elles ne donnent que ce que l’INSEE publie, et rien des utilisateurs du portail.',
            )}
          </p>
          <Facts
            items={[
              ['Adresse de base', <code>{servers[0]?.url}</code>],
              ['Description OpenAPI', <a href={`${apiRoot}/openapi.json`}>{`${apiRoot}/openapi.json`}</a>],
              ['Licence', <a href={info.license.url}>{info.license.name}</a>],
              ['Mention à reproduire', attribution],
            ]}
          />
          <p>
            {typo(
              'Une réponse peut être gardée une heure. Son en-tête ETag, renvoyé dans If-None-Match, évite de la recevoir deux fois ; Last-Modified dit quand le répertoire a été mis à jour.',
            )}
          </p>
        </div>
      </Card>
      {Object.entries(document.paths).map(([path, { get }]) => (
        <Card key={path} id={get.operationId} title={get.summary}>
          <div class="pile">
            <p>
              <code>{`GET ${apiRoot}${path}`}</code>
            </p>
            <p>{typo(get.description)}</p>
            <Parameters parameters={get.parameters} />
            <p>
              {typo('Exemple : ')}
              <a href={get['x-exemple']}>
                <code>{get['x-exemple']}</code>
              </a>
            </p>
          </div>
        </Card>
      ))}
      <Refusals />
      <Fields document={document} />
    </PlainPage>
  );
}

type Parameter = NonNullable<Document['paths'][string]>['get']['parameters'][number];

function Parameters({ parameters }: { readonly parameters: readonly Parameter[] }) {
  return (
    <Facts
      items={parameters.map(({ name, required, description }) => [
        name,
        typo(`${description}${required ? '' : ' Facultatif.'}`),
      ])}
    />
  );
}

const refusals = [
  ['wrong-parameter', 400],
  ['not-found', 404],
  ['too-many-tries', 429],
] as const;

/** Each is where the type of a problem leads. */
const Refusals = () => (
  <Card id="t-refus" title="Quand l'appel est refusé">
    <div class="pile">
      <p>
        {typo(
          'La réponse est de type application/problem+json : « detail » dit en français ce qui ne va pas et quoi faire.',
        )}
      </p>
      <dl class="fiche">
        {refusals.map(([code, status]) => (
          <div key={code} id={code}>
            <dt>{status}</dt>
            <dd>{typo(statusWords[status])}</dd>
          </div>
        ))}
      </dl>
    </div>
  </Card>
);

/** The fields of what is answered. */
function Fields({ document }: { readonly document: Document }) {
  return (
    <Card id="t-champs" title="Ce que disent les réponses">
      <div class="pile-5">
        {['Entreprise', 'Etablissement'].map((name) => {
          const { title, properties = {} } = document.components.schemas[name] ?? {};
          return (
            <section key={name} class="pile" aria-labelledby={`champs-${name}`}>
              <h3 id={`champs-${name}`}>{title}</h3>
              <dl class="fiche">
                {Object.entries(properties).map(([field, { description }]) => (
                  <div key={field}>
                    <dt>
                      <code>{field}</code>
                    </dt>
                    <dd>{typo(description ?? '')}</dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
      </div>
    </Card>
  );
}
