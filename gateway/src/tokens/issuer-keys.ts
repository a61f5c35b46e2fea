import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';

const waitMs = 3_000;
const bytesMax = 65_536;

const metadata = z.object({ issuer: z.string(), jwks_uri: z.string() });
const keySet = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * The keys of another issuer, found as OpenID Connect Discovery 1.0 says. What it says of itself has to fit the
 * identifier it is trusted under, and its keys lie at an address as safe as its own. No redirect is followed.
 */
export async function keysOfIssuer(issuer: string): Promise<JSONWebKeySet> {
  const said = metadata.parse(await json(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`));
  if (said.issuer !== issuer) throw new Error('the issuer calls itself by another name');
  const from = new URL(said.jwks_uri);
  if (from.protocol !== 'https:' && new URL(issuer).protocol === 'https:') throw new Error('keys are taken over https');
  return keySet.parse(await json(from.href)) as JSONWebKeySet;
}

async function json(address: string): Promise<unknown> {
  const response = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(waitMs), headers: { accept: 'application/json' } });
  if (!response.ok || !response.body) throw new Error(`${response.status} from the issuer`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new Error('the issuer says too much');
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString('utf8'));
}
