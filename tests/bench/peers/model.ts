// What the EJS templates are given: worked out for each request from the same data and the same rules, once.

import { h } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { documentField } from '../../../src/access/proof/keep';
import { siteChoice } from '../../../src/access/request-form/choice';
import {
  addressOf,
  gaugeIcons,
  gaugeSlugs,
  gaugeTitles,
  type PageSlug,
  valuesOf,
} from '../../../src/access/request-form/form-pages';
import { shownFaults, stateOf } from '../../../src/access/request-form/gauges';
import { documentHint } from '../../../src/access/request-form/pages/new-company-page';
import { roles } from '../../../src/access/rules';
import { companyKindLabels, companyKinds } from '../../../src/registry';
import { typo } from '../../../src/ui';
import { assetUrl } from '../../../src/ui/assets';
import { IconDrawing, type IconName } from '../../../src/ui/icons';
import type { PageName } from '../ground';
import type { PageData } from './reads';

const iconNames = [
  'alert',
  'arrow-down',
  'arrow-right',
  'arrow-up',
  'factory',
  'info',
  'key',
  'mail',
  'search',
  'user',
  'x',
] as const satisfies readonly IconName[];

/** What never changes: an application of that kind keeps it in `app.locals`. */
export const commonLocals = () => ({
  assets: {
    icon: assetUrl('signe.svg'),
    font: assetUrl('police.woff2'),
    style: assetUrl('style.css'),
    script: assetUrl('app.js'),
    banner: assetUrl('banniere.svg'),
  },
  icons: Object.fromEntries(iconNames.map((name) => [name, renderToString(h(IconDrawing, { name }))])),
  footer: [
    ['/aide', 'Aide'],
    ['/accessibilite', typo('Accessibilité : non évaluée')],
    ['/donnees-personnelles', 'Données personnelles'],
    ['/conditions-generales', 'Conditions générales'],
    ['/mentions-legales', 'Mentions légales'],
    ['/cookies', 'Cookies'],
  ],
  preview: [
    { icon: 'mail', name: 'Mon adresse email', detail: 'elle sera votre identifiant' },
    { icon: 'factory', name: 'Mon entreprise', detail: 'par son nom, SIREN ou SIRET' },
    { icon: 'user', name: 'Mes informations', detail: 'civilité, fonction, téléphone' },
    { icon: 'key', name: 'Habilitations souhaitées', detail: typo("votre rôle dans l'établissement") },
  ],
  civilities: [
    { value: 'M', label: 'Monsieur' },
    { value: 'MME', label: 'Madame' },
  ],
  kinds: companyKinds.map((kind) => ({ value: kind, label: companyKindLabels[kind] })),
  roles: roles.map(({ code, name, description }) => ({
    code,
    name: typo(name),
    description: typo(description),
  })),
});

const words = { 'a-remplir': 'à remplir', 'a-completer': 'à compléter', complet: 'complet' } as const;

const slugs = {
  email: 'mon-adresse-email',
  company: 'mon-entreprise',
  identity: 'mes-informations',
  rights: 'habilitations-souhaitees',
  'new-company': 'nouvelle-entreprise',
} as const satisfies Partial<Record<PageName, PageSlug>>;

const onEnter = {
  email: 'mon-entreprise',
  company: 'mes-informations',
  identity: 'habilitations-souhaitees',
  rights: 'envoyer',
  'new-company': 'enregistrer',
} as const;

const fieldsOf = {
  email: [],
  company: [],
  rights: [],
  identity: [
    {
      name: 'jobTitle',
      label: 'Fonction',
      help: typo("Votre poste dans l'entreprise."),
      required: true,
      autocomplete: 'organization-title',
    },
    { name: 'lastName', label: 'Nom', required: true, autocomplete: 'family-name', spellcheck: false },
    { name: 'firstName', label: 'Prénom', required: true, autocomplete: 'given-name', spellcheck: false },
    {
      name: 'phone',
      type: 'tel',
      label: 'Téléphone',
      hint: typo('10 chiffres, exemple : 06 00 00 00 00'),
      required: true,
      autocomplete: 'tel',
      spellcheck: false,
    },
  ],
  'new-company': [
    numeric('siren', 'SIREN', typo('9 chiffres')),
    { name: 'name', label: typo("Nom de l'entreprise"), required: true, autocomplete: 'organization' },
    {
      name: 'activity',
      label: 'Activité',
      hint: typo('Par exemple : fabrication de pièces mécaniques'),
      required: true,
    },
    {
      name: 'agreement',
      label: 'Convention collective',
      hint: typo('Son nom, ou son code IDCC à 4 chiffres. Facultatif'),
    },
    numeric('headcount', 'Effectif', typo("0 si vous n'avez pas de salarié")),
    numeric('siret', 'SIRET du siège', typo('14 chiffres')),
    { name: 'street', label: 'Numéro et voie', required: true },
    numeric('postalCode', 'Code postal'),
    { name: 'town', label: 'Ville', required: true },
  ],
} as const;

function numeric(name: string, label: string, hint?: string) {
  return { name, label, hint, required: true, width: 'court', inputmode: 'numeric' } as const;
}

const role = {
  name: 'role',
  label: 'Rôle',
  help: 'Ce que vous pourrez faire pour ce site.',
  required: true,
  width: 'large',
  describedBy: 'role-descriptions',
} as const;

const proof = { name: documentField, label: 'Justificatif', hint: typo(documentHint) } as const;

/** The locals of one page. */
export function modelOf(name: PageName, { view, screen }: PageData) {
  if (name === 'sign-in') return { comeBack: '/accueil' };
  const { form, draftId } = view;
  const slug = slugs[name];
  const gauge = slug === 'nouvelle-entreprise' ? 'mon-entreprise' : slug;
  const { typed, visited, facts } = form;
  const gauges = gaugeSlugs.map((one) => {
    const { state, share } = stateOf(one, typed, visited, facts);
    return {
      slug: one,
      label: gaugeTitles[one],
      icon: gaugeIcons[one],
      state,
      word: words[state],
      percent: Math.round(Math.min(1, Math.max(0.08, share)) * 100),
      current: one === gauge,
      fresh: state === 'complet' && typed.fresh === one,
    };
  });
  const fault = slug === 'nouvelle-entreprise' ? {} : shownFaults(slug, form);
  const index = gaugeSlugs.indexOf(gauge);
  const beside = (step: number) => (slug === gauge ? (gauges[index + step] ?? null) : null);
  const site = name === 'rights' ? siteChoice(typed, facts) : null;
  return {
    draftId: draftId ?? '',
    heading: slug === 'nouvelle-entreprise' ? 'Demander la création de mon entreprise' : gaugeTitles[slug],
    action: addressOf(slug),
    onEnter: onEnter[name],
    upload: name === 'new-company',
    error: Object.keys(fault).length > 0,
    faults: Object.entries(fault),
    fault,
    gauges,
    previous: beside(-1),
    next: beside(1),
    left: gauges.filter((one) => one.state !== 'complet').map((one) => one.label),
    typed,
    fields: fieldsOf[name],
    company: screen?.company,
    sites: screen?.sites?.options,
    site: site && 'label' in site ? site : null,
    role,
    proof,
    values: name === 'new-company' ? valuesOf('nouvelle-entreprise', typed) : {},
  };
}
