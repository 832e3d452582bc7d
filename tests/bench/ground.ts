// What the bench measures on: the product as an OPCO runs it, a draft filled to the end, somebody signed in.
import { randomBytes } from 'node:crypto';
import { startSmtp } from '../fakes/smtp';
import { type Cluster, startCluster } from '../lab/cluster';
import { fillRequest, gauges, ground, signIn } from '../lab/journey';
import { type Product, startProduct } from '../lab/product';
import { Visitor } from '../lab/visitor';

/** The pages that are measured, and where they are. */
export const pages = {
  'sign-in': '/connexion',
  email: '/demande-de-compte/mon-adresse-email',
  company: '/demande-de-compte/mon-entreprise',
  identity: '/demande-de-compte/mes-informations',
  rights: '/demande-de-compte/habilitations-souhaitees',
  'new-company': '/demande-de-compte/mon-entreprise/nouvelle-entreprise',
} as const;
export type PageName = keyof typeof pages;
export const pageNames = Object.keys(pages) as PageName[];

export interface Ground {
  readonly cluster: Cluster;
  readonly product: Product;
  /** What a browser sends with the form pages: a live session, and the draft with its four gauges green. */
  readonly cookies: Readonly<Record<string, string>>;
  /** On the sign-in page a session that has ended: it is read, and found dead. */
  readonly endedSession: string;
  remove(): Promise<void>;
}

/**
 * Starts it all. The people are the demonstration's, the service is the real one: its log is written, its
 * mails go to a mail server. `core` is the product's processor.
 */
export async function prepareGround(options: { core?: number } = {}): Promise<Ground> {
  const cluster = await startCluster();
  const smtp = await startSmtp();
  const core = options.core === undefined ? {} : { core: options.core };
  try {
    await (await startProduct(cluster)).remove();
    const product = await startProduct(cluster, { settings: { DEMO: '0', SMTP_URL: smtp.url }, ...core });
    const visitor = new Visitor(product.origin);
    await signIn(visitor, ground.administrator);
    const email = 'isabelle.debuire@banc.example';
    await fillRequest(visitor, email);
    const [, , , [path, { role }]] = gauges(email);
    await visitor.post(path, { role, aller: 'mon-adresse-email' });
    visitor.leave();
    return {
      cluster,
      product,
      cookies: Object.fromEntries(visitor.cookies),
      endedSession: randomBytes(32).toString('base64url'),
      async remove() {
        await product.remove();
        await cluster.remove();
        await smtp.stop();
      },
    };
  } catch (error) {
    await cluster.remove();
    await smtp.stop();
    throw error;
  }
}

/** The cookies that a browser sends with this page. */
export const cookieHeader = ({ cookies, endedSession }: Ground, name: PageName): string =>
  Object.entries(name === 'sign-in' ? { mc2i: endedSession } : cookies)
    .map(([cookie, value]) => `${cookie}=${value}`)
    .join('; ');
