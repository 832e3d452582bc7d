import { type AgentRole, agentRoles } from '../../platform/who-may';
import { agentRoleWords } from '../agent-roles/names';
import { write } from './write';

/** To each supervisor, when an agent's account was closed for want of use. Once. */
export const agentClosedMail = (
  supervisor: { accountId: string; email: string; firstName: string },
  facts: { agentId: string; agent: string; roles: readonly AgentRole[]; publicUrl: string },
) =>
  write(
    {
      kind: 'access.agent-closed',
      to: supervisor.email,
      subject: "Le compte d'un agent est fermé",
      deduplicationKey: `access.agent-closed:${facts.agentId}:${supervisor.accountId}`,
    },
    {
      preview: "Il n'avait pas servi depuis deux ans.",
      paragraphs: [
        `Bonjour ${supervisor.firstName},`,
        "Le compte d'un agent n'avait pas servi depuis deux ans, et l'avertissement envoyé il y a un mois est resté sans suite : il est fermé, et ses rôles lui sont retirés.",
      ],
      facts: [
        ['Agent', facts.agent],
        [
          'Ses rôles',
          agentRoles
            .filter((role) => facts.roles.includes(role))
            .map((role) => agentRoleWords[role].name)
            .join('\n'),
        ],
      ],
      action: { label: 'Voir les agents', url: `${facts.publicUrl}/agents/agents` },
      closing: ["S'il doit revenir, ajoutez-le à nouveau avec la même adresse."],
      footer: 'Vous recevez ce message parce que vous êtes superviseur.',
    },
  );
