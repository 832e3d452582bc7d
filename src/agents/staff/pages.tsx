import type { ComponentChildren } from 'preact';
import { agentRoleWords, frameOf, type Refused, RefusedNote } from '../../access';
import type { FieldErrors } from '../../platform/errors';
import type { Form } from '../../platform/forms';
import { type AgentRole, agentRoles, type Person } from '../../platform/who-may';
import {
  AppPage,
  Button,
  ButtonLink,
  Checkbox,
  ErrorSummary,
  Field,
  formatDate,
  NameAndEmail,
  Note,
  RequiredMention,
  Select,
  Table,
  typo,
} from '../../ui';
import type { AgentLine } from './queries';

export const staffPath = '/agents/agents';

/** What `?fait=` says. */
const doneWords = new Map([
  ['created', "L'agent est ajouté : un lien d'activation vient de lui être envoyé."],
  ['role-added', 'Le rôle est ajouté, et la personne prévenue par email.'],
  ['changed', 'Les rôles sont enregistrés, et la personne prévenue par email.'],
  ['removed', "Cette personne n'est plus agent : ses sessions sont fermées, et elle est prévenue par email."],
  ['unchanged', "Rien n'a changé : les rôles étaient déjà ceux-là."],
]);

const proofWords = "Une preuve d'identité vous sera demandée.";

const stateWords: Readonly<Record<AgentLine['state'], string>> = {
  to_activate: 'À activer',
  migrated: 'À activer',
  active: 'Actif',
  blocked: 'Bloqué',
  closed: 'Fermé',
};

interface FrameProps {
  readonly title: string;
  readonly person: Person;
  readonly failed: boolean;
  readonly children: ComponentChildren;
}

const Frame = ({ title, person, failed, children }: FrameProps) => (
  <AppPage title={title} error={failed} {...frameOf(person, staffPath)}>
    <div class="cadre corps pile-5">{children}</div>
  </AppPage>
);

interface StaffPageProps {
  readonly person: Person;
  readonly agents: readonly AgentLine[];
  readonly errors: FieldErrors;
  readonly typed: Form;
  readonly refusal: Refused | null;
  readonly done: string | undefined;
}

/** /agents/agents */
export function StaffPage({ person, agents, errors, typed, refusal, done }: StaffPageProps) {
  const sentence = doneWords.get(done ?? '');
  const failed = Object.keys(errors).length > 0 || refusal !== null;
  return (
    <Frame title="Agents" person={person} failed={failed}>
      <div class="tetiere">
        <div>
          <h1>Agents</h1>
          <p>{typo("Qui travaille sur le portail pour l'OPCO, et avec quels rôles.")}</p>
        </div>
        <ButtonLink href="/agents/referentiels" variant="trait">
          {typo('Référentiels')}
        </ButtonLink>
      </div>
      {sentence && (
        <Note kind="fait" announced>
          {sentence}
        </Note>
      )}
      <RefusedNote refusal={refusal} />
      <ErrorSummary errors={errors} />
      <Table<AgentLine>
        caption="Agents, par nom"
        captionHidden
        columns={[
          { title: 'Agent', cell: ({ name, email }) => <NameAndEmail name={name || null} email={email} /> },
          {
            title: 'Rôles',
            kind: 'large',
            cell: ({ roles }) => typo(roles.map((role) => agentRoleWords[role].name).join(', ')),
          },
          { title: 'Compte', cell: ({ state }) => typo(stateWords[state]) },
          {
            title: 'Dernière connexion',
            cell: ({ lastSignIn }) => (lastSignIn ? formatDate(lastSignIn) : '–'),
          },
          {
            title: 'Gestes',
            kind: 'gestes',
            cell: ({ id, name, email }) => (
              <ButtonLink variant="nu" href={`${staffPath}/${id}`} hiddenText={`: ${name || email}`}>
                {id === person.accountId ? 'Voir' : 'Modifier'}
              </ButtonLink>
            ),
          },
        ]}
        rows={agents}
        rowKey={({ id }) => id}
      />
      <form class="carte pile-5" action={staffPath} method="post" aria-labelledby="t-ajouter" novalidate>
        <div class="section__tete">
          <h2 id="t-ajouter">Ajouter un agent</h2>
          <RequiredMention />
        </div>
        <Field
          name="email"
          label="Adresse email"
          type="email"
          required
          value={typed.email}
          errors={errors}
          autocomplete="off"
        />
        <Select
          name="role"
          label="Rôle"
          required
          placeholder="Choisissez un rôle"
          options={agentRoles.map((role) => ({ value: role, label: agentRoleWords[role].name }))}
          value={typed.role}
          errors={errors}
        />
        <p class="discret petit">{typo(proofWords)}</p>
        <div class="boutons">
          <Button variant="plein">Ajouter</Button>
        </div>
      </form>
    </Frame>
  );
}

/** Roles that were asked for in vain, and why. */
export interface RolesRefused {
  readonly refusal: Refused;
  readonly wanted: readonly AgentRole[];
}

interface AgentPageProps {
  readonly person: Person;
  readonly agent: AgentLine;
  readonly refused: RolesRefused | null;
}

/** /agents/agents/:id */
export function AgentPage({ person, agent, refused }: AgentPageProps) {
  const title = agent.name || agent.email;
  const own = agent.id === person.accountId;
  const ticked = refused?.wanted ?? agent.roles;
  const held = agent.roles.map((role) => agentRoleWords[role].name).join(', ');
  return (
    <Frame title={title} person={person} failed={refused !== null}>
      <p class="retour">
        <ButtonLink variant="nu" href={staffPath} icon="arrow-left">
          Agents
        </ButtonLink>
      </p>
      <div class="tetiere">
        <div>
          <h1>{title}</h1>
          <p>{agent.email}</p>
        </div>
      </div>
      <RefusedNote refusal={refused?.refusal ?? null}>
        <p>{typo(`Enregistrés maintenant : ${held}. Cochés ci-dessous : les vôtres.`)}</p>
      </RefusedNote>
      {own ? (
        <Note>{`Vos rôles : ${held}. Un autre superviseur peut les modifier.`}</Note>
      ) : (
        <form class="carte pile-5" action={`${staffPath}/${agent.id}`} method="post" novalidate>
          <fieldset class="pile">
            <legend>{typo('Rôles')}</legend>
            {agentRoles.map((role) => (
              <div key={role}>
                <Checkbox name={role} label={agentRoleWords[role].name} checked={ticked.includes(role)} />
                <p class="discret petit">{typo(agentRoleWords[role].may)}</p>
              </div>
            ))}
          </fieldset>
          <input type="hidden" name="vus" value={agent.roles.join(' ')} />
          <div class="boutons">
            <Button variant="plein" name="geste" value="enregistrer">
              Enregistrer
            </Button>
            <Button variant="danger" name="geste" value="retirer">
              Retirer cet agent
            </Button>
          </div>
          <p class="discret petit">
            {typo(
              `Sans aucun rôle, la personne n'est plus agent : ses sessions se ferment aussitôt. ${proofWords}`,
            )}
          </p>
        </form>
      )}
    </Frame>
  );
}
