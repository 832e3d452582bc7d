// Row 8: text stays text, on every screen and in every mail.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import type { Received } from '../fakes/smtp';
import { startBrowser } from '../lab/browser';
import { gauges, secretIn } from '../lab/journey';
import { everyMarker, inventedNumbers, markEverything, markers, product as workedOut } from '../lab/markers';
import { mailFaults, naiveMail } from '../lab/opened-mails';
import { startProduct } from '../lab/product';
import { atLeast, atMost, type Experiment, exactly, seenFault } from '../lab/rows';
import { type Reply, Visitor } from '../lab/visitor';
import { type Met, nothingMet, openAnswers, visit } from '../lab/visits';
import { startWorld, type World } from '../lab/world';
import { onSite, targetsOf } from '../lab/world-addresses';

export const prove: Experiment = async function* () {
  const world = await startWorld();
  const browser = await startBrowser();
  const before = await tables(world);
  try {
    const met = nothingMet();
    const typed = await typeEverywhere(world, browser, met);
    const mailed = await journeys(world, browser, met);
    yield atLeast('8: forms sent with a marker in every field', typed, 100);
    yield atLeast('8: whole requests with a marker in every text', mailed.sent, 8);
    yield atLeast('8: of them refused, with the marker as reason in the mail', mailed.refused, 8);
    const faults = await mailFaults(world.mails, browser, met);
    yield atLeast('8: mails read, as text and opened', world.mails.length, 2 * mailed.sent);
    for (const fault of faults.slice(0, 10)) console.log(`    mail ${fault}`);
    yield atMost('8: mails with another header, recipient or line than they should have', faults.length, 0);
    await markEverything(world.client);
    await storedEverywhere(world, browser, met);
    await world.product.stop();
    await mailbox(world, browser, met);
    yield atLeast('8: pages opened in Chromium', met.pages, 200);
    yield atLeast('8: of these, pages that show a marker as it was written', met.shown, 200);
    yield atLeast('8: screens that do', met.screens.size, 18);
    yield atMost('8: answers 500', met.failed, 0);
    for (const event of met.events.slice(0, 10)) console.log(`    ${event}`);
    yield atMost(
      '8: dialogs, scripts, console errors, policy reports, templates worked out',
      met.events.length,
      0,
    );
    // The first one that comes is to be proved here, cell by cell: = + - @, tab, CR, NUL.
    yield atLeast('8: answers for a spreadsheet', met.sheets.size, 1);
    yield exactly('8: cells of these that it would work out', [...met.formulas].join(' ') || 'none', 'none');
    yield exactly('8: tables left', await tables(world), before);
    const blank = nothingMet();
    const naive = await mailFaults([await naiveMail(markers.lines ?? '')], browser, blank);
    yield seenFault('8: headers of a mail put together by hand', naive.length);
    yield* control(browser);
  } finally {
    await browser.close();
    await world.remove();
  }
};

