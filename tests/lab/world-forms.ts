// What may be sent by each route, to what is not the sender's.
import { nowhere, type World } from './world';
import { bankDesk, onCompany, onSite, type Route, type Target, targetsOf } from './world-addresses';
import type { Actor } from './world-people';

/** The agents' side: who reads the files of requests and decides them. */
export const readers = ['account_manager', 'supervisor'];

/** Whether the file is one of these marks', and asked for where it belongs. */
export function isOf(
  { sites }: World,
  { owner, siret, siren }: Target,
  { company }: Actor,
  marks: readonly string[],
): boolean {
  const site = sites.find(({ mark }) => mark === owner);
  if (site === undefined || !marks.includes(site.mark)) return false;
  if (siren !== undefined) return siren === site.siren && siren === company;
  return siret === undefined || siret === site.siret;
}

const decisions = [
  { decision: 'valider', role: 'viewer' },
  { decision: 'bloquer', motif: 'un motif' },
  { entreprise: 'accepter', etablissement: 'accepter' },
];

const changes = [
  { geste: 'modifier', version: '1', role: 'establishment_administrator', fin: '' },
  { geste: 'suspendre', version: '1', motif: 'un motif' },
  { geste: 'retirer', version: '1', motif: 'un motif' },
];

const answers = [
  { geste: 'accepter' },
  { geste: 'refuser', motif: 'un motif' },
  { geste: 'confirmer' },
  { geste: 'annuler' },
];
const mandateAnswers = ['accepter', 'refuser', 'modifier', 'retirer', 'renoncer', 'annuler', 'designer'].map(
  (geste) => ({ geste, version: '1', motif: 'un motif', etablissement: 'consultation' }),
);
const verdicts = [{ decision: 'accepter' }, { decision: 'refuser', motif: 'un motif' }];

const bankDecisions = [{ decision: 'valider' }, { decision: 'refuser', motif: 'un motif' }];
const contact = {
  ...{ geste: 'enregistrer', version: '1', nom: 'Martin', prenom: 'Lea', fonction: 'Comptable' },
  ...{ email: 'lea@personne.example', telephone: '06 00 00 00 00' },
};
const newBank = {
  ...{ geste: 'demander', titulaire: 'ATELIER', bic: 'AGRIFRPP', vu: '' },
  iban: 'FR7630006000011234567890189',
};

function formsOff(path: string): Record<string, string>[] {
  if (path.startsWith('/reprise-administration')) return answers;
  if (path.startsWith('/mandats')) return mandateAnswers;
  if (path.startsWith(bankDesk)) return bankDecisions;
  return path.startsWith('/agents/reprises') ? verdicts : decisions;
}

/** What may be sent to a place's users: to one of them, to the list with its lines' numbers, to who is invited. */
function formsOn({ path }: Route, { sites }: World): Record<string, string>[] {
  if (path.includes('/demandes/')) return decisions.slice(0, 2);
  if (path.endsWith('/:id')) return changes;
  if (path.endsWith('/revue')) {
    const vus = sites.map(({ member }) => `${member}.1.viewer.active.`).join(' ');
    const ended = sites.map(({ member }) => [`finir-${member}`, 'oui']);
    return [{ vus, relu: 'oui', motif: 'un motif', ...Object.fromEntries(ended) }];
  }
  if (path.endsWith('/:rubrique')) return [contact, { geste: 'retirer', version: '1' }];
  if (path.endsWith(bankDetails))
    return [newBank, ...sites.map(({ bank }) => ({ geste: 'retirer', demande: bank }))];
  if (path.endsWith('/inviter')) return [{ email: 'zqautre@personne.example', role: 'viewer', fin: '' }];
  return sites.flatMap(({ invitation, block }) => [
    { geste: 'renvoyer', invitation },
    { geste: 'annuler', invitation },
    { geste: 'debloquer', blocage: block },
  ]);
}

const bankDetails = '/coordonnees-bancaires';

/** Numbers of the lines that this actor may act on, whatever the address of the list. */
const linesOf = ({ manages }: Actor, { sites }: World) =>
  sites
    .filter(({ mark }) => manages.includes(mark))
    .flatMap(({ invitation, block, bank }) => [invitation, block, bank]);

/** What this actor may send by a route to what is not theirs. */
export function formsOf(
  route: Route,
  actor: Actor,
  world: World,
): { path: string; form: Record<string, string> }[] {
  const { path } = route;
  const [alpha] = world.sites;
  if (path.includes(':')) {
    const onPlace = path.startsWith(onSite) || path.startsWith(onCompany);
    const mine = (target: Target) =>
      isOf(world, target, actor, actor.manages) ||
      (!onPlace &&
        actor.agentRole === 'account_manager' &&
        (target.owner === 'zqecho' || path.startsWith('/agents/reprises'))) ||
      (actor.agentRole === 'payment_accountant' && path.startsWith(bankDesk));
    const isList = onPlace && (path.endsWith('/utilisateurs') || path.endsWith(bankDetails));
    const own = linesOf(actor, world);
    // One's own list may be given the numbers of others' lines; others' lists, one's own numbers.
    const allowed = (target: Target, form: Record<string, string>) =>
      isList && form.geste !== 'demander'
        ? own.includes(form.invitation ?? form.blocage ?? form.demande ?? '')
        : mine(target);
    return targetsOf(route, world).flatMap((target) =>
      (onPlace ? formsOn(route, world) : formsOff(path))
        .filter((form) => !allowed(target, form))
        .map((form) => ({ path: target.path, form })),
    );
  }
  if (path === '/mes-etablissements') {
    const ids = world.sites.flatMap(({ pending, unconfirmed }) => [pending, unconfirmed]);
    const invitations = world.sites.map(({ invitation }) => ({ path, form: { invitation } }));
    return [...ids.map((demande) => ({ path, form: { demande } })), ...invitations];
  }
  const named = {
    id: alpha?.pending ?? '',
    siret: alpha?.siret ?? '',
    accountId: world.actors[2]?.accountId ?? '',
  };
  if (route.who.kind === 'agent' && !readers.includes(actor.agentRole ?? '')) {
    const mails = world.sites.map(({ mail }) => ({ 'abandonner-email': mail }));
    return [...mails, { nettoyer: '1' }].map((form) => ({ path, form }));
  }
  if (route.who.kind !== 'link-holder') return [{ path, form: { ...named, aller: 'envoyer' } }];
  const otherDoor = path.endsWith('/suivi') ? alpha?.confirmSecret : alpha?.followSecret;
  const guesses = [alpha?.pending, alpha?.document, alpha?.invitation, nowhere.id].map((jeton = '') => ({
    ...named,
    jeton,
  }));
  return [
    { path, form: { ...named, jeton: otherDoor ?? '', password: 'une phrase assez longue 2i' } },
    ...guesses.map((form) => ({ path, form: { ...form, password: 'une phrase assez longue 2i' } })),
    ...guesses.map((form) => ({ path, form: { ...form, renvoyer: '1' } })),
  ];
}
