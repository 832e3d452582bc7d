import type { KeptMail } from '../../platform/mail';
import { Button, Email, Field, FilterCount, formatDateTime, Note, PlainPage, Table, typo } from '../../ui';

interface MailboxPageProps {
  readonly mails: readonly KeptMail[];
  /** What was typed in the filter. */
  readonly address: string;
}

export function MailboxPage({ mails, address }: MailboxPageProps) {
  return (
    <PlainPage title="Boîte aux lettres de la démonstration">
      <div class="tetiere">
        <div>
          <h1>Boîte aux lettres de la démonstration</h1>
          <p>
            {typo(
              'Aucun email ne part : tous ceux que le portail aurait envoyés arrivent ici, du plus récent au plus ancien.',
            )}
          </p>
        </div>
      </div>
      <form class="filtres" action="/boite-aux-lettres" method="get">
        <Field
          name="adresse"
          label="Adresse du destinataire"
          type="search"
          value={address}
          autocomplete="off"
        />
        <Button variant="trait">Filtrer</Button>
        <FilterCount total={mails.length} words={['Aucun email', '1 email', 'emails']} />
      </form>
      {mails.length === 0 ? (
        <Note>
          {address
            ? "Aucun email pour cette adresse. Vérifiez qu'elle est écrite comme dans la demande, ou effacez le filtre."
            : 'Aucun email pour le moment. Faites une demande de compte : le lien de confirmation arrivera ici.'}
        </Note>
      ) : (
        <Table
          caption="Emails"
          captionHidden
          columns={[
            {
              title: 'Objet',
              cell: (mail) => <a href={`/boite-aux-lettres/${mail.id}`}>{mail.subject}</a>,
            },
            { title: 'Destinataire', cell: (mail) => <Email address={mail.recipient} />, kind: 'large' },
            { title: 'Reçu', cell: (mail) => formatDateTime(mail.createdAt) },
          ]}
          rows={mails}
          rowKey={(mail) => mail.id}
        />
      )}
    </PlainPage>
  );
}
