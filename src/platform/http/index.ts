export { type Answer, download, html, json, open, ownPath, page, redirect } from './answers';
export { sessionCookie } from './call';
export { drain } from './drain';
export { healthRoutes } from './health';
export { listen } from './listeners';
export type { LogLevel, LogStream } from './logger';
export { createReadiness, type Readiness } from './readiness';
export {
  type Call,
  get,
  getOpen,
  getViewable,
  post,
  postAsOneself,
  type Route,
  secondFactorPath,
  type Upload,
  whileSecuring,
} from './route';
export { createServer } from './server';
