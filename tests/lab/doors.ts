// A form that changes something, for every route that takes one.
import { hashPassword } from '../../src/accounts';
import { gauges, ground } from './journey';
import { reviewDoors } from './review-doors';
import { Visitor } from './visitor';
import type { World } from './world';

/** A form that changes something, and who sends it. */
export interface Door {
  readonly route: string;
  readonly path: string;
  readonly form: Readonly<Record<string, string>>;
  readonly visitor: Visitor;
}

const identity = { civilite: 'M', fonction: 'A', nom: 'B', prenom: 'C', telephone: '0600000000' };

/** A form for every route, sent by whoever it would do most for. Signing out comes last. */
export async function doorsOf(world: World): Promise<Door[]> {
  const [alpha, , charlie] = world.sites;
  const echo = world.sites.at(-1);
  if (!alpha || !charlie || !echo) throw new Error('no site');
  const { client, product } = world;
  const password = 'une phrase assez longue 2i';
  const [member, other] = [world.actor('no-membership'), world.actor('delta-viewer')];
  const leaving = world.actor('alpha-employee_manager');
  await client.query('update account set password_hash = $1 where id = any($2)', [
    await hashPassword(password),
    [member.accountId, leaving.accountId],
  ]);
  const { rows } = await client.query<{ id: string }>(
    `insert into account (email, state, first_name, last_name, created_at)
     values ('a.activer@personne.example', 'to_activate', 'A', 'B', now()) returning id`,
  );
  const own = await world.request(alpha, { email: member.email, state: 'to_confirm' });
  const undecided = await world.request(echo);
  const moving = world.actor('alpha-accountant').accountId;
  await client.query(
    `insert into email_change (account_id, email, asked_at, answered_at)
     values ($1, 'autre@personne.example', now(), now())`,
    [moving],
  );
  const careful = world.actor('alpha-viewer').accountId;
  await client.query('update account set second_factor_at = now() where id = $1', [careful]);
  await client.query(`insert into recovery_code values (sha256('ABCDEFGHIJKLMNOP'), $1)`, [careful]);
  let address = 0;
  const stranger = () => new Visitor(product.origin, `127.3.1.${++address}`);
  const as = (name: string) => world.actor(name).visitor();
  const waiting = stranger();
  waiting.setCookie('mc2i-etape', await world.link('accounts.second-step', careful));
  const closing = stranger();
  for (const [path, fields] of gauges('brouillon@personne.example').slice(0, 1))
    await closing.post(path, fields);
  const door = (route: string, visitor: Visitor, form: Door['form'], path = route): Door => ({
    route,
    path,
    form,
    visitor,
  });
  const creation = { aller: 'enregistrer', name: 'ATELIER', siren: '999000201', town: 'BELFORT' };
  const request = { decision: 'refuser', motif: 'un motif' };
  const onAlpha = '/etablissements/:siret/utilisateurs/demandes/:id';
  const [company, site] = ['/agents/entreprises-a-valider/:id', '/agents/etablissements-a-valider/:id'];
  const agents = '/agents/demandes-de-compte/:id';
  return [
    ...gauges('ailleurs@personne.example').map(([path, fields]) => door(path, stranger(), fields)),
    // Before others change who has access.
    ...(await reviewDoors(world, door)),
    door('/demande-de-compte/mon-entreprise/nouvelle-entreprise', stranger(), creation),
    door('/demande-de-compte/mon-entreprise/nouvel-etablissement', stranger(), {
      ...creation,
      siret: ground.siret,
    }),
    door('/demande-de-compte/fermer', closing, { choix: 'effacer' }),
    door('/connexion', stranger(), { email: member.email, password }),
    door('/mot-de-passe-oublie', stranger(), { email: world.actor('bravo-administrator').email }),
    door('/mot-de-passe/nouveau', stranger(), {
      jeton: await world.link('accounts.password-reset', other.accountId),
      password: 'le chat dort sur le buffet',
    }),
    door('/activation', stranger(), {
      jeton: await world.link('accounts.activation', rows[0]?.id ?? ''),
      password: 'le chat dort sur le buffet',
    }),
    door('/demande-de-compte/confirmer', stranger(), { jeton: alpha.confirmSecret }),
    door('/demande-de-compte/suivi', stranger(), { jeton: alpha.followSecret }),
    door('/mes-etablissements', as('no-membership'), { demande: own }),
    door('/mon-profil', as('no-membership'), { geste: 'informations', ...identity }),
    door('/mon-profil/notifications', as('alpha-establishment_administrator'), {
      [`request-${alpha.siret}`]: 'digest',
    }),
    door('/mon-profil/double-authentification', as('no-membership'), { geste: 'application' }),
    door('/connexion/verification', waiting, { geste: 'secours', secours: 'ABCD-EFGH-IJKL-MNOP' }),
    door('/mon-profil/adresse-email', as('alpha-accountant'), {
      jeton: await world.link('accounts.new-email', moving),
    }),
    door(
      onAlpha,
      as('alpha-establishment_administrator'),
      request,
      onAlpha.replace(':siret', alpha.siret).replace(':id', await world.request(alpha)),
    ),
    door('/reprise-administration', as('alpha-viewer'), {
      etablissement: alpha.siret,
      raison: 'un motif',
    }),
    door(
      '/reprise-administration/:id',
      as('alpha-establishment_administrator'),
      { geste: 'accepter' },
      `/reprise-administration/${alpha.takeover}`,
    ),
    door('/mandats/demander', as('alpha-establishment_administrator'), {
      partenaire: alpha.siret,
      client: charlie.siret,
      etablissement: 'consultation',
    }),
    door(
      '/mandats/:id',
      as('alpha-establishment_administrator'),
      { geste: 'refuser', version: '1', motif: 'un motif' },
      `/mandats/${alpha.mandate}`,
    ),
    door(
      '/agents/reprises/:id',
      as('agent-account_manager'),
      { decision: 'refuser', motif: 'un motif' },
      `/agents/reprises/${alpha.proved}`,
    ),
    ...usersDoors(world, door),
    ...(await establishmentDoors(world, door)),
    door(agents, as('agent-account_manager'), request, agents.replace(':id', undecided)),
    door(
      company,
      as('agent-account_manager'),
      { entreprise: 'accepter' },
      company.replace(':id', echo.siren),
    ),
    door(site, as('agent-account_manager'), { etablissement: 'accepter' }, site.replace(':id', echo.siret)),
    door(
      '/agents/comptes/:id',
      as('agent-account_manager'),
      { geste: 'bloquer', motif: 'un motif' },
      `/agents/comptes/${world.actor('alpha-administrator-past').accountId}`,
    ),
    await merging(world, as('agent-account_manager')),
    door('/agents/voir-comme/fin', await looking(world), {}),
    door('/connexion/opposition', stranger(), { jeton: await objection(world) }),
    door('/agents/envois-et-traitements', as('agent-account_manager'), { 'abandonner-email': echo.mail }),
    door('/agents/agents', as('agent-supervisor'), {
      ...carried({ email: 'nouvel.agent@personne.example', role: 'controller' }),
      ...(await proofOf(world, 'agent-supervisor', 'V')),
    }),
    door(
      '/agents/agents/:id',
      as('agent-supervisor'),
      {
        ...carried({ geste: 'enregistrer', vus: 'controller', controller: 'oui', case_officer: 'oui' }),
        ...(await proofOf(world, 'agent-supervisor', 'W')),
      },
      `/agents/agents/${world.actor('agent-controller').accountId}`,
    ),
    door('/mon-profil/fermer-mon-compte', leaving.visitor(), { preuve: password }),
    door('/deconnexion', as('no-membership'), {}),
  ];
}

