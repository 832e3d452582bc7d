import type { OutgoingMail } from '../../platform/mail';
import { writeMail } from '../../ui';

/** To an address that has an account, when the owner of another one asks to be known by it. */
export function addressAlreadyUsedMail(mail: { to: string; signInUrl: string }): OutgoingMail {
  return writeMail(
    {
      kind: 'accounts.address-already-used',
      to: mail.to,
      subject: 'Cette adresse a déjà un compte',
    },
    {
      preview: "Elle ne peut pas devenir l'identifiant d'un autre compte.",
      paragraphs: [
        'Bonjour,',
        "La personne connectée à un autre compte a demandé que cette adresse en devienne l'identifiant. C'est impossible : cette adresse est déjà celle d'un compte. Rien n'a été changé.",
        "Si c'est vous et que vous avez deux comptes, demandez à nos conseillers de les réunir : la page d'aide dit comment les joindre.",
      ],
      facts: [['Adresse', mail.to]],
      action: { label: 'Me connecter avec cette adresse', url: mail.signInUrl },
      footer:
        "Vous recevez ce message parce que cette adresse a été saisie dans « Mon profil ». Si ce n'est pas vous, ne faites rien.",
    },
  );
}
