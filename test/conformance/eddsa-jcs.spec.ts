import { readFileSync } from 'node:fs';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import { createVerifyCryptosuite } from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import * as judge from '@digitalbazaar/vc';
import { base58 } from '@scure/base';
import {
  addJcsProof,
  buildAchievementCredential,
  bundledDocumentLoader,
  checkJcsSignature,
  checkSignature,
  didDocumentOf,
  didWebOfIssuer,
  documentLoaderOver,
  importPrivateKey,
  keyIdOf,
  newSigningKey,
  readPublicKey,
  signDocument,
  signerOf,
  type JsonObject,
} from '@cairn/credentials';
import { describeUnless, publicData } from '@cairn/testkit';
import { sampleDetails } from './documents.fixture.js';

const created = new Date('2026-03-01T10:05:00Z');
const did = didWebOfIssuer('registry.example', 'harbour-university');
const key = newSigningKey();
const keyId = keyIdOf(did, key.publicKeyMultibase);
const signer = signerOf(key, keyId);
const didDocument = didDocumentOf(did, [
  { id: keyId, controller: did, publicKeyMultibase: key.publicKeyMultibase, history: [] },
]);

const loader = async (address: string) => {
  if (address === did) return { contextUrl: null, documentUrl: address, document: didDocument };
  if (address !== keyId) return bundledDocumentLoader(address);
  const document = {
    '@context': 'https://w3id.org/security/multikey/v1',
    ...didDocument.verificationMethod[0],
  };
  return { contextUrl: null, documentUrl: address, document };
};

const unsigned = buildAchievementCredential(sampleDetails(did)) as JsonObject;
const verify = async (credential: JsonObject) => {
  const suite = new DataIntegrityProof({ cryptosuite: createVerifyCryptosuite() });
  const { verified } = await judge.verifyCredential({
    credential: structuredClone(credential),
    suite,
    documentLoader: loader,
    checkStatus: async () => ({ verified: true }),
    now: new Date('2026-06-01T00:00:00Z'),
  });
  return verified;
};

describe("Digital Bazaar's eddsa-jcs-2022 suite", () => {
  it('accepts our second proof, alone and beside the first', async () => {
    expect(await verify(await addJcsProof(unsigned, signer, created))).toBe(true);
    const first = await signDocument(
      unsigned,
      { privateKey: key.privateKey, verificationMethod: keyId },
      created,
    );
    const both = await addJcsProof(first, signer, created);
    expect(both.proof).toHaveLength(2);
    const [, second] = both.proof;
    expect(await verify({ ...both, proof: [second!] })).toBe(true);
  });

  it.each<[string, (copy: JsonObject) => unknown]>([
    ['a changed end', (copy) => (copy['validUntil'] = '2039-03-01T10:00:00Z')],
    [
      'a changed proof date',
      (copy) => ((copy['proof'] as JsonObject[])[0]!['created'] = '2026-03-01T10:05:01Z'),
    ],
    ['another context of the proof', (copy) => ((copy['proof'] as JsonObject[])[0]!['@context'] = [])],
    ['a member that no context defines', (copy) => (copy['grade'] = 'A')],
  ])('refuses it with %s, as we do', async (_what, change) => {
    const copy = structuredClone(await addJcsProof(unsigned, signer, created)) as JsonObject;
    change(copy);
    const { proof, ...rest } = copy;
    expect((await checkJcsSignature(rest, (proof as JsonObject[])[0]!, readPublicKey(key)!)).outcome).toBe(
      'BAD',
    );
    expect(await verify(copy)).toBe(false);
  });

  it('holds whatever contexts others append after signing, as §3.3.2 wants', async () => {
    const { proof, ...rest } = await addJcsProof(unsigned, signer, created);
    const appended = {
      ...rest,
      '@context': [...(rest['@context'] as string[]), 'https://www.w3.org/ns/did/v1'],
    };
    const [only] = proof as JsonObject[];
    expect(await checkJcsSignature(appended, only!, readPublicKey(key)!)).toEqual({ outcome: 'GOOD' });
    const before = {
      ...rest,
      '@context': ['https://www.w3.org/ns/did/v1', ...(rest['@context'] as string[])],
    };
    expect((await checkJcsSignature(before, only!, readPublicKey(key)!)).outcome).toBe('BAD');
  });
});

const { path: vectors, missing } = publicData('credentials/w3c-vectors');
describeUnless(missing)('the W3C test vectors', () => {
  const json = <T = JsonObject>(path: string) => JSON.parse(readFileSync(`${vectors}/${path}`, 'utf8')) as T;
  const keys = () => json<{ publicKeyMultibase: string; privateKeyMultibase: string }>('keyPair.json');
  const examples = { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } };
  const vectorLoader = documentLoaderOver(
    new Map([['https://www.w3.org/ns/credentials/examples/v2', examples]]),
  );

  it('of eddsa-jcs-2022 are signed and checked alike', async () => {
    const seed = base58.decode(keys().privateKeyMultibase.slice(1)).subarray(2);
    const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
    const { proof, ...rest } = json<JsonObject & { proof: JsonObject }>('eddsa-jcs-2022/signedJCS.json');
    const method = String(proof['verificationMethod']);
    const ours = await addJcsProof(
      rest,
      signerOf(importPrivateKey(pkcs8), method),
      new Date(String(proof['created'])),
    );
    expect(ours.proof).toEqual([proof]);
    expect(await checkJcsSignature(rest, proof, readPublicKey(keys())!)).toEqual({ outcome: 'GOOD' });
  });

  it('of Ed25519Signature2020 hold', async () => {
    const { proof, ...rest } = json<JsonObject & { proof: JsonObject }>(
      'Ed25519Signature2020/signedEdSig.json',
    );
    expect(await checkSignature(rest, proof, keys().publicKeyMultibase, vectorLoader)).toEqual({
      outcome: 'GOOD',
    });
  });
});
