import { recordPathOf, requestStateWords, roleOf } from '../../access';
import {
  ButtonLink,
  Card,
  Email,
  Facts,
  formatDate,
  formatDateTime,
  formatPhone,
  Line,
  Lines,
  Status,
  type StatusKind,
  typo,
} from '../../ui';
import { mailStates } from '../pages/repair-words';
import type { AccountView, AskedAccess, Attachment } from './account';
import { accountsPath, eventWords } from './words';

interface CardProps {
  readonly view: AccountView;
}

const agentWords = {
  account_manager: 'Gestionnaire des comptes',
  case_officer: 'Instructeur',
  controller: 'Contrôleur',
  payment_accountant: 'Comptable OPCO',
  supervisor: 'Superviseur',
} as const;

export function Identity({ view: { account } }: CardProps) {
  return (
    <Card id="t-identite" title="Identité">
      <Facts
        items={[
          ['Adresse email', account.email && <Email address={account.email} />],
          ['Téléphone', account.phone && formatPhone(account.phone)],
          ['Fonction', account.jobTitle],
          ['Rôles d’agent', account.agentRoles.map((role) => agentWords[role]).join(', ')],
          ['Compte créé le', formatDate(account.createdAt)],
          ['Activé le', account.activatedAt && formatDate(account.activatedAt)],
        ]}
      />
    </Card>
  );
}

const attachmentStates = {
  pending: { kind: 'attente', word: 'À valider' },
  active: { kind: 'actif', word: 'Actif' },
  suspended: { kind: 'suspendu', word: 'Suspendu' },
  ended: { kind: 'suspendu', word: 'Terminé' },
  refused: { kind: 'refus', word: 'Refusé' },
} as const satisfies Record<Attachment['state'], { kind: StatusKind; word: string }>;

export function Attachments({ view: { attachments } }: CardProps) {
  return (
    <Card id="t-rattachements" title="Rattachements">
      {attachments.length === 0 ? (
        <p>{typo("Aucun établissement n'est rattaché à ce compte.")}</p>
      ) : (
        <Lines>
          {attachments.map(
            ({ id, siteName, siren, siret, role, state, since, endsOn, lastAdministrator }) => (
              <Line
                key={id}
                icon="factory"
                title={siret ? siteName : typo(`${siteName}, toute l'entreprise`)}
                details={[
                  <a href={recordPathOf({ siren, siret })}>
                    {typo(siret ? `SIRET ${siret}` : `SIREN ${siren}`)}
                  </a>,
                  typo(roleOf(role).name),
                  typo(`Depuis le ${formatDate(since)}${endsOn ? `, jusqu'au ${formatDate(endsOn)}` : ''}`),
                  lastAdministrator ? typo("Seul à administrer : il n'y a personne d'autre.") : null,
                ]}
                action={<Status kind={attachmentStates[state].kind}>{attachmentStates[state].word}</Status>}
              />
            ),
          )}
        </Lines>
      )}
    </Card>
  );
}

const requestKind = (state: AskedAccess['state']): StatusKind => {
  if (state === 'approved') return 'actif';
  if (state === 'refused') return 'refus';
  return state === 'pending' || state === 'to_confirm' ? 'attente' : 'suspendu';
};

export function Requests({ view: { requests } }: CardProps) {
  return (
    <Card id="t-demandes" title="Demandes de compte">
      {requests.length === 0 ? (
        <p>Aucune demande.</p>
      ) : (
        <Lines>
          {requests.map(({ id, siteName, siret, role, state, sentAt }) => (
            <Line
              key={id}
              icon="mail"
              title={
                <a href={`/agents/demandes-de-compte/${id}`}>
                  {typo(`${siteName}, le ${formatDate(sentAt)}`)}
                </a>
              }
              details={[typo(`SIRET ${siret}`), typo(roleOf(role).name)]}
              action={<Status kind={requestKind(state)}>{requestStateWords[state]}</Status>}
            />
          ))}
        </Lines>
      )}
    </Card>
  );
}

export function Mails({ view: { mails } }: CardProps) {
  return (
    <Card id="t-emails" title="Emails envoyés">
      {mails.length === 0 ? (
        <p>{typo('Aucun email à cette adresse.')}</p>
      ) : (
        <Lines>
          {mails.map(({ id, subject, state, createdAt, sentAt }) => (
            <Line
              key={id}
              icon="mail"
              title={subject}
              details={[
                typo(`Écrit le ${formatDateTime(createdAt)}`),
                sentAt && typo(`Parti le ${formatDateTime(sentAt)}`),
              ]}
              action={<Status kind={mailStates[state].kind}>{mailStates[state].word}</Status>}
            />
          ))}
        </Lines>
      )}
    </Card>
  );
}

export function Events({ view: { events } }: CardProps) {
  if (events.length === 0) return null;
  return (
    <Card id="t-gestes" title="Gestes des agents">
      <Lines>
        {events.map(({ at, action, by, reason, checked, otherId }) => (
          <Line
            key={`${at.toISOString()} ${action}`}
            icon="check"
            title={typo(eventWords(action))}
            details={[typo(`Le ${formatDateTime(at)}${by ? `, par ${by}` : ''}`), reason, checked]}
            action={
              otherId && (
                <ButtonLink href={`${accountsPath}/${otherId}`} variant="nu">
                  Voir l’autre compte
                </ButtonLink>
              )
            }
          />
        ))}
      </Lines>
    </Card>
  );
}

export function Security({ view }: CardProps) {
  const { account, totpSince, passkeysSince, recoveryCodesLeft, openSessions } = view;
  return (
    <Card id="t-securite" title="Sécurité">
      <Facts
        items={[
          [
            'Mot de passe',
            account.passwordSetAt ? `Choisi le ${formatDate(account.passwordSetAt)}` : 'Aucun',
          ],
          [
            'Double authentification',
            account.secondFactorAt ? `Depuis le ${formatDate(account.secondFactorAt)}` : 'Aucune',
          ],
          ['Application de codes', totpSince && `Depuis le ${formatDate(totpSince)}`],
          [
            passkeysSince.length > 1 ? 'Clés d’accès' : 'Clé d’accès',
            passkeysSince.map((at) => `Depuis le ${formatDate(at)}`).join(', '),
          ],
          ['Codes de secours', account.secondFactorAt && `${recoveryCodesLeft} restants`],
          ['Sessions ouvertes', String(openSessions)],
        ]}
      />
    </Card>
  );
}

const signInWords = {
  'signed-in': { kind: 'actif', word: 'Connexion' },
  'new-password': { kind: 'actif', word: 'Nouveau mot de passe' },
  failed: { kind: 'suspendu', word: 'Mot de passe refusé' },
  'code-failed': { kind: 'suspendu', word: 'Code refusé' },
  stopped: { kind: 'suspendu', word: 'Mot de passe juste, sans la suite' },
} as const;

export function SignInsOfAccount({ view: { signIns } }: CardProps) {
  return (
    <Card id="t-connexions" title="Connexions récentes">
      {signIns.length === 0 ? (
        <p>Aucune connexion dans les douze derniers mois.</p>
      ) : (
        <Lines>
          {signIns.map(({ at, address, what }) => (
            <Line
              key={`${at.toISOString()} ${what}`}
              icon={signInWords[what].kind === 'actif' ? 'check' : 'alert'}
              title={typo(formatDateTime(at))}
              details={[address && typo(`Depuis ${address}`)]}
              action={<Status kind={signInWords[what].kind}>{signInWords[what].word}</Status>}
            />
          ))}
        </Lines>
      )}
    </Card>
  );
}
