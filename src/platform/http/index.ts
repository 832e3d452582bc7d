export { type Answer, download, html, json, ownPath, page, redirect, text } from './answers';
export { sessionCookie } from './call';
export { healthRoutes } from './health';
export { type Call, get, post, type Route, type Upload } from './route';
export { createServer, type ServerOptions } from './server';
