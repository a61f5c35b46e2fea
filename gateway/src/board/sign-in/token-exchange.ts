import type { Log } from '@cairn/telemetry';
import type { Request } from 'express';
import { Refused } from '../../refused.js';
import { signedInPath } from '../paths.js';
import { boardClient } from './begun.js';

const longestMs = 10_000;

/**
 * Gives the code for an access token (RFC 6749, section 4.1.3). The registry is asked at the socket where the visitor came in, which is this
 * gateway itself: its public address may not be reachable from here.
 *
 * @throws Refused where the code is not good, and where nobody answers
 */
export async function tokenFor(
  { socket }: Request,
  { code, verifier }: { readonly code: string; readonly verifier: string },
  publicUrl: string,
  log: Log,
): Promise<{ readonly accessToken: string; readonly seconds: number }> {
  const { localAddress = '127.0.0.1', localPort } = socket;
  const host = localAddress.includes(':') ? `[${localAddress}]` : localAddress;
  const body = new URLSearchParams({ grant_type: 'authorization_code', client_id: boardClient, redirect_uri: publicUrl + signedInPath, code, code_verifier: verifier });
  try {
    const response = await fetch(`http://${host}:${localPort}/oidc/token`, { method: 'POST', body, redirect: 'error', signal: AbortSignal.timeout(longestMs) });
    const { access_token: accessToken, expires_in: seconds } = (await response.json()) as Record<string, unknown>;
    if (response.ok && typeof accessToken === 'string' && typeof seconds === 'number') return { accessToken, seconds };
  } catch (error) {
    log.warn({ err: error }, 'a sign-in to the board could not be ended');
    throw new Refused(503, 'SUBGRAPH_UNAVAILABLE', 'Signing in does not work at present. Try again in a moment.', true);
  }
  throw new Refused(401, 'UNAUTHENTICATED', 'The sign-in is not good any more. Begin again.');
}
