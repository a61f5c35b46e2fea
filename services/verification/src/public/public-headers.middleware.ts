import type { NextFunction, Request, Response } from 'express';
import helmet from 'helmet';
import { styleHash } from './html.js';

const secured = helmet({
  contentSecurityPolicy: false,
  // Whoever checks a credential in a browser reads documents, lists and keys from another origin.
  crossOriginResourcePolicy: { policy: 'cross-origin' },
  referrerPolicy: { policy: 'no-referrer' },
});

const nothing = `default-src 'none'; style-src ${styleHash}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * What the content of a page may do: show pictures of this registry and, where there is a script, run that one and ask for documents, keys and
 * lists, wherever an issuer has them.
 *
 * @param script address of the one script
 */
export const pagePolicy = (script: string | undefined): string =>
  script === undefined ? `${nothing}; img-src 'self'` : `${nothing}; img-src 'self'; script-src ${script}; connect-src 'self' https:; require-trusted-types-for 'script'`;

/** Headers of everything public: nothing may be embedded or run, and everyone may read. */
export function publicHeaders(request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Content-Security-Policy', nothing);
  secured(request, response, next);
}
