import { expect, it } from 'vitest';
import { createPace } from './pace';

/** What a page costs, in one go. */
function work(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end; );
}

it('lets the event loop turn between the pages of a flood, in the order they came', async () => {
  const pace = createPace(1);
  let turns = 0;
  let counting = true;
  const count = () => {
    turns++;
    if (counting) setImmediate(count);
  };
  setImmediate(count);
  const order: number[] = [];
  const serve = async (page: number) => {
    await pace.turn();
    work(2);
    order.push(page);
  };
  const served: Promise<void>[] = [];
  for (let page = 0; page < 20; page++) {
    served.push(serve(page));
    // As between two requests that are read one after the other: what is ready to go on does.
    for (let step = 0; step < 5; step++) await null;
  }
  await Promise.all(served);
  counting = false;
  expect(order).toEqual(Array.from({ length: 20 }, (_, page) => page));
  expect(turns).toBeGreaterThanOrEqual(19);
});

it('makes nobody wait when there is time', async () => {
  const pace = createPace(60_000);
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  await Promise.all(Array.from({ length: 100 }, () => pace.turn()));
  expect(turned).toBe(false);
});
