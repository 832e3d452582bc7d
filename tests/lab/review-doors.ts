// The form of the yearly review of rights, as its page shows it.
import type { Visitor } from './visitor';
import type { World } from './world';

/** The yearly review of a site, and of a company as a whole: everybody is kept, as the page shows them. */
export async function reviewDoors<Door>(
  { sites: [alpha, , charlie], actor }: World,
  door: (route: string, visitor: Visitor, form: Readonly<Record<string, string>>, path: string) => Door,
): Promise<Door[]> {
  const [own, whole] = ['alpha-establishment_administrator', 'other-company-administrator'];
  const doors: Door[] = [];
  for (const [on, by] of [
    [`/etablissements/${alpha?.siret}`, own],
    [`/entreprises/${charlie?.siren}`, whole],
  ]) {
    const [path, visitor] = [`${on}/utilisateurs/revue`, actor(by ?? '').visitor()];
    const { body } = await visitor.get(path);
    const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1] ?? '';
    const form = {
      vus: hidden('vus'),
      mandats: hidden('mandats'),
      derniere: hidden('derniere'),
      relu: 'oui',
    };
    const route = path.replace(/\d{14}/, ':siret').replace(/\d{9}/, ':siren');
    doors.push(door(route, visitor, form, path));
  }
  return doors;
}
