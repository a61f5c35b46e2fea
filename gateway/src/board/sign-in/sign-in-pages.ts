import type { Log } from '@cairn/telemetry';
import { type Request, type RequestHandler, type Response, Router } from 'express';
import { Refused } from '../../refused.js';
import { cookieNames, cookieOf, cookieOptions } from '../own-cookies.js';
import { signedInPath, signInPath, signOutPath } from '../paths.js';
import { type Begun, beginSignIn, boardClient, challengeOf, readBegun, sealed } from './begun.js';
import { tokenFor } from './token-exchange.js';

/** Who sees exact figures is who may analyse and award (docs/guides/analysts.md); the board itself writes nothing. */
const scope = 'openid analyse award';
const begunSeconds = 3_600;

/** Signing in to the board: the registry's own OpenID Connect, with PKCE. The token stays in a cookie that no script reads, for as long as it is good. */
export function signInPages(publicUrl: string, log: Log): Router {
  const router = Router();
  router.get(signInPath, (request, response) => begin(publicUrl, request, response));
  router.get(signedInPath, end(publicUrl, log));
  router.get(signOutPath, (_request, response) => {
    for (const name of Object.values(cookieNames)) response.clearCookie(name, cookieOptions(publicUrl));
    response.set('cache-control', 'no-store').redirect(303, '/oidc/session/end');
  });
  return router;
}

function begin(publicUrl: string, request: Request, response: Response): void {
  const begun = beginSignIn(request.query['to']);
  response.cookie(cookieNames.begun, sealed(begun), cookieOptions(publicUrl, begunSeconds));
  const asked = {
    client_id: boardClient,
    response_type: 'code',
    redirect_uri: publicUrl + signedInPath,
    scope,
    state: begun.state,
    code_challenge: challengeOf(begun),
    code_challenge_method: 'S256',
  };
  response.set('cache-control', 'no-store').redirect(303, `/oidc/auth?${new URLSearchParams(asked)}`);
}

const end = (publicUrl: string, log: Log): RequestHandler => async (request, response) => {
  const begun = readBegun(cookieOf(request, cookieNames.begun));
  response.clearCookie(cookieNames.begun, cookieOptions(publicUrl)).set('cache-control', 'no-store');
  const { accessToken, seconds } = await tokenFor(request, codeOf(request, begun), publicUrl, log);
  response.cookie(cookieNames.token, accessToken, cookieOptions(publicUrl, seconds));
  response.cookie(cookieNames.known, '1', cookieOptions(publicUrl));
  response.redirect(303, begun?.to ?? '/');
};

/** The code, where this browser asked for it. Throws Refused. */
function codeOf({ query }: Request, begun: Begun | undefined): { readonly code: string; readonly verifier: string } {
  const { code, state, error } = query;
  if (!begun || state !== begun.state) throw new Refused(400, 'BAD_REQUEST', 'This sign-in is too old, or was begun in another browser. Begin again.');
  if (error === 'access_denied') throw new Refused(403, 'FORBIDDEN', 'The sign-in was broken off. Begin again to see figures.');
  if (typeof code !== 'string') throw new Refused(400, 'BAD_REQUEST', 'The sign-in did not work. Begin again.');
  return { code, verifier: begun.verifier };
}
