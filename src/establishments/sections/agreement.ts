import { z } from 'zod';
import { InvalidInput } from '../../platform/errors';
import { dayInParis, typedDay } from '../../platform/working-days';
import type { Agreement } from '../../referentials';
import { formatDate } from '../../ui';
import { addPeriod } from './periods';
import { type Known, noGesture, section, valuesOf } from './section';

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
const typed = ({ agreements }: Known) =>
  z.object({
    idcc: z
      .string()
      .refine(
        (idcc) => agreementOf(idcc, agreements) !== undefined,
        'Choisissez la convention dans la liste.',
      ),
    du: day('Saisissez le premier jour où la convention s’applique.'),
    au: day(null),
  });

const agreementOf = (idcc: string, agreements: readonly Agreement[]) =>
  agreements.find((one) => one.idcc === idcc);

const titled = ({ idcc, title }: Pick<Agreement, 'idcc' | 'title'>) => `${idcc}, ${title}`;

/** "3248, Métallurgie". */
const agreementLabel = (idcc: string, agreements: readonly Agreement[]): string => {
  const known = agreementOf(idcc, agreements);
  return known ? titled(known) : idcc;
};

/** The choice of the form: those that still apply, then the former ones. */
export const agreementOptions = ({ agreements }: Known): { value: string; label: string }[] =>
  [...agreements.filter(({ inForce }) => inForce), ...agreements.filter(({ inForce }) => !inForce)].map(
    ({ idcc, title, inForce, until }) => ({
      value: idcc,
      label: `${idcc} – ${title}${!inForce && until ? ` (jusqu'au ${formatDate(until)})` : ''}`,
    }),
  );

/** Where it is said to apply still, and another took its place, which. */
function appliedLabel(idcc: string, to: string | null, { agreements, now }: Known): string {
  const label = agreementLabel(idcc, agreements);
  const successor = agreementOf(idcc, agreements)?.successor;
  if (!successor || (to !== null && to < dayInParis(now))) return label;
  return `${label} : remplacée par la ${titled(successor)}`;
}

const lasts = (from: string, to: string | null) =>
  to === null ? `depuis le ${formatDate(from)}` : `du ${formatDate(from)} au ${formatDate(to)}`;

/** What is wrong with applying an agreement over these days, by the dates of the agreement itself. */
function faultOf(
  idcc: string,
  { from, to }: { readonly from: string; readonly to: string | null },
  agreements: readonly Agreement[],
): Record<string, string> | null {
  const { from: begins, until, successor } = agreementOf(idcc, agreements) ?? {};
  const label = agreementLabel(idcc, agreements);
  if (to !== null && to < from)
    return { au: 'La fin est avant le début : choisissez le même jour ou un jour plus récent.' };
  if (begins && from < begins)
    return {
      du: `La convention ${label} ne s'applique qu'à partir du ${formatDate(begins)}.`,
    };
  if (until && (to === null || to > until))
    return {
      au: `La convention ${label} s'est terminée le ${formatDate(until)} : indiquez cette fin${successor ? `, et choisissez ensuite la ${titled(successor)}` : ''}.`,
    };
  return null;
}

export const agreement = section<z.output<typeof agreementContent>>({
  slug: 'convention-collective',
  title: 'Convention collective',
  about: "La convention appliquée aux salariés de l'établissement (IDCC), et depuis quand.",
  ...{ ofCompany: false, namesPeople: false, inDraft: true, content: agreementContent, empty: [] },
  change(kept, form, known) {
    if (form.retirer !== undefined) return kept.filter(({ from }) => from !== form.retirer);
    if (form.geste !== 'ajouter') throw noGesture();
    const { idcc, du, au } = valuesOf(typed(known), form);
    const from = du ?? '';
    const fault = faultOf(idcc, { from, to: au }, known.agreements);
    if (fault) throw new InvalidInput(fault);
    const outcome = addPeriod(kept, { idcc, from, to: au });
    if ('periods' in outcome) return outcome.periods;
    const { inTheWay } = outcome;
    throw new InvalidInput({
      du: `La convention ${agreementLabel(inTheWay.idcc, known.agreements)} s'applique déjà ${lasts(inTheWay.from, inTheWay.to)} : changez les dates, ou retirez-la d'abord.`,
    });
  },
  facts: (kept, known) =>
    [...kept]
      .reverse()
      .map(({ idcc, from, to }) => [
        lasts(from, to).replace(/^./u, (letter) => letter.toUpperCase()),
        appliedLabel(idcc, to, known),
      ]),
  action: 'establishments.agreement-changed',
  told: (kept) => ({ agreements: kept.map(({ idcc, from, to }) => `${idcc} ${lasts(from, to)}`) }),
});