/** Those of an establishment's data, and of bank details: one asked for here waits for the agents. */
async function establishmentDoors(
  world: World,
  door: (route: string, visitor: Visitor, form: Door['form'], path?: string) => Door,
): Promise<Door[]> {
  const { client, sites, actor } = world;
  const [alpha, bravo] = sites;
  if (!alpha || !bravo) throw new Error('no sites');
  const [own, whole] = [actor('alpha-establishment_administrator'), actor('company-administrator')];
  const account = { geste: 'demander', titulaire: 'ATELIER', bic: 'AGRIFRPP', vu: '' };
  const asked = carried({ ...account, iban: 'FR7630006000011234567890189' });
  const ofOwn = await proofOf(world, 'alpha-establishment_administrator', 'X');
  const ofWhole = await proofOf(world, 'company-administrator', 'Y');
  const data = '/etablissements/:siret/donnees';
  const bank = `${data}/coordonnees-bancaires`;
  const [section, desk] = [`${data}/:rubrique`, '/agents/coordonnees-bancaires/:id'];
  await whole.visitor().post(bank.replace(':siret', bravo.siret), { ...asked, ...ofWhole });
  const { rows } = await client.query<{ id: string }>(
    `select id from bank_change where siret = $1 and state = 'pending'`,
    [bravo.siret],
  );
  const headcount = { geste: 'ajouter', version: '0', annee: '2025', effectif: '12', source: 'dsn' };
  const inAlpha = (route: string) => route.replace(':siret', alpha.siret).replace(':rubrique', 'effectif');
  return [
    door(section, own.visitor(), headcount, inAlpha(section)),
    door(bank, own.visitor(), { ...asked, ...ofOwn }, inAlpha(bank)),
    door(
      desk,
      actor('agent-payment_accountant').visitor(),
      { decision: 'refuser', motif: 'un motif' },
      desk.replace(':id', rows[0]?.id ?? ''),
    ),
  ];
}

