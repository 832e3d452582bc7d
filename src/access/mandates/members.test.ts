import { expect, it } from 'vitest';
import { useMandates } from '../../../tests/support/mandates';

const { act, administrator, app, as, ask, colleague, may, partner, path } = useMandates();

it('names among the people of a large partner, whom a search finds, and leaves alone who is not on the page', async () => {
  const [boss, solene] = [await administrator(), await partner()];
  const colleagues = await Promise.all(Array.from({ length: 60 }, () => colleague()));
  const id = await ask(solene);
  await act(id, boss, 'accepter');
  const pageOf = async (query: string) => (await app.get(`${path}/${id}${query}`, await as(solene))).body;
  const boxes = (body: string) => body.match(/name="acteur-/g)?.length;
  expect(boxes(await pageOf(''))).toBe(51);
  const last = colleagues.at(-1);
  if (!last) throw new Error('nobody');
  const found = await pageOf(`?q=${encodeURIComponent(last.email)}`);
  expect([boxes(found), found.includes(`acteur-${last.membershipId}`)]).toEqual([2, true]);
  expect((await act(id, solene, 'designer', { [`acteur-${last.membershipId}`]: 'oui' })).status).toBe(303);
  expect([(await may(solene)).length, (await may(last)).length]).toEqual([3, 3]);
  await act(id, solene, 'designer', {
    [`montre-${solene.membershipId}`]: '',
    [`montre-${last.membershipId}`]: '',
    [`acteur-${last.membershipId}`]: 'oui',
  });
  expect([(await may(solene)).length, (await may(last)).length]).toEqual([0, 3]);
});
