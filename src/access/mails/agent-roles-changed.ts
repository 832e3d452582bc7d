import { type AgentRole, agentRoles } from '../../platform/who-may';
import { formatDateTime } from '../../ui';
import { agentRoleWords } from '../agent-roles/names';
import { write } from './write';

/** To an agent whose roles a supervisor has changed. Once for each change. */
export const agentRolesChangedMail = (facts: {
  accountId: string;
  to: string;
  firstName: string | null;
  roles: readonly AgentRole[];
  at: Date;
  publicUrl: string;
}) => {
  const { roles, at, publicUrl } = facts;
  const none = roles.length === 0;
  return write(
    {
      kind: 'access.agent-roles-changed',
      to: facts.to,
      subject: none
        ? "Votre compte n'est plus celui d'un agent"
        : "Les rôles de votre compte d'agent ont changé",
      deduplicationKey: `access.agent-roles-changed:${facts.accountId}:${at.toISOString()}`,
    },
    {
      preview: none ? 'Vos rôles vous ont été retirés.' : 'Voici les rôles que vous avez maintenant.',
      paragraphs: [
        facts.firstName ? `Bonjour ${facts.firstName},` : 'Bonjour,',
        none
          ? 'Un superviseur vous a retiré vos rôles : les pages des agents ne vous sont plus ouvertes, et vos sessions sont fermées. Votre compte existe toujours.'
          : 'Un superviseur a changé vos rôles. Ils valent dès maintenant.',
      ],
      facts: [
        [
          'Vos rôles',
          none
            ? 'aucun'
            : agentRoles
                .filter((role) => roles.includes(role))
                .map((role) => agentRoleWords[role].name)
                .join('\n'),
        ],
        ['Le', formatDateTime(at)],
      ],
      action: { label: 'Me connecter', url: `${publicUrl}/connexion` },
      closing: ['Cela vous étonne ? Adressez-vous à votre superviseur.'],
      footer: 'Vous recevez ce message parce que vous êtes agent de l’OPCO, ou l’étiez.',
    },
  );
};
