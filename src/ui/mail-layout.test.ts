import { describe, expect, it } from 'vitest';
import { type MailContent, mailHtml, mailText } from './mail-layout';

const mail: MailContent = {
  title: "Demande d'accès",
  preview: 'Une personne demande un accès.',
  paragraphs: [
    'Bonjour,',
    'Une personne demande un accès au portail pour un établissement que vous administrez, et attend votre réponse.',
  ],
  facts: [
    ['Personne', `<b onclick="x">O'Brien</b> & fils`],
    ['Établissement', 'SOCIETE France\nSIRET 62365489700017'],
  ],
  action: { label: 'Étudier la demande', url: `https://portail.example/d/1?a=1&b="2"` },
  closing: ['Sans réponse : un rappel part après 3 jours ouvrés.'],
  footer: 'Vous administrez cet établissement.',
};

describe('mailHtml', () => {
  it('escapes every value and leaves typed apostrophes as they are', () => {
    const html = mailHtml(mail);
    expect(html).toContain(`&lt;b onclick=&quot;x&quot;&gt;O'Brien&lt;/b&gt; &amp; fils`);
    expect(html).toContain('href="https://portail.example/d/1?a=1&amp;b=&quot;2&quot;"');
    expect(html).not.toContain('<b ');
    expect(html).toContain('Demande d’accès</h1>');
  });

  it('can be read without pictures and carries the address in plain under the button', () => {
    const html = mailHtml(mail);
    expect(html).not.toMatch(/<img|url\(/);
    expect(html.match(/https:\/\/portail\.example/g)).toHaveLength(2);
  });

  it('leaves out what is not given', () => {
    const html = mailHtml({ title: 'T', preview: 'P', paragraphs: ['Un.'], footer: 'F' });
    expect(html).not.toContain('<a ');
    expect(html).not.toContain('border-bottom:1px');
  });
});

describe('mailText', () => {
  it('says the same in lines of 72 columns at most, the address whole on its own line', () => {
    const text = mailText(mail);
    const lines = text.split('\n');
    expect(lines.filter((line) => line.length > 72 && !line.startsWith('https://'))).toEqual([]);
    expect(lines).toContain(`https://portail.example/d/1?a=1&b="2"`);
    expect(text).toContain('Sans réponse\u00a0: un rappel');
    expect(text).toContain('  SOCIETE France\n  SIRET 62365489700017');
  });

  it('does not cut an address that is longer than a line', () => {
    const url = `https://portail.example/${'a'.repeat(90)}`;
    expect(mailText({ ...mail, action: { label: 'Ouvrir', url } }).split('\n')).toContain(url);
  });
});
