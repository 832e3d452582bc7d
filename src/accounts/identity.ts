import { z } from 'zod';
import { line } from '../platform/forms';
import { phoneSchema } from './phone';

/** Longest name, first name and job title, in characters. */
const nameMaxLength = 80;

/** A person's name: letters of any alphabet, spaces, hyphens, apostrophes, dots. */
const nameLine = (ask: string, subject: string) =>
  line({ ask, subject, max: nameMaxLength }).superRefine((name, context) => {
    const strange = /[^\p{L}\p{M} .'’ʼ\u2010\u2011-]/u.exec(name)?.[0];
    if (strange !== undefined) {
      const whole = new Intl.Segmenter('fr').segment(name).containing(name.indexOf(strange))?.segment;
      context.addIssue({
        code: 'custom',
        message: `${subject} ne peut pas contenir « ${whole ?? strange} » : lettres, espaces, traits d'union, apostrophes et points seulement.`,
      });
    } else if (!/\p{L}/u.test(name)) {
      context.addIssue({ code: 'custom', message: `${subject} doit contenir au moins une lettre.` });
    }
  });

/** Who the person is, as typed in a form → as kept (phone in E.164). */
export const identitySchema = z.object({
  civility: z.enum(['M', 'MME'], { error: 'Choisissez Monsieur ou Madame.' }),
  jobTitle: line({ ask: 'votre fonction', subject: "L'intitulé de la fonction", max: nameMaxLength }),
  lastName: nameLine('votre nom', 'Le nom'),
  firstName: nameLine('votre prénom', 'Le prénom'),
  phone: phoneSchema,
});

export type Identity = z.output<typeof identitySchema>;
