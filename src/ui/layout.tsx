import type { ComponentChildren, VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { assetUrl } from './assets';
import { DemonstrationStrip, drawnAs } from './demonstration';
import { drawOnce } from './draw-once';
import { Icon } from './icons';
import { typo } from './typography';
import { drawnFor, ViewingStrip } from './viewing';

interface DocumentProps {
  /** Name of the page, without the product's name; « Erreur : » is put in front when error is true. */
  readonly title: string;
  readonly error?: boolean | undefined;
  readonly header: ComponentChildren;
  readonly children: ComponentChildren;
}

const FOOTER_LINKS = [
  ['/aide', 'Aide'],
  ['/accessibilite', 'Accessibilité : non évaluée'],
  ['/donnees-personnelles', 'Données personnelles'],
  ['/conditions-generales', 'Conditions générales'],
  ['/mentions-legales', 'Mentions légales'],
  ['/cookies', 'Cookies'],
  ['/api', 'API du registre'],
] as const;

/** The whole HTML page: head, skip link, header, main, footer. Pages use one of the frames below. */
function Document({ title, error, header, children }: DocumentProps) {
  return (
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{typo(`${error ? 'Erreur : ' : ''}${title} – mon compte 2i`)}</title>
        <Assets />
      </head>
      <body>
        <a class="evitement" href="#contenu">
          Aller au contenu
        </a>
        <DemonstrationStrip />
        <ViewingStrip />
        {header}
        <main id="contenu" tabindex={-1}>
          {children}
        </main>
        <Footer />
      </body>
    </html>
  );
}

function Assets() {
  const [icon, font, style, script] = ['signe.svg', 'police.woff2', 'style.css', 'app.js'].map(assetUrl);
  return drawOnce(`assets ${icon} ${font} ${style} ${script}`, () => (
    <>
      <link rel="icon" href={icon} type="image/svg+xml" />
      <link rel="preload" href={font} as="font" type="font/woff2" crossorigin="anonymous" />
      <link rel="stylesheet" href={style} />
      <script type="module" src={script} />
    </>
  ));
}

function Footer() {
  return drawOnce('footer', () => (
    <footer class="pied">
      <div class="cadre pied__cadre">
        <nav aria-label="Pied de page">
          <ul class="pied__liens">
            {FOOTER_LINKS.map(([href, label]) => (
              <li key={href}>
                <a href={href}>{typo(label)}</a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </footer>
  ));
}

/** The page as sent to the browser. In the demonstration every page says that it is one, and what it leaves out. */
export function renderDocument<Props>(
  page: VNode<Props>,
  {
    demonstration = false,
    secondFactorOffered = false,
    viewing = null,
  }: {
    readonly demonstration?: boolean;
    readonly secondFactorOffered?: boolean;
    /** As whom, and until when, an agent looks at the page. */
    readonly viewing?: { readonly name: string; readonly until: Date } | null;
  } = {},
): string {
  const offered = secondFactorOffered ? ', double authentification facultative' : '';
  const strip = demonstration ? `personnes fictives, aucun email ne part${offered}` : null;
  return `<!doctype html>${drawnAs(strip, () => drawnFor(viewing, () => renderToString(page)))}`;
}

function Wordmark({ href, size }: { readonly href: string; readonly size?: 's' | 'l' | undefined }) {
  return drawOnce(`wordmark ${href} ${size}`, () => (
    <a class={size ? `marque marque--${size}` : 'marque'} href={href}>
      <span>mon compte</span>
      <svg
        viewBox="0 0 38 40"
        fill="none"
        stroke-width="4.6"
        stroke-linecap="round"
        stroke-linejoin="round"
        aria-hidden="true"
      >
        <circle class="marque__anneau" cx="13" cy="14" r="10" />
        <path class="marque__deux" d="M3.4 11.4A10 10 0 1 1 20.6 20.6L4 37.2h19" />
        <path class="marque__i" d="M33 6.5v30.7" stroke-dasharray="0.01 9.7 30" />
      </svg>
      <span class="vh">2i</span>
    </a>
  ));
}

function Banner() {
  const source = assetUrl('banniere.svg');
  return drawOnce(`banner ${source}`, () => (
    <img class="banniere" src={source} alt="" width={1158} height={240} />
  ));
}

interface PublicPageProps {
  readonly title: string;
  readonly error?: boolean | undefined;
  /** "grande" for the sign-in page, "basse" (default) above a form. */
  readonly variant?: 'grande' | 'basse' | undefined;
  readonly children: ComponentChildren;
}

/** Frame of who is not signed in: illustrated header, then the page, which brings its own "cadre". */
export function PublicPage({ title, error, variant = 'basse', children }: PublicPageProps) {
  const large = variant === 'grande';
  const header = (
    <header class={large ? 'entete' : 'entete entete--bas'}>
      <div class="cadre entete__cadre">
        <Wordmark href="/connexion" size={large ? 'l' : undefined} />
        <Banner />
      </div>
    </header>
  );
  return (
    <Document title={title} error={error} header={header}>
      {children}
    </Document>
  );
}

/** Neutral page (dead link, error, footer text): low header and one column. The children bring the h1. */
export function PlainPage({ children, ...frame }: Omit<PublicPageProps, 'variant'>) {
  return (
    <PublicPage {...frame}>
      <div class="cadre corps pile-5">{children}</div>
    </PublicPage>
  );
}

export interface NavItem {
  readonly label: string;
  readonly href: string;
  readonly current?: boolean | undefined;
}

interface AppPageProps {
  readonly title: string;
  readonly error?: boolean | undefined;
  readonly user: { readonly name: string; readonly href: string; readonly current: boolean };
  readonly nav: readonly NavItem[];
  /** The establishment shown, in the strip under the bar; its link leads to another one. */
  readonly establishment?:
    | {
        readonly name: string;
        readonly detail: string;
        readonly siret?: string;
        readonly changeHref?: string;
        /** The person acts there for somebody else. */
        readonly byMandate?: boolean;
      }
    | undefined;
  /** Home only: words set on the bench beside the banner (h1 and p). */
  readonly hero?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Frame of who is signed in: bar, optional strip and hero, then the page, which brings its own "cadre corps". */
export function AppPage(props: AppPageProps) {
  const { title, error, user, nav, establishment, hero, children } = props;
  const header = (
    <>
      <header class="barre">
        <div class="cadre barre__cadre">
          <Wordmark href="/accueil" size="s" />
          <button class="bouton bouton--trait barre__menu" type="button" popovertarget="menu">
            Menu
          </button>
          <Navigation user={user} nav={nav} />
        </div>
      </header>
      {establishment && <EstablishmentStrip {...establishment} />}
    </>
  );
  return (
    <Document title={title} error={error} header={header}>
      {hero && (
        <div class="heros">
          <div class="cadre heros__cadre">
            <div class="heros__mot">{hero}</div>
            <Banner />
          </div>
        </div>
      )}
      {children}
    </Document>
  );
}

function Navigation({ user, nav }: Pick<AppPageProps, 'user' | 'nav'>) {
  return (
    <nav class="nav" id="menu" popover="auto" aria-label="Menu principal">
      <button
        class="bouton bouton--trait nav__fermer"
        type="button"
        popovertarget="menu"
        popovertargetaction="hide"
      >
        <Icon name="x" />
        Fermer le menu
      </button>
      <ul class="nav__liens">
        {nav.map(({ label, href, current }) => (
          <li key={href}>
            <a href={href} aria-current={current ? 'page' : undefined}>
              {typo(label)}
            </a>
          </li>
        ))}
      </ul>
      <div class="nav__moi">
        <a href={user.href} aria-current={user.current ? 'page' : undefined}>
          <span class="vh">Mon profil : </span>
          {user.name}
        </a>
        <form action="/deconnexion" method="post">
          <button class="bouton bouton--nu" type="submit">
            Me déconnecter
          </button>
        </form>
      </div>
    </nav>
  );
}

function EstablishmentStrip(props: NonNullable<AppPageProps['establishment']>) {
  const { name, detail, siret, changeHref, byMandate } = props;
  return (
    <section class="ou" aria-label="Établissement affiché">
      <div class="cadre ou__cadre">
        <p>
          <Icon name="factory" />
          <strong>{name}</strong> – {detail}
          {siret && (
            <>
              {' '}
              <span class="insecable discret">SIRET {siret}</span>
            </>
          )}
          {byMandate && <span class="discret">{typo(', par mandat')}</span>}
        </p>
        {changeHref && (
          <a href={changeHref}>{typo(byMandate ? 'Changer de client' : "Changer d'établissement")}</a>
        )}
      </div>
    </section>
  );
}
