// Every kind of act and of access that the product knows, one after the other.
import { givenAgent, givenCompany, givenMembership } from '../support/people';
import { multipart } from './heavy-files';
import { activationPath, confirmPath, decisionPath, ground, sendRequest } from './journey';
import { creation } from './pump';
import type { Town } from './town';
import { digestOf, type Script } from './traces';
import type { Visitor } from './visitor';

const form = '/demande-de-compte';
const desk = '/agents/demandes-de-compte';
const repair = '/agents/envois-et-traitements';
const newPassword = 'quatre tables rondes sans nappe';
const resetPath = '/mot-de-passe/nouveau';
const foreign = { siren: '732829320', siret: '73282932000074' };
const declared = { siren: '552032534', siret: '55203253400018' };
const declaredSite = '55203253400026';

const requestOf = (email: string) => () =>
  [`select id from access_request where email = $1 order by sent_at desc limit 1`, [email]] as const;

/** Signing in and out, recovery. */
export async function accountActs(town: Town, { acts, mailed, secrets }: Script): Promise<void> {
  const email = 'entrees@traces.example';
  const account = await town.account(email);
  secrets.add(ground.password);
  const signIn = (password: string) => (visitor: Visitor) => visitor.post('/connexion', { email, password });
  const failed = { action: 'sign-in-failed', what: digestOf(email), outcome: 'failed' } as const;
  await acts('sign-in refused', null, 422, failed, signIn('un mot de passe au hasard'));
  const opened = { action: 'accounts.signed-in', what: account };
  await acts('sign-in', null, 303, opened, signIn(ground.password));
  await acts('sign-out', account, 303, { action: 'accounts.signed-out', what: account }, (visitor) =>
    visitor.post('/deconnexion', {}),
  );
  const asked = { action: 'recovery-asked', what: digestOf(email) };
  await acts('recovery asked', null, 200, asked, (visitor) =>
    visitor.post('/mot-de-passe-oublie', { email }),
  );
  const jeton = await mailed(email, resetPath);
  secrets.add(newPassword);
  await acts('recovery used', null, 303, { action: 'accounts.password-changed', what: account }, (visitor) =>
    visitor.post(resetPath, { jeton, password: newPassword }),
  );
}

/** The documents of a draft, and of a request. */
export async function documentActs(town: Town, { acts, happens, one }: Script): Promise<void> {
  const upload = (content: string) => (visitor: Visitor) => {
    const file = { field: 'justificatif', name: 'kbis.pdf', content: Buffer.from(content) };
    const { type, body } = multipart({ name: 'ATELIER', aller: 'mes-informations' }, file);
    return visitor.send('POST', creation, body, { 'content-type': type, origin: town.product.origin });
  };
  const pdf = '%PDF-1.7\npreuve\nstartxref\n9\n%%EOF\n';
  const latest = () => one('select id from stored_file order by stored_at desc limit 1');
  const draft = () => one('select id from access_request_draft order by updated_at desc limit 1');
  const uploaded = { action: 'uploaded-document', what: latest };
  let documentId = '';
  await happens('document scanned', { action: 'agents.document-found-clean', what: latest }, async () => {
    await acts('document uploaded', null, 303, uploaded, upload(pdf));
  });
  documentId = await latest();
  const refused = { action: 'upload-refused', what: draft, outcome: 'refused' } as const;
  await acts('document refused', null, 422, refused, upload('<script>alert(1)</script>'));
  await acts(
    'document taken off',
    null,
    303,
    { action: 'removed-document', what: draft },
    async (visitor) => {
      await upload(pdf)(visitor);
      return visitor.post(creation, { aller: 'supprimer-document' });
    },
  );
  const request = await town.request('documents@traces.example', 'pending');
  await town.cluster.query('update access_request set document_id = $1 where id = $2', [documentId, request]);
  const downloaded = { action: 'downloaded-document', what: documentId };
  await acts('document downloaded', town.agentId, 200, downloaded, (visitor) =>
    visitor.get(`/agents/documents/${documentId}`),
  );
}

