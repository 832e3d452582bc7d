import { z } from 'zod';
import { InvalidInput } from '../../platform/errors';
import { typedDay } from '../../platform/working-days';
import { formatDate } from '../../ui';
import { addPeriod } from './periods';
import { agreementLabel, agreementOf } from './reference';
import { noGesture, section, valuesOf } from './section';

export const agreementContent = z.array(
  z.object({ idcc: z.string(), from: z.string(), to: z.string().nullable() }),
);

const day = (missing: string | null) =>
  z.string().transform((typed, context): string | null => {
    const read = typedDay(typed);
    if (read !== undefined && (read !== null || missing === null)) return read;
    context.addIssue({
      code: 'custom',
      message: read === null ? `${missing}` : 'Saisissez la date comme 31/12/2026.',
    });
    return z.NEVER;
  });
const typed = z.object({
  idcc: z
    .string()
    .refine((idcc) => agreementOf(idcc) !== undefined, 'Choisissez la convention dans la liste.'),
  du: day('Saisissez le premier jour où la convention s’applique.'),
  au: day(null),
});

const lasts = (from: string, to: string | null) =>
  to === null ? `depuis le ${formatDate(from)}` : `du ${formatDate(from)} au ${formatDate(to)}`;

/** What is wrong with applying an agreement over these days, by the dates of the agreement itself. */
function faultOf(idcc: string, from: string, to: string | null): Record<string, string> | null {
  const { from: begins, until, successor } = agreementOf(idcc) ?? {};
  if (to !== null && to < from)
    return { au: 'La fin est avant le début : choisissez le même jour ou un jour plus récent.' };
  if (begins && from < begins)
    return {
      du: `La convention ${agreementLabel(idcc)} ne s'applique qu'à partir du ${formatDate(begins)}.`,
    };
  if (until && (to === null || to > until))
    return {
      au: `La convention ${agreementLabel(idcc)} s'est terminée le ${formatDate(until)} : indiquez cette fin, et choisissez ensuite la ${agreementLabel(successor ?? '')}.`,
    };
  return null;
}

export const agreement = section<z.output<typeof agreementContent>>({
  slug: 'convention-collective',
  title: 'Convention collective',
  about: "La convention appliquée aux salariés de l'établissement (IDCC), et depuis quand.",
  ...{ ofCompany: false, namesPeople: false, inDraft: true, content: agreementContent, empty: [] },
  change(kept, form) {
    if (form.retirer !== undefined) return kept.filter(({ from }) => from !== form.retirer);
    if (form.geste !== 'ajouter') throw noGesture();
    const { idcc, du, au } = valuesOf(typed, form);
    const from = du ?? '';
    const fault = faultOf(idcc, from, au);
    if (fault) throw new InvalidInput(fault);
    const outcome = addPeriod(kept, { idcc, from, to: au });
    if ('periods' in outcome) return outcome.periods;
    const { inTheWay } = outcome;
    throw new InvalidInput({
      du: `La convention ${agreementLabel(inTheWay.idcc)} s'applique déjà ${lasts(inTheWay.from, inTheWay.to)} : changez les dates, ou retirez-la d'abord.`,
    });
  },
  facts: (kept) =>
    [...kept]
      .reverse()
      .map(({ idcc, from, to }) => [
        lasts(from, to).replace(/^./u, (letter) => letter.toUpperCase()),
        agreementLabel(idcc),
      ]),
  action: 'establishments.agreement-changed',
  told: (kept) => ({ agreements: kept.map(({ idcc, from, to }) => `${idcc} ${lasts(from, to)}`) }),
});
