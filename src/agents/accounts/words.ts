import type { StatusKind } from '../../ui';

export const accountsPath = '/agents/comptes';

export const states = ['to_activate', 'migrated', 'active', 'blocked', 'closed'] as const;
export type AccountState = (typeof states)[number];

export const stateWords: Readonly<
  Record<AccountState, { readonly kind: StatusKind; readonly word: string }>
> = {
  to_activate: { kind: 'attente', word: 'À activer' },
  migrated: { kind: 'attente', word: 'Migré, sans mot de passe' },
  active: { kind: 'actif', word: 'Actif' },
  blocked: { kind: 'refus', word: 'Bloqué' },
  closed: { kind: 'suspendu', word: 'Fermé' },
};

/** What has just been done, by the code that the redirection carries; an unknown code says nothing. */
export const doneSentences: ReadonlyMap<string, string> = new Map([
  [
    'bloquer',
    'Compte bloqué : ses sessions sont fermées, ses liens ne servent plus, la personne est prévenue.',
  ],
  ['rouvrir', 'Compte rouvert : la personne est prévenue, son mot de passe n’a pas changé.'],
  [
    'demander-retrait',
    'Demande ouverte : la personne est prévenue et peut s’opposer. Un autre gestionnaire la confirme, au plus tôt dans 24 heures.',
  ],
  [
    'confirmer-retrait',
    'Double authentification retirée : les sessions sont fermées, la personne est prévenue.',
  ],
  [
    'reunir',
    'Comptes réunis : l’autre est fermé, ses établissements sont rattachés ici, les deux adresses sont prévenues.',
  ],
  ['abandonner-retrait', 'Demande abandonnée : rien n’est retiré.'],
  ['vue', 'Vous avez quitté la vue : vous êtes de nouveau vous-même.'],
]);

const events: Readonly<Record<string, string>> = {
  'accounts.blocked': 'Compte bloqué',
  'accounts.unblocked': 'Compte rouvert',
  'accounts.factor-removal-opened': 'Retrait de la double authentification demandé',
  'accounts.factor-removal-confirmed': 'Double authentification retirée',
  'accounts.factor-removal-withdrawn': 'Demande de retrait abandonnée',
  'accounts.factor-removal-objected': 'La personne s’est opposée au retrait',
  'accounts.merged': 'Un autre compte de la même personne a été réuni à celui-ci',
  'accounts.merged-away': 'Compte réuni à un autre de la même personne, et fermé',
  'accounts.viewing-started': 'Portail vu comme cette personne',
  'accounts.viewing-ended': 'Fin de la vue',
};
export const deskActions = Object.keys(events);
export const eventWords = (action: string): string => events[action] ?? action;