/** What was typed before the page of the proof, as that page sends it again. */
const carried = (form: Door['form']) => ({ saisie: new URLSearchParams(form).toString() });

/** A second factor, to prove who one is: a recovery code of their own, told apart by its first letter. */
async function proofOf({ client, actor }: World, name: string, first: string): Promise<Door['form']> {
  const { accountId } = actor(name);
  await client.query('update account set second_factor_at = now() where id = $1', [accountId]);
  await client.query('insert into recovery_code values (sha256($1), $2)', [
    `${first}BCDEFGHIJKLMNOP`,
    accountId,
  ]);
  return { geste: 'secours', secours: `${first}BCD-EFGH-IJKL-MNOP` };
}

/** An agent who looks at the portal as somebody: another one than who opens the other doors. */
async function looking(world: World): Promise<Visitor> {
  const agent = world.actor('agent-case_officer');
  await world.client.query(
    `insert into agent_role (account_id, role, granted_at) values ($1, 'account_manager', now())`,
    [agent.accountId],
  );
  await world.client.query(
    `update session set viewed_account_id = $1, viewed_until = now() + interval '20 minutes' where account_id = $2`,
    [world.actor('delta-viewer').accountId, agent.accountId],
  );
  return agent.visitor();
}

/** Two accounts of one person, as an agent sees them. */
async function merging({ client }: World, visitor: Visitor): Promise<Door> {
  const compte = 'deuxieme@personne.example';
  const { rows } = await client.query<{ id: string; email: string }>(
    `insert into account (email, state, first_name, last_name, password_hash, created_at)
     values ('premiere@personne.example', 'active', 'A', 'B', 'x', now()),
       ($1, 'to_activate', 'A', 'B', null, now()) returning id, email`,
    [compte],
  );
  const path = `/agents/comptes/${rows.find(({ email }) => email !== compte)?.id}/reunir`;
  const shown = await visitor.get(`${path}?compte=${compte}`);
  const vu = /name="vu" value="([^"]*)"/.exec(shown.body)?.[1] ?? '';
  const form = { compte, vu, motif: 'un motif', verifie: 'un appel' };
  return { route: '/agents/comptes/:id/reunir', path, form, visitor };
}

/** The secret by which somebody objects to the removal of their second factor. */
async function objection(world: World): Promise<string> {
  const { rows } = await world.client.query<{ id: string }>(
    `insert into second_factor_removal (account_id, opened_by, opened_at, checked)
     values ($1, $2, now(), 'un appel') returning id`,
    [world.actor('delta-viewer').accountId, world.actor('agent-account_manager').accountId],
  );
  return world.link('accounts.object-to-factor-removal', rows[0]?.id ?? '');
}

/** Those of a site's users, and of a company's: what each changes is another's. */
function usersDoors(
  world: World,
  door: (route: string, visitor: Visitor, form: Door['form'], path?: string) => Door,
): Door[] {
  const [alpha, bravo, charlie, delta] = world.sites;
  if (!alpha || !bravo || !charlie || !delta) throw new Error('no sites');
  const invitee = { role: 'viewer', fin: '' };
  const suspension = { geste: 'suspendre', version: '1', motif: 'un motif' };
  return [
    { on: '/etablissements/:siret', number: alpha.siret, by: 'alpha-establishment_administrator', of: alpha },
    { on: '/entreprises/:siren', number: charlie.siren, by: 'other-company-administrator', of: delta },
  ]
    .flatMap(({ on, number, by, of }) => {
      const users = `${on}/utilisateurs`;
      const at = (route: string) => route.replace(/:sire[nt]/, number).replace(':id', of.member);
      const as = () => world.actor(by).visitor();
      return [
        door(users, as(), { geste: 'debloquer', blocage: of.block }, at(users)),
        door(`${users}/:id`, as(), suspension, at(`${users}/:id`)),
        door(
          `${users}/inviter`,
          as(),
          { email: `zq${number}@personne.example`, ...invitee },
          at(`${users}/inviter`),
        ),
      ];
    })
    .concat(
      door('/invitation', new Visitor(world.product.origin, '127.3.2.1'), {
        jeton: bravo.invitationSecret,
        ...identity,
      }),
    );
}
