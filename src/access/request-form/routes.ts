import { type Answer, type Call, get, page, post, type Route, redirect } from '../../platform/http';
import { everyone } from '../../platform/who-may';
import { type Change, isNotice } from './choose';
import { closeRoutes } from './close';
import { changeOfCompany, staysOnCompany } from './company-change';
import { creationRoutes, type RequestFormPorts } from './creations';
import { follow } from './follow';
import {
  addressOf,
  formRoot,
  type GaugeSlug,
  gaugeSlugs,
  hasTyped,
  isCreation,
  type Typed,
  typedOn,
} from './form-pages';
import { missing } from './gauges';
import { draftToFill, heldDraft, openDraft, save, viewOf } from './receive';
import { searchRoute } from './search';
import { answerToSentAgain } from './sent-again';
import { gaugePage } from './show';

/** The form "Demande de création de compte": its four gauges, both creations, its closing, its search. */
export function requestFormRoutes(ports: RequestFormPorts): Route[] {
  const { searchPerMinute } = ports;
  return [
    get(formRoot, everyone, () => redirect(addressOf(gaugeSlugs[0]))),
    ...gaugeSlugs.flatMap((slug) => [
      get(addressOf(slug), everyone, (call) => showGauge(call, slug, searchPerMinute)),
      post(addressOf(slug), everyone, (call) => receiveGauge(call, slug, searchPerMinute)),
    ]),
    ...creationRoutes(ports),
    ...closeRoutes,
    searchRoute(searchPerMinute),
  ];
}

async function showGauge(call: Call, slug: GaugeSlug, searchPerMinute: number): Promise<Answer> {
  const kept = await openDraft(call, { listed: slug === 'mon-entreprise' });
  const { form, ...rest } = await viewOf(call, kept);
  const { reste, avis } = call.query;
  const { typed, facts, attempted } = form;
  const all = reste !== undefined && attempted && missing(typed, facts).length > 0;
  const notice = isNotice(avis) ? avis : null;
  const view = { ...rest, form: { ...form, quiet: notice !== null } };
  return page(await gaugePage(call, slug, view, { searchPerMinute, all, notice }));
}

async function receiveGauge(call: Call, slug: GaugeSlug, searchPerMinute: number): Promise<Answer> {
  const { form, kernel } = call;
  const { aller } = form;
  const held = await heldDraft(call);
  const onCompany = slug === 'mon-entreprise';
  const changeOf = async (typed: Typed): Promise<Change> =>
    onCompany ? changeOfCompany(kernel.db, typed, form, aller) : { typed: typedOn(slug, form) };
  const already = await answerToSentAgain(call, held, async (typed) => (await changeOf(typed)).typed);
  if (already) return already;
  // Closing an untouched form leaves nothing behind, and there is nothing to ask.
  const untouched = !hasTyped(slug, typedOn(slug, form)) && (held === null || held.sent);
  if (aller === 'fermer' && untouched) return redirect('/connexion');

  const draft = await draftToFill(call, held);
  const change = await changeOf(draft.typed);
  const stays = onCompany && staysOnCompany(aller, form);
  const leaves = !stays && aller !== slug && !isCreation(aller);
  const view = await save(call, draft, {
    gauge: slug,
    change,
    visited: leaves ? [slug] : [],
    attempted: aller === 'envoyer',
  });
  if (stays) return redirect(`${addressOf(slug)}?avis=${change.notice ?? 'suite'}`);
  return follow(call, draft, view, { from: slug, gauge: slug, searchPerMinute });
}
