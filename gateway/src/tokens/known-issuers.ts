import type { JSONWebKeySet } from 'jose';
import type { SubgraphSource } from '../datasource.js';
import { keysOfIssuer } from './issuer-keys.js';
import type { TokenIssuer } from './token-issuer.js';
import type { TrustedIssuer } from './trusted-issuer.js';

/** Access tokens of the registry live ten minutes. */
const ownLifetime = 600;
const lifetimeMax = 86_400;

/** The registry's own issuer of tokens; the gateway asks issuers for its keys as it asks for everything else. */
export const ownIssuer = (publicUrl: string, issuers: SubgraphSource): TokenIssuer => ({
  issuer: `${publicUrl}/oidc`,
  audience: publicUrl,
  algorithms: ['ES256'],
  type: 'at+jwt',
  lifetimeMax: ownLifetime,
  async keys() {
    const { accessTokenKeys } = await issuers.askForGateway({ query: '{ accessTokenKeys }' }, 'keys-of-tokens');
    return JSON.parse(accessTokenKeys as string) as JSONWebKeySet;
  },
});

/** An issuer that the operator named. */
export const otherIssuer = ({ issuer, audience, algorithms, type }: TrustedIssuer): TokenIssuer => ({
  issuer,
  audience,
  algorithms,
  type,
  lifetimeMax,
  keys: () => keysOfIssuer(issuer),
});