async function tables({ client }: World): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from information_schema.tables where table_schema = 'public'`,
  );
  return rows[0]?.count ?? 0;
}

const form = '/demande-de-compte';
const pages = [
  ...gauges('').map(([path]) => path),
  `${form}/mon-entreprise/nouvelle-entreprise`,
  `${form}/mon-entreprise/nouvel-etablissement`,
];

const fields =
  `email password jeton retour recherche entreprise site filtre civility jobTitle lastName firstName phone
  role siren name kind activity agreement headcount siret street postalCode town sign motif civilite fonction nom
  prenom telephone choix demande`.split(/\s+/);

/** Each marker in every field of every form, then the pages of the draft that keeps them. */
async function typeEverywhere(world: World, browser: Browser, met: Met): Promise<number> {
  const { origin } = world.product;
  const [alpha] = world.sites;
  const decision = `/etablissements/${alpha?.siret}/utilisateurs/demandes/${alpha?.pending}`;
  const others = ['/connexion', '/mot-de-passe-oublie', '/activation', `${form}/suivi`, decision];
  let sent = 0;
  for (const [index, [name, marker]] of Object.entries(markers).entries()) {
    const visitor = new Visitor(origin, `127.7.1.${1 + index}`);
    const administrator = world.actor('alpha-establishment_administrator').visitor();
    const filled = Object.fromEntries(fields.map((field) => [field, marker]));
    const answers: [string, Reply][] = [];
    for (const path of [...pages, ...others]) {
      const who = path === decision ? administrator : visitor;
      const more = path === decision ? { decision: 'valider', corriger: 'oui' } : { aller: 'enregistrer' };
      const answer = await who.post(path, { ...filled, ...more });
      sent += 1;
      if (answer.headers.location === undefined) answers.push([path, answer]);
      if (answer.status < 500) continue;
      met.failed += 1;
      console.log(`    ${name} on ${path}: ${answer.status}`);
    }
    await openAnswers(browser, origin, answers, marker, met);
    await visit(browser, origin, visitor.cookies, pages, marker, met);
    const query = encodeURIComponent(marker);
    const asked = [
      `/connexion?retour=${query}`,
      `${form}/mon-entreprise?recherche=${query}`,
      `/activation?jeton=${query}`,
    ];
    await visit(browser, origin, new Map(), asked, marker, met);
    visitor.leave();
    administrator.leave();
  }
  return sent;
}

/** A whole request per marker that the forms accept: declared, sent, confirmed, then refused with it as reason. */
async function journeys(world: World, browser: Browser, met: Met) {
  const { origin } = world.product;
  let sent = 0;
  let refused = 0;
  for (const [index, marker] of Object.values(markers).entries()) {
    const visitor = new Visitor(origin, `127.7.2.${1 + index}`);
    const email = `o'brien+${index}&x=1@parcours.example`;
    const { siren, siret } = inventedNumbers(index);
    const [, , [identity, person], [rights, role]] = gauges(email);
    await visitor.post(`${form}/mon-adresse-email`, { email, aller: 'mon-entreprise' });
    const text = { name: marker, activity: marker, agreement: marker, street: marker, town: marker };
    const numbers = { siren, siret, kind: 'company', headcount: '3', postalCode: '90000' };
    await visitor.post(`${form}/mon-entreprise/nouvelle-entreprise`, {
      ...text,
      ...numbers,
      aller: 'enregistrer',
    });
    await visitor.post(identity, { ...person, jobTitle: marker, lastName: "O'Brien" });
    const answer = await visitor.post(rights, role);
    if (answer.headers.location !== `${form}/envoyee`) continue;
    sent += 1;
    const jeton = secretIn(await mailTo(world.mails, email, `${form}/confirmer`), `${form}/confirmer`);
    await visit(browser, origin, visitor.cookies, [`${form}/confirmer?jeton=${jeton}`], marker, met);
    await visitor.post(`${form}/confirmer`, { jeton });
    const follow = secretIn(await mailTo(world.mails, email, `${form}/suivi`), `${form}/suivi`);
    const agent = world.actor('agent-account_manager').visitor();
    const id = await requestOf(world, email);
    const desk = '/agents/demandes-de-compte';
    const search = encodeURIComponent(marker);
    const read = [
      desk,
      `${desk}?q=${search}`,
      `${desk}/${id}`,
      `${desk}/${id}?corriger=oui`,
      `/agents/entreprises-a-valider/${siren}`,
      `/agents/etablissements-a-valider/${siret}`,
    ];
    await visit(browser, origin, agent.cookies, read, marker, met);
    const { status } = await agent.post(`${desk}/${id}`, { decision: 'refuser', motif: marker });
    if (status >= 500) met.failed += 1;
    if (status === 303 && (await refusalSays(world.mails, email, marker))) refused += 1;
    await visit(browser, origin, agent.cookies, [`${desk}/${id}`, `${desk}?etat=decidees`], marker, met);
    await visit(browser, origin, new Map(), [`${form}/suivi?jeton=${follow}`], marker, met);
    visitor.leave();
    agent.leave();
  }
  return { sent, refused };
}

async function requestOf({ client }: World, email: string): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select id from access_request where email = $1', [
    email,
  ]);
  return rows[0]?.id ?? '';
}

const mailTo = (mails: readonly Received[], email: string, path: string): Promise<string> =>
  mailThat(mails, email, (text) => text.includes(`${path}?jeton=`));

