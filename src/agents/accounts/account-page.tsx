import { frameOf } from '../../access';
import { AppPage, ButtonLink, ErrorSummary, formatDateTime, Note, Status, typo } from '../../ui';
import { Attachments, Events, Identity, Mails, Requests, Security, SignInsOfAccount } from './account-cards';
import { Blocking, Merging, Removing, Viewing } from './account-forms';
import type { AccountPageProps } from './account-page-props';
import { StaleNote } from './stale';
import { accountsPath, doneSentences, stateWords } from './words';

/** One account: who it is, what it opens, what became of its mails; and what an agent can do for it. */
export function AccountPage(props: AccountPageProps) {
  const { person, view, mayAct, errors, typed, done, refusal } = props;
  const { account } = view;
  const { kind, word } = stateWords[account.state];
  const sentence = done === undefined ? undefined : doneSentences.get(done);
  return (
    <AppPage
      title={`Compte de ${account.name}`}
      error={Object.keys(errors).length > 0 || refusal !== null}
      {...frameOf(person, accountsPath)}
    >
      <div class="cadre corps pile-5">
        <p class="retour">
          <ButtonLink variant="nu" href={accountsPath} icon="arrow-left">
            Comptes
          </ButtonLink>
        </p>
        {sentence && (
          <Note kind="fait" announced>
            {sentence}
          </Note>
        )}
        <StaleNote refusal={refusal} view={view} typed={typed} />
        <div class="tetiere">
          <div>
            <h1>{account.name}</h1>
            <p>
              <Status kind={kind}>{word}</Status>
              {' · '}
              {typo(
                account.lastSignInAt
                  ? `Dernière connexion le ${formatDateTime(account.lastSignInAt)}`
                  : 'Jamais connecté',
              )}
            </p>
          </div>
        </div>
        <ErrorSummary errors={errors} />
        <div class="deux">
          <div class="pile-5">
            <Identity view={view} />
            <Attachments view={view} />
            <Requests view={view} />
            <Mails view={view} />
            <Events view={view} />
          </div>
          <div class="pile-5">
            <Security view={view} />
            {mayAct && <Gestures {...props} />}
            <SignInsOfAccount view={view} />
          </div>
        </div>
      </div>
    </AppPage>
  );
}

/** What an agent can do; why not, where something stands in the way of all. */
function Gestures(props: AccountPageProps) {
  const { person, view } = props;
  const { account } = view;
  if (account.id === person.accountId) {
    return (
      <Note>{'C’est votre compte : un autre gestionnaire des comptes peut agir sur lui, pas vous.'}</Note>
    );
  }
  if (account.agentRoles.includes('supervisor') && !person.agentRoles.has('supervisor')) {
    return (
      <Note>
        {
          'C’est le compte d’un superviseur : seul un gestionnaire qui est aussi superviseur peut agir sur lui.'
        }
      </Note>
    );
  }
  return (
    <>
      {account.state === 'active' && account.agentRoles.length === 0 && <Viewing {...props} />}
      {account.state === 'active' && account.secondFactorAt !== null && <Removing {...props} />}
      {account.state === 'active' && account.agentRoles.length === 0 && <Merging {...props} />}
      {(account.state === 'active' || account.state === 'blocked') && <Blocking {...props} />}
    </>
  );
}
