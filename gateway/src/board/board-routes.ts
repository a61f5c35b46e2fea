import type { Log } from '@cairn/telemetry';
import { type RequestHandler, Router } from 'express';
import { Refused } from '../refused.js';
import { chartPage, overviewPage } from './board-pages.js';
import { chartFile, type FileForm } from './chart-file.js';
import { Form } from './form.js';
import { cookieNames, cookieOf, cookieOptions } from './own-cookies.js';
import { type GraphParts, OwnGraph } from './own-graph.js';
import { pageEnd, pageStart, refusedSection, signInSection } from './page/board-page.js';
import { styleHash } from './page/style.js';
import { boardPath, signInPath } from './paths.js';
import { signInPages } from './sign-in/sign-in-pages.js';
import type { View } from './view.js';
import { views } from './views/views.js';
import { type Visit, type Visitor, visitorOf } from './visitor.js';

interface BoardParts extends GraphParts {
  readonly publicUrl: string;
  readonly log: Log;
}

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': `default-src 'none'; style-src ${styleHash}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'private, no-store',
  vary: 'Authorization, Cookie',
  'referrer-policy': 'same-origin',
};

/**
 * `/analytics`: charts of stacking, made of what the public graph answers whoever looks, and of nothing else. `/analytics/<view>` with
 * `.csv`, `.svg` and `.png` is the same for tools. No script runs.
 */
export function boardRoutes(parts: BoardParts): Router {
  const router = Router();
  const graph = new OwnGraph(parts);
  router.use(signInPages(parts.publicUrl, parts.log));
  router.get([boardPath, `${boardPath}/:name`], board(graph, parts));
  return router;
}

const named = /^([a-z-]+)(?:\.(csv|svg|png))?$/;

const board = (graph: OwnGraph, { publicUrl, log }: BoardParts): RequestHandler => async (request, response, next) => {
  const { name: given } = request.params as { name?: string };
  const [, name, file] = named.exec(given ?? '') ?? [];
  const view = views.find((one) => one.name === name);
  if (given !== undefined && !view) return next();
  const form = new Form(new URL(request.url, publicUrl).searchParams);
  response.set(headers);
  const token = request.headers.authorization === undefined ? cookieOf(request, cookieNames.token) : undefined;
  // Somebody whose token has ended is still signed in at the registry, most of the time, and comes back without being asked.
  if (token === undefined && request.headers.authorization === undefined && cookieOf(request, cookieNames.known)) {
    response.clearCookie(cookieNames.known, cookieOptions(publicUrl));
    return void response.redirect(303, `${signInPath}?${new URLSearchParams({ to: request.url })}`);
  }
  try {
    const authorization = token === undefined ? request.headers.authorization : `Bearer ${token}`;
    const asHimself = await graph.as(request, authorization, null);
    const visitor = await visitorOf(asHimself, form.text('tenant'), token !== undefined);
    if (!visitor.isKnown) throw new Refused(401, 'UNAUTHENTICATED', 'Nobody is signed in.');
    const ask = visitor.tenant === null ? asHimself : await graph.as(request, authorization, visitor.tenant);
    const visit: Visit = { visitor, ask, form, log };
    if (view && file) return await chartFile(view, file as FileForm, visit, response);
    await (view ? chartPage(view, visit, response) : overviewPage(visit, response));
  } catch (error) {
    if (!(error instanceof Refused) || file || response.headersSent) throw error;
    if (error.status === 401) response.clearCookie(cookieNames.token, cookieOptions(publicUrl)).set('www-authenticate', 'Bearer');
    response.status(error.status).type('html').send(turnedAway(error, view, request.url));
  }
};

const nobody: Visitor = { tenant: null, tenants: [], isSignedIn: false, isKnown: false };

const turnedAway = (refused: Refused, view: View | undefined, url: string): string =>
  [pageStart(view?.title ?? 'Overview', view?.name ?? null, views, nobody, ''), refused.status === 401 ? signInSection(url) : refusedSection(refused), pageEnd].map(({ text }) => text).join('');