/** The life of a request, its person and its decider. */
export async function requestActs(town: Town, { acts, happens, mailed, one, secrets }: Script) {
  const email = 'vie@traces.example';
  const [decider] = town.deciders;
  const latest = (of: string) => () => one(...requestOf(of)());
  const send = (of: string) => (visitor: Visitor) => sendRequest(visitor, of);
  const sent = (of: string) => ({ action: 'access.request-sent', what: latest(of) });
  await acts('request sent', null, 303, sent(email), send(email));
  const former = await latest(email)();
  await happens('request replaced', { action: 'access.request-replaced', what: former }, async () => {
    await acts('request sent again', null, 303, sent(email), send(email));
    await town.settled();
  });
  const id = await latest(email)();
  const jeton = await mailed(email, confirmPath);
  await acts('request confirmed', null, 200, { action: 'access.request-confirmed', what: id }, (visitor) =>
    visitor.post(confirmPath, { jeton }),
  );
  const listed = { action: 'read-requests-to-decide', what: id };
  await acts('requests listed at home', decider, 200, listed, (visitor) => visitor.get('/accueil'));
  const read = (what: string) => ({ action: 'read-request', what });
  await acts('request seen', decider, 200, read(id), (visitor) => visitor.get(decisionPath(id)));
  const decide = (of: string, fields: Record<string, string>) => (visitor: Visitor) =>
    visitor.post(decisionPath(of), fields);
  const approve = { decision: 'valider', role: 'funding_manager' };
  const approved = { action: 'access.request-approved', what: id };
  await acts('request approved', decider, 303, approved, decide(id, approve));
  const activation = await mailed(email, activationPath);
  const accountId = await one('select id from account where email = $1', [email]);
  await acts('account activated', null, 303, { action: 'accounts.activated', what: accountId }, (visitor) =>
    visitor.post(activationPath, { jeton: activation, password: newPassword }),
  );
  const refusedId = await town.request('refus@traces.example', 'pending');
  await acts(
    'request refused',
    decider,
    303,
    { action: 'access.request-refused', what: refusedId },
    decide(refusedId, { decision: 'refuser', motif: 'Nous ne vous connaissons pas.' }),
  );
  const blocked = 'bloque@traces.example';
  const blockedId = await town.request(blocked, 'pending');
  await acts(
    'request refused, address blocked',
    decider,
    303,
    { action: 'access.request-refused-and-blocked', what: blockedId },
    decide(blockedId, { decision: 'bloquer', motif: 'Nous ne vous connaissons pas.' }),
  );
  await happens(
    'request of a blocked address',
    { action: 'access.request-dropped', what: latest(blocked) },
    () => acts('request sent by a blocked address', null, 303, sent(blocked), send(blocked)),
  );
  const cancelledId = await town.request('annule@traces.example', 'pending');
  const follow = await town.link('access.follow-request', cancelledId);
  secrets.add(follow);
  const cancelled = { action: 'access.request-cancelled', what: cancelledId };
  await acts('request cancelled', null, 200, cancelled, (visitor) =>
    visitor.post(`${form}/suivi`, { jeton: follow }),
  );
  const own = await town.account('ici@traces.example');
  const ownId = await town.request('ici@traces.example', 'to_confirm');
  const confirmed = { action: 'access.request-confirmed', what: ownId };
  await acts('request confirmed when signed in', own, 303, confirmed, (visitor) =>
    visitor.post('/mes-etablissements', { demande: ownId }),
  );
}

/** What time does. */
export async function timeActs(town: Town, { acts, chore, happens }: Script): Promise<void> {
  const aged = async (name: string, days: number, state: 'pending' | 'to_confirm' = 'pending') => {
    const id = await town.request(`${name}@traces.example`, state);
    await town.cluster.query(
      `update access_request set sent_at = sent_at - $2::interval, confirmed_at = confirmed_at - $2::interval
       where id = $1`,
      [id, `${days} days`],
    );
    return id;
  };
  const due = (act: string, what: string, action: string, name: string) =>
    happens(act, { action, what }, () => chore(`access.${name}`));
  const reminded = await aged('rappel', 8);
  await due('deciders reminded', reminded, 'access.deciders-reminded', 'remind-deciders');
  const handedOver = await aged('relais', 25);
  await due('request handed over', handedOver, 'access.request-handed-over', 'hand-over-to-agents');
  const expired = await aged('expire', 65);
  await due('request expired', expired, 'access.request-expired', 'expire-pending');
  const unconfirmed = await aged('jamais', 8, 'to_confirm');
  await due('request never confirmed', unconfirmed, 'access.request-expired', 'expire-unconfirmed');
  const approved = { action: 'access.request-approved', what: handedOver };
  await acts('request approved by an agent', town.agentId, 303, approved, (visitor) =>
    visitor.post(`${desk}/${handedOver}`, { decision: 'valider', role: 'viewer' }),
  );
}

