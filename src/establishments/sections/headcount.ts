import { z } from 'zod';
import { dayInParis } from '../../platform/working-days';
import { noGesture, section, valuesOf } from './section';

export const headcountSources = [
  { value: 'urssaf', label: "Effectif notifié par l'Urssaf" },
  { value: 'dsn', label: 'Calculé à partir des DSN' },
  { value: 'declared', label: "Déclaration de l'entreprise" },
] as const;
const codes = headcountSources.map(({ value }) => value);

/** In hundredths of a person: the annual average has two decimals. Source: code de la sécurité sociale, R130-1. */
const content = z.array(
  z.object({ year: z.number().int(), hundredths: z.number().int(), source: z.enum(codes) }),
);

const mostYears = 6;
/** The years that may be told, the last complete one first. */
export function headcountYears(now: Date): number[] {
  const last = Number(dayInParis(now).slice(0, 4)) - 1;
  return Array.from({ length: mostYears }, (_, index) => last - index);
}

const typed = (years: readonly number[]) =>
  z.object({
    annee: z
      .string()
      .transform(Number)
      .refine((year) => years.includes(year), "Choisissez l'année dans la liste."),
    effectif: z
      .string()
      .transform((text) => text.replace(/\s/gu, '').replace(',', '.'))
      .pipe(
        z
          .string()
          .min(1, "Saisissez l'effectif moyen de l'année : 0 s'il n'y avait pas de salarié.")
          .regex(
            /^\d{1,7}(\.\d{1,2})?$/,
            "L'effectif est un nombre de salariés, avec deux décimales au plus, par exemple 48,50.",
          ),
      )
      .transform((text) => Math.round(Number(text) * 100)),
    source: z.enum(codes, { error: "Dites d'où vient ce nombre." }),
  });

const asWritten = (hundredths: number) =>
  (hundredths / 100).toLocaleString('fr-FR', { minimumFractionDigits: hundredths % 100 === 0 ? 0 : 2 });
const sourceOf = (code: string) => headcountSources.find(({ value }) => value === code)?.label ?? code;

export const headcount = section<z.output<typeof content>>({
  slug: 'effectif',
  title: "Effectif de l'entreprise",
  about:
    "L'effectif moyen annuel de toute l'entreprise, tous établissements compris : il fixe les contributions et l'accès aux aides.",
  ...{ ofCompany: true, namesPeople: false, inDraft: false, content, empty: [] },
  change(kept, form, { now }) {
    if (form.retirer !== undefined) return kept.filter(({ year }) => String(year) !== form.retirer);
    if (form.geste !== 'ajouter') throw noGesture();
    const { annee: year, effectif: hundredths, source } = valuesOf(typed(headcountYears(now)), form);
    return [...kept.filter((one) => one.year !== year), { year, hundredths, source }].sort(
      (a, b) => b.year - a.year,
    );
  },
  facts: (kept) =>
    kept.map(({ year, hundredths, source }) => [
      `Année ${year}`,
      `${asWritten(hundredths)} (${sourceOf(source).replace(/^./u, (letter) => letter.toLowerCase())})`,
    ]),
  action: 'establishments.headcount-changed',
  told: (kept) => ({ headcounts: kept.map(({ year, hundredths }) => `${year} : ${asWritten(hundredths)}`) }),
});
