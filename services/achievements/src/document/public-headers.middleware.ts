import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { styleHash } from './outline-html.js';

const secured = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], styleSrc: [styleHash], baseUri: ["'none'"], formAction: ["'none'"], frameAncestors: ["'none'"] },
  },
  // Whoever collects definitions in a browser reads them from another origin.
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  referrerPolicy: { policy: 'no-referrer' },
});

/** Headers of every form of a definition: nothing may be embedded or run, and everyone may read. */
export function publicHeaders(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  secured(request, response, next);
}
