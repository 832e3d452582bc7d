export { type Answer, download, html, json, ownPath, page, redirect } from './answers';
export { sessionCookie } from './call';
export { healthRoutes } from './health';
export type { LogLevel, LogStream } from './logger';
export { type Call, get, post, type Route, type Upload } from './route';
export { createServer } from './server';
