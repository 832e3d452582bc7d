import type { AgentRole } from '../../platform/who-may';

/** As on screen, and what the role may do. */
export const agentRoleWords: Readonly<Record<AgentRole, { readonly name: string; readonly may: string }>> = {
  account_manager: {
    name: 'Gestionnaire des comptes',
    may: 'Demandes de compte sans administrateur, entreprises et établissements à valider, reprises.',
  },
  case_officer: { name: 'Instructeur', may: 'Demandes de prise en charge : instruire et décider.' },
  controller: { name: 'Contrôleur', may: 'Contrôle du service fait, acceptation des factures.' },
  payment_accountant: {
    name: 'Comptable OPCO',
    may: 'Coordonnées bancaires et ordres de paiement.',
  },
  supervisor: {
    name: 'Superviseur',
    may: "Agents et rôles, journal d'accès, lecture de tout le reste.",
  },
};
