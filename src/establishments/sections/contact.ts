import { z } from 'zod';
import { emailSchema, identitySchema } from '../../accounts';
import { line } from '../../platform/forms';
import { formatPhone } from '../../ui';
import { noGesture, section, valuesOf } from './section';

const { firstName, lastName, jobTitle, phone } = identitySchema.shape;
const typed = z.object({
  nom: lastName,
  prenom: firstName,
  fonction: jobTitle,
  email: emailSchema,
  telephone: phone,
});
const content = z
  .object({
    nom: z.string(),
    prenom: z.string(),
    fonction: z.string(),
    email: z.string(),
    telephone: z.string(),
  })
  .nullable();

const contact = (slug: string, title: string, about: string) =>
  section<z.output<typeof content>>({
    ...{ slug, title, about, ofCompany: false, namesPeople: true, inDraft: true, content, empty: null },
    change(_kept, form) {
      if (form.geste === 'retirer') return null;
      if (form.geste !== 'enregistrer') throw noGesture();
      return valuesOf(typed, form);
    },
    facts: (kept) =>
      kept === null
        ? []
        : [
            ['Nom', `${kept.prenom} ${kept.nom}`],
            ['Fonction', kept.fonction],
            ['Adresse email', kept.email],
            ['Téléphone', formatPhone(kept.telephone)],
          ],
    action: 'establishments.contact-changed',
    told: (kept) => ({ contact: title, removed: kept === null }),
  });

export const trainingContact = contact(
  'contact-formation',
  'Contact formation',
  "La personne que l'OPCO appelle pour vos demandes de prise en charge.",
);
export const accountingContact = contact(
  'contact-comptabilite',
  'Contact comptabilité',
  "La personne que l'OPCO appelle pour vos factures et vos règlements.",
);

const street = line({ ask: 'le numéro et la voie', subject: "Le texte de l'adresse", max: 200 });
const typedAddress = z.object({
  destinataire: line({ ask: 'le destinataire', subject: 'Le destinataire', max: 100 }),
  voie: street,
  codePostal: z
    .string({ error: 'Saisissez le code postal.' })
    .transform((text) => text.replace(/\s/gu, ''))
    .pipe(z.string().regex(/^\d{5}$/, 'Le code postal compte 5 chiffres, par exemple 90000.')),
  ville: line({ ask: 'la ville', subject: 'Le nom de la ville', max: 100 }),
});
const address = z
  .object({ destinataire: z.string(), voie: z.string(), codePostal: z.string(), ville: z.string() })
  .nullable();

export const correspondence = section<z.output<typeof address>>({
  slug: 'adresse-de-correspondance',
  title: 'Adresse de correspondance',
  about: "Où l'OPCO vous écrit, si ce n'est pas l'adresse de l'établissement.",
  ...{ ofCompany: false, namesPeople: true, inDraft: true, content: address, empty: null },
  change(_kept, form) {
    if (form.geste === 'retirer') return null;
    if (form.geste !== 'enregistrer') throw noGesture();
    return valuesOf(typedAddress, form);
  },
  facts: (kept) =>
    kept === null
      ? []
      : [
          ['Destinataire', kept.destinataire],
          ['Adresse', `${kept.voie}, ${kept.codePostal} ${kept.ville}`],
        ],
  action: 'establishments.address-changed',
  told: (kept) => ({ removed: kept === null }),
});
