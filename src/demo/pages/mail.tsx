import { type ComponentChild, Fragment } from 'preact';
import type { KeptMail } from '../../platform/mail';
import { ButtonLink, Email, Facts, formatDateTime, PlainPage } from '../../ui';

interface MailPageProps {
  readonly mail: KeptMail;
  /** Only addresses of this origin become links. */
  readonly origin: string;
}

export function MailPage({ mail, origin }: MailPageProps) {
  return (
    <PlainPage title={mail.subject}>
      <p class="retour">
        <ButtonLink
          variant="nu"
          href={`/boite-aux-lettres?adresse=${encodeURIComponent(mail.recipient)}`}
          icon="arrow-left"
        >
          <span>
            Emails de <Email address={mail.recipient} />
          </span>
        </ButtonLink>
      </p>
      <div class="tetiere">
        <h1>{mail.subject}</h1>
        <ButtonLink href={`/boite-aux-lettres/${mail.id}/html`} variant="trait" icon="mail">
          Voir l'email mis en page
        </ButtonLink>
      </div>
      <section class="carte pile-5" aria-label="Email">
        <Facts
          items={[
            ['À', <Email address={mail.recipient} />],
            ['Date', formatDateTime(mail.createdAt)],
          ]}
        />
        <hr class="filet" />
        <div class="pile">{paragraphsOf(mail.text ?? '', origin)}</div>
      </section>
    </PlainPage>
  );
}

/** The text part, a paragraph per blank line; addresses of our own origin are links. */
function paragraphsOf(text: string, origin: string) {
  return text
    .trim()
    .split(/\n{2,}/)
    .map((paragraph, index) => (
      <p key={index}>
        {linesOf(paragraph).map((line, at) => (
          <Fragment key={at}>
            {at > 0 && <br />}
            {withLinks(line, origin)}
          </Fragment>
        ))}
      </p>
    ));
}

const mailWidth = 72;

/** Lines of a paragraph without the breaks of the plain text's wrapping: those where the next word did not fit. */
function linesOf(paragraph: string): string[] {
  const lines: string[] = [];
  let last = '';
  for (const line of paragraph.split('\n')) {
    const firstWord = /^\S*/.exec(line)?.[0] ?? '';
    const wrapped = last.length + 1 + firstWord.length > mailWidth && !/^(\s|https?:)/.test(line);
    if (wrapped && lines.length > 0) lines.push(`${lines.pop()} ${line}`);
    else lines.push(line);
    last = line;
  }
  return lines;
}

function withLinks(line: string, origin: string): ComponentChild[] {
  return line.split(/(https?:\/\/\S+)/).map((part) => {
    const url = URL.canParse(part) ? new URL(part) : null;
    return url?.origin === origin ? <a href={part}>{breakable(part)}</a> : part;
  });
}

/** A long address with places where a narrow screen may cut it. */
function breakable(address: string): ComponentChild[] {
  return (address.match(/.{1,20}/g) ?? []).flatMap((piece) => [piece, <wbr />]);
}
