import type { Answered, useApp } from '../../../tests/support/app';

type TestApp = ReturnType<typeof useApp>;

const plain = async (answer: Promise<Answered>): Promise<Answered> => {
  const { body, ...rest } = await answer;
  return { ...rest, body: body.replace(/[\u00a0\u202f]/g, ' ') };
};

/** The app with ordinary spaces in its answers, so that tests read like the sentences on screen. */
export function readable(app: TestApp) {
  const { database, cookies, clock, origin } = app;
  return {
    database,
    cookies,
    clock,
    origin,
    get: (...call: Parameters<TestApp['get']>) => plain(app.get(...call)),
    post: (...call: Parameters<TestApp['post']>) => plain(app.post(...call)),
  };
}