/** Whether the mail that tells the refusal says the reason as it was written, whatever its lines. */
async function refusalSays(mails: readonly Received[], email: string, reason: string): Promise<boolean> {
  const flat = (text: string) => text.replace(/\s/g, '').replaceAll('’', "'");
  const text = await mailThat(mails, email, (one) => /n['’]est pas acceptée/.test(one));
  return flat(text).includes(flat(reason));
}

async function mailThat(mails: readonly Received[], email: string, is: (text: string) => boolean) {
  for (let wait = 0; wait < 300; wait++) {
    const found = mails.find(({ to, mail }) => to.includes(email) && is(mail.text ?? ''));
    if (found) return found.mail.text ?? '';
    await sleep(100);
  }
  throw new Error(`no such mail to ${email}`);
}

/** Every screen of those who read files, with every text of the database overwritten. */
async function storedEverywhere(world: World, browser: Browser, met: Met): Promise<void> {
  const { origin } = world.product;
  const [alpha] = world.sites;
  const chooser = new Visitor(origin, '127.7.3.1');
  for (const [path, typed] of gauges('choix@parcours.example').slice(0, 3)) await chooser.post(path, typed);
  await visit(
    browser,
    origin,
    chooser.cookies,
    [...pages, `${form}/mon-entreprise?recherche=424210433`],
    everyMarker,
    met,
  );
  const people = [
    'alpha-establishment_administrator',
    'company-administrator',
    'alpha-viewer',
    'agent-account_manager',
    'agent-supervisor',
  ];
  for (const name of people) {
    const visitor = world.actor(name).visitor();
    const routes = world.routes.filter(
      ({ method, who }) => method === 'GET' && ['signed-in', 'agent', 'permission'].includes(who.kind),
    );
    const addresses = routes.flatMap((route) =>
      targetsOf(route, world)
        .filter(
          ({ path, siret, owner }) =>
            !path.startsWith(onSite.slice(0, 15)) || (siret === alpha?.siret && owner === alpha?.mark),
        )
        .map(({ path }) => path),
    );
    const more = ['/agents/demandes-de-compte?etat=decidees', '/agents/demandes-de-compte?q=zqalpha'];
    await visit(browser, origin, visitor.cookies, [...addresses, ...more], everyMarker, met);
    visitor.leave();
  }
}

/** The same mails on the mailbox of a demonstration. */
async function mailbox(world: World, browser: Browser, met: Met): Promise<void> {
  const demonstration = await startProduct(world.cluster, { settings: { DEMO: '1' } });
  try {
    const { origin } = demonstration;
    await world.client.query(
      `update outgoing_mail set state = 'kept', recipient = 'o''brien&x=1@personne.example',
         body_html = coalesce(body_html, '<p>a</p>'), body_text = $1`,
      [everyMarker],
    );
    const { rows } = await world.client.query<{ id: string }>(`select id from outgoing_mail limit 5`);
    const paths = rows.flatMap(({ id }) => [`/boite-aux-lettres/${id}`, `/boite-aux-lettres/${id}/html`]);
    await visit(browser, origin, new Map(), ['/boite-aux-lettres', ...paths], everyMarker, met);
  } finally {
    await demonstration.remove();
  }
}

/** A server that shows what it is asked, as it is, with the rest that the sweep looks for. */
async function* control(browser: Browser) {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://a.invalid');
    const asked = searchParams.get('q');
    if (pathname === '/export') {
      response.setHeader('content-type', 'text/csv').setHeader('content-disposition', 'attachment');
      response.end(`Nom;Fonction\n${markers.formula};DRH\n`);
      return;
    }
    response
      .setHeader('content-type', 'text/html; charset=utf-8')
      .end(`<!doctype html><p title="${asked}">${asked === markers.braces ? workedOut : asked}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const met = nothingMet();
  try {
    const paths = Object.values(markers).map((marker) => `/?q=${encodeURIComponent(marker)}`);
    await visit(browser, `http://127.0.0.1:${port}`, new Map(), [...paths, '/export'], '', met);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const seen = (what: string) => met.events.filter((event) => event.includes(what)).length;
  yield seenFault('8: dialogs of a page that does not escape', seen('dialog'));
  yield seenFault('8: templates that a page works out', seen('template'));
  yield seenFault('8: cells that a spreadsheet would work out', met.formulas.size);
}