/** The agents' desk, the registry, « Envois et traitements ». */
export async function agentActs(town: Town, { acts, also, happens, one }: Script): Promise<void> {
  const { agentId, db } = town;
  const id = await town.request('bureau@traces.example', 'pending');
  await acts('queue searched', agentId, 200, { action: 'read-queue', what: 'debuire' }, (visitor) =>
    visitor.get(`${desk}?q=debuire`),
  );
  await acts('file opened', agentId, 200, { action: 'read-request', what: id }, (visitor) =>
    visitor.get(`${desk}/${id}`),
  );

  const sirets = [declared.siret, declaredSite];
  await givenCompany(db, { siren: declared.siren, sirets, name: 'ATELIER', state: 'to_validate' });
  for (const table of ['company', 'establishment']) {
    await town.cluster.query(
      `update ${table} set declared_at = now(), declared = '{"name": "Atelier", "activity": "Tournage", "agreement": "3248", "headcount": 18}' where siren = $1`,
      [declared.siren],
    );
  }
  const member = await town.account('site@traces.example');
  await givenMembership(db, { accountId: member, siren: declared.siren, siret: declaredSite });
  const membership = await one('select id from membership where account_id = $1', [member]);
  const company = `/agents/entreprises-a-valider/${declared.siren}`;
  const site = `/agents/etablissements-a-valider/${declaredSite}`;
  const read = (kind: string, what: string) => ({ action: `read-declared-${kind}`, what });
  await acts('declared company opened', agentId, 200, read('company', declared.siren), (visitor) =>
    visitor.get(company),
  );
  const accepted = { action: 'registry.company-accepted', what: declared.siren };
  await acts('company validated', agentId, 303, accepted, (visitor) =>
    visitor.post(company, { entreprise: 'accepter' }),
  );
  await acts('declared site opened', agentId, 200, read('establishment', declaredSite), (visitor) =>
    visitor.get(site),
  );
  const refused = { action: 'registry.establishment-refused', what: declaredSite };
  await acts('site refused', agentId, 303, refused, (visitor) =>
    visitor.post(site, { etablissement: 'refuser', 'motif-etablissement': 'Numéro inconnu.' }),
  );
  also('right ended', { action: 'access.membership-ended', what: membership });

  const look = (what: string, path: string) => {
    const action = what === '' ? 'read-repairs' : 'read-mail-log';
    return acts(`mails looked at ${what}`, agentId, 200, { action, what }, (visitor) => visitor.get(path));
  };
  await look('', repair);
  await look('vie@traces.example', `${repair}?adresse=vie@traces.example`);
  const press = (act: string, action: string, what: string, fields: Record<string, string>) =>
    acts(act, agentId, 303, { action: `agents.${action}`, what }, (visitor) => visitor.post(repair, fields));
  const mail = () =>
    one(`insert into outgoing_mail (kind, recipient, subject, body_html, body_text, state, attempts, last_error, created_at)
      values ('test', 'partie@traces.example', 'Un email', '<p>x</p>', 'x', 'refused', 1, '550', now()) returning id`);
  const resent = await mail();
  await press('mail relaunched', 'mail-resent', resent, { renvoyer: resent });
  const given = await mail();
  await press('mail given up', 'mail-abandoned', given, { 'abandonner-email': given });
  const job = async () => {
    const added = await one(`select id from graphile_worker.add_job('accounts.recover',
      payload => '{"email": "nul@part.example"}', run_at => now() + interval '1 day')`);
    await town.cluster.query(
      `update graphile_worker._private_jobs set attempts = max_attempts, last_error = 'gone' where id = $1`,
      [added],
    );
    return added;
  };
  const relaunched = await job();
  await press('job relaunched', 'job-relaunched', relaunched, { relancer: relaunched });
  const dropped = await job();
  await press('job given up', 'job-abandoned', dropped, { 'abandonner-traitement': dropped });
  await press('files swept', 'chore-run', 'platform.sweep-files', { nettoyer: '1' });
  await press('files checked', 'chore-run', 'platform.check-files', { verifier: '1' });
  await press('scan asked again', 'scan-asked-again', 'scan-document', { analyser: '1' });

  const email = 'nouvel.agent@traces.example';
  const granted = {
    action: 'access.agent-role-granted',
    what: () => one('select id from account where email = $1', [email]),
  };
  await happens(
    'agent created',
    granted,
    () => town.product.launch('create-agent', email, 'superviseur').ended,
  );
}

/** What is refused to somebody signed in. */
export async function refusedActs(town: Town, { acts }: Script): Promise<void> {
  const { db } = town;
  await givenCompany(db, { siren: foreign.siren, sirets: [foreign.siret], name: 'VOISINE' });
  const viewer = await town.account('lecteur@traces.example');
  await givenMembership(db, { accountId: viewer, siren: ground.siren, siret: ground.siret, role: 'viewer' });
  const controller = await givenAgent(db, 'controle@traces.example', 'controller');
  const [decider] = town.deciders;
  const id = await town.request('bureau@traces.example', 'to_confirm');
  const elsewhere = `/etablissements/${foreign.siret}/utilisateurs/demandes/${id}`;
  const refused = (what: string, action: string) => ({ action, what, outcome: 'refused' }) as const;
  const absent = (act: string, who: string, path: string) =>
    acts(act, who, 404, refused(`GET ${path}`, 'refused-not-found'), (visitor) => visitor.get(path));
  const forbidden = (act: string, who: string, path: string) =>
    acts(act, who, 403, refused(`POST ${path}`, 'refused-forbidden'), (visitor) =>
      visitor.post(path, { decision: 'valider', role: 'viewer', nettoyer: '1' }),
    );
  await absent('foreign establishment', decider, elsewhere);
  await absent('agents’ desk by a company’s person', decider, desk);
  await absent('another person’s document', viewer, `/agents/documents/${id}`);
  await absent('somebody else’s page', decider, decisionPath('00000000-0000-4000-8000-000000000000'));
  await forbidden('role too low', viewer, decisionPath(id));
  await forbidden('agent of another service', controller, repair);
}
