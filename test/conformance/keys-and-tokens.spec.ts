import { once } from 'node:events';
import { createServer, globalAgent } from 'node:https';
import type { AddressInfo } from 'node:net';
import {
  buildAchievementCredential,
  didDocumentOf,
  didWebAddress,
  didWebOfIssuer,
  newSigningKey,
  signerOf,
  signJwt,
  signVcJose,
  verificationMethodOf,
  type IssuerKey,
  type JsonObject,
} from '@cairn/credentials';
import { aCertificate } from '@cairn/testkit';
import { Resolver, type ResolverRegistry } from 'did-resolver';
import { compactVerify, calculateJwkThumbprint, importJWK, type JWK } from 'jose';
import { getResolver } from 'web-did-resolver';
import { sampleDetails } from './documents.fixture.js';

const did = didWebOfIssuer('registry.example', 'harbour-university');
const unsigned = buildAchievementCredential(sampleDetails(did)) as JsonObject;

describe.each(['EdDSA', 'ES256', 'RS256'] as const)('jose reads our tokens signed with %s', (algorithm) => {
  const { privateKey, ...written } = newSigningKey(algorithm);
  const key: IssuerKey = { id: verificationMethodOf(did, written), controller: did, ...written, history: [] };
  const signer = signerOf({ algorithm, privateKey }, key.id);
  const publicKey = async () => {
    const { publicKeyJwk } = written;
    return importJWK(
      (publicKeyJwk ?? { kty: 'OKP', crv: 'Ed25519', x: privateKey.export({ format: 'jwk' }).x }) as JWK,
      algorithm,
    );
  };

  it('as JWT and as vc+jwt', async () => {
    for (const token of [await signJwt(unsigned, signer), await signVcJose(unsigned, signer)]) {
      const { payload, protectedHeader } = await compactVerify(token, await publicKey(), {
        algorithms: [algorithm],
      });
      expect(JSON.parse(Buffer.from(payload).toString())).toMatchObject({ id: unsigned['id'] });
      expect(protectedHeader.kid).toBe(key.id);
    }
  });

  it('and the thumbprint in the name of a JsonWebKey', async () => {
    const [method] = didDocumentOf(did, [key]).verificationMethod;
    if (method?.type !== 'JsonWebKey') return;
    expect(method.id).toBe(`${did}#${await calculateJwkThumbprint(method.publicKeyJwk as JWK)}`);
  });
});

const { key: tlsKey, cert } = await aCertificate('localhost');

describe('web-did-resolver', () => {
  const asked: string[] = [];
  let document: object;
  const server = createServer({ key: tlsKey, cert }, (request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
  });
  beforeAll(async () => {
    globalAgent.options.ca = cert;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    delete globalAgent.options.ca;
    server.closeAllConnections();
    server.close();
  });

  it.each(['', ':i:harbour', ':i:caf%C3%A9', `:i:${encodeURIComponent('大学')}`, ':i:a-b_c.d'])(
    'looks for did:web:<host>%%3A<port>%s where we serve it, and takes our document',
    async (path) => {
      const { port } = server.address() as AddressInfo;
      const did = `did:web:localhost%3A${port}${path}`;
      const { privateKey: _, algorithm: _of, ...written } = newSigningKey('ES256');
      document = didDocumentOf(did, [
        { id: verificationMethodOf(did, written), controller: did, ...written, history: [] },
      ]);
      asked.length = 0;
      const { didDocument, didResolutionMetadata } = await new Resolver(getResolver() as unknown as ResolverRegistry).resolve(did);
      expect([didResolutionMetadata.error, didDocument?.id]).toEqual([undefined, did]);
      expect(asked.map((one) => `https://localhost:${port}${one}`)).toEqual([didWebAddress(did)]);
    },
  );
});
