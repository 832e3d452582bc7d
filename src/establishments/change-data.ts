import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { liveMembershipsOn, roleOf } from '../access';
import { record } from '../journal';
import { type BehaviourContext, behaviour, personOf } from '../platform/behaviour';
import type { Queryable } from '../platform/database';
import { notFound } from '../platform/errors';
import { findCompany, findEstablishment } from '../registry';
import { errors } from './errors';
import { knownOn } from './known';
import { sectionOf } from './sections';
import { insertVersion, versionInForce } from './store';

/** True once the OPCO has validated the establishment and its company: what is written is no draft any more. */
export async function isValidated(db: Queryable, siret: string): Promise<boolean> {
  const site = await findEstablishment(db, siret);
  const company = site && (await findCompany(db, site.siren));
  return site?.state === 'valid' && company?.state === 'valid';
}

/** Writes a new version of one section, over the one that was seen. What stays the same is not written. */
export const changeData = behaviour({
  name: 'establishments.change-data',
  input: z.object({
    siret: z.string().max(20),
    section: z.string().max(50),
    /** 0: nothing was written when the form was shown. */
    version: z.number().int(),
    form: z.record(z.string(), z.string()),
  }),
  who: {
    kind: 'permission-on',
    permission: 'establishment.write',
    placeOf: async (_tx, { siret }) => siret,
  },
  async run(context, { siret, section: slug, version, form }): Promise<void> {
    const { tx, now, actor } = context;
    const section = sectionOf(slug);
    if (!section) throw notFound();
    if (!section.inDraft && !(await isValidated(tx, siret))) throw errors.toValidateFirst();
    const siren = siret.slice(0, 9);
    const place = section.ofCompany ? siren : siret;
    if (section.ofCompany && !(await mayChangeCompany(context, siret))) throw errors.ofTheCompany();
    const latest = await versionInForce(tx, { place, section: slug });
    const kept = latest?.content ?? section.empty;
    const content = section.change(kept, form, await knownOn(tx, now));
    if ((latest?.version ?? 0) !== version) throw errors.changedMeanwhile();
    if (isDeepStrictEqual(content, kept)) return;
    const by = personOf(actor).accountId;
    const written = { place, section: slug, version: version + 1, content, by, now };
    if (!(await insertVersion(tx, written))) throw errors.changedMeanwhile();
    await record(context, {
      action: section.action,
      ...(section.ofCompany
        ? { subjectKind: 'company', subjectId: siren, siret: null }
        : { subjectKind: 'establishment', subjectId: siret, siret }),
      siren,
      details: { version: version + 1, before: section.told(kept), after: section.told(content) },
    });
  },
});

/**
 * What belongs to a company is its own people's to write, from any of their establishments. By a mandate, only who has
 * one for the whole company.
 */
async function mayChangeCompany(
  { tx, now, actor, kernel }: BehaviourContext,
  siret: string,
): Promise<boolean> {
  const { accountId } = personOf(actor);
  const own = await liveMembershipsOn(tx, accountId, siret, now);
  if (
    own.some(({ state, role }) => state === 'active' && roleOf(role).permissions.has('establishment.write'))
  )
    return true;
  return (await kernel.rights.permissionsOn(tx, accountId, siret.slice(0, 9))).has('establishment.write');
}
