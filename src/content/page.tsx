import { PlainPage } from '../ui';
import type { Written } from './read-text';

/** A footer page: where its parts are, and the text. */
export function WrittenPage({ text }: { readonly text: Written }) {
  return (
    <PlainPage title={text.title}>
      <h1>{text.title}</h1>
      <Html class="pile" html={text.opening} />
      <div class="deux deux--inverse">
        <nav class="sommaire pile" aria-labelledby="sur-cette-page">
          <h2 id="sur-cette-page">Sur cette page</h2>
          <ul class="raccourcis sommaire__liste">
            {text.sections.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="carte pile-6">
          {text.sections.map(({ id, title, html }) => (
            <section key={id} class="pile" aria-labelledby={id}>
              <h2 id={id}>{title}</h2>
              <Html class="pile" html={html} />
            </section>
          ))}
        </div>
      </div>
    </PlainPage>
  );
}

/** HTML made by readText of our own files, which lets no tag of theirs through. */
function Html({ html, ...rest }: { readonly class: string; readonly html: string }) {
  return <div {...rest} dangerouslySetInnerHTML={{ __html: html }} />;
}
