import { readFileSync } from 'node:fs';
import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as judge from '@digitalbazaar/vc';
import { base58 } from '@scure/base';
import {
  achievementCredentialFaults,
  buildAchievementCredential,
  buildStatusListCredential,
  bundledDocumentLoader,
  canonicalForm,
  checkSignature,
  didDocumentOf,
  didWebOfIssuer,
  documentLoaderOver,
  emptyBitstring,
  exportPrivateKey,
  importPrivateKey,
  issueCredential,
  keyIdOf,
  newSigningKey,
  signDocument,
  type CredentialDetails,
  type Ed25519SigningKey,
  type JsonObject,
} from '@cairn/credentials';
import { describeUnless, publicData } from '@cairn/testkit';
import { sampleDetails } from './documents.fixture.js';

const created = new Date('2026-03-01T10:05:00Z');
const did = didWebOfIssuer('registry.example', 'harbour-university');
const key = newSigningKey();
const keyId = keyIdOf(did, key.publicKeyMultibase);
const signer = { privateKey: key.privateKey, verificationMethod: keyId };
const didDocument = didDocumentOf(did, [
  { id: keyId, controller: did, publicKeyMultibase: key.publicKeyMultibase, history: [] },
]);

const details = (over: Partial<CredentialDetails> = {}) => sampleDetails(did, over);

/** The judge asks its loader for keys and contexts alike; ours answers from the DID document and the bundle. */
const loader = async (address: string) => {
  if (address === did) return { contextUrl: null, documentUrl: address, document: didDocument };
  if (address !== keyId) return bundledDocumentLoader(address);
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    ...didDocument.verificationMethod[0],
  };
  return { contextUrl: null, documentUrl: address, document: method };
};

const accepts = async (credential: JsonObject) => {
  const { verified } = await judge.verifyCredential({
    credential: structuredClone(credential),
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: loader,
    checkStatus: async () => ({ verified: true }),
    now: new Date('2026-06-01T00:00:00Z'),
  });
  return verified;
};

async function issued(over: Partial<CredentialDetails> = {}): Promise<JsonObject> {
  const issuance = await issueCredential(buildAchievementCredential(details(over)), signer, created);
  if (!issuance.ok) throw new Error(JSON.stringify(issuance.faults));
  return issuance.document;
}

describe("Digital Bazaar's verifier", () => {
  it('accepts our credential', async () => expect(await accepts(await issued())).toBe(true));

  it.each<
    [
      string,
      (
        copy: JsonObject & { issuer: JsonObject; credentialSubject: JsonObject; proof: JsonObject[] },
      ) => unknown,
    ]
  >([
    [
      'a changed result',
      (copy) => (copy.credentialSubject['result'] = [{ type: ['Result'], value: '4', status: 'Completed' }]),
    ],
    [
      'a changed earner',
      (copy) => (copy.credentialSubject['id'] = 'urn:uuid:00000000-0000-4000-8000-000000000000'),
    ],
    ['a changed issuer', (copy) => (copy.issuer['id'] = 'did:web:registry.example:i:other')],
    ['a removed status', (copy) => Reflect.deleteProperty(copy, 'credentialStatus')],
    ['a changed proof date', (copy) => (copy.proof[0]!['created'] = '2026-03-01T10:05:01Z')],
    ['no proof', (copy) => Reflect.deleteProperty(copy, 'proof')],
  ])('refuses it with %s', async (_what, change) => {
    const copy = structuredClone(await issued()) as Parameters<typeof change>[0];
    change(copy);
    expect(await accepts(copy)).toBe(false);
  });

  it('accepts our status list credential', async () => {
    const list = buildStatusListCredential({
      listUrl: 'https://registry.example/status/1',
      issuerDid: did,
      purpose: 'revocation',
      bits: emptyBitstring(),
      validFrom: created,
      ttlMs: 30_000,
    });
    expect(await accepts(await signDocument(list, signer, created))).toBe(true);
  });
});

describe("Digital Bazaar's signer", () => {
  const theirProofValue = async (
    document: JsonObject,
    { publicKeyMultibase, ...rest }: Ed25519SigningKey,
  ) => {
    const seed = exportPrivateKey(rest).subarray(-32);
    const secretKeyMultibase = 'z' + base58.encode(Uint8Array.from([0x80, 0x26, ...seed]));
    const pair = await Ed25519Multikey.from({
      '@context': 'https://w3id.org/security/multikey/v1',
      type: 'Multikey',
      id: keyId,
      controller: did,
      publicKeyMultibase,
      secretKeyMultibase,
    });
    const suite = new DataIntegrityProof({
      signer: pair.signer(),
      date: '2026-03-01T10:05:00Z',
      cryptosuite,
    });
    return (await judge.issue({ credential: structuredClone(document), suite, documentLoader: loader })).proof
      .proofValue;
  };

  it.each<[string, Partial<CredentialDetails>]>([
    ['every member', {}],
    ['no status, no results', { status: undefined, results: undefined }],
    ['an end and credits', { validUntil: new Date('2030-01-01T00:00:00Z'), creditsEarned: 1e-7 }],
    ['big credits', { creditsEarned: 1e21 }],
  ])('makes the proof value we make, byte for byte (%s)', async (_what, over) => {
    const unsigned = buildAchievementCredential(details(over));
    const ours = (await signDocument(unsigned, signer, created)).proof[0].proofValue;
    expect(ours).toBe(await theirProofValue(unsigned, key));
  });
});

describe("1EdTech's AchievementCredential schema", () => {
  it('has nothing against our signed credential', async () =>
    expect(achievementCredentialFaults(await issued())).toEqual([]));
});

const { path: vectors, missing } = publicData('credentials/w3c-vectors');
describeUnless(missing)('the W3C test vectors of eddsa-rdfc-2022', () => {
  const read = (path: string) => readFileSync(`${vectors}/${path}`, 'utf8');
  const json = <T = JsonObject>(path: string) => JSON.parse(read(path)) as T;
  const examples = { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } };
  const vectorLoader = documentLoaderOver(
    new Map([['https://www.w3.org/ns/credentials/examples/v2', examples]]),
  );
  type Keys = { publicKeyMultibase: string; privateKeyMultibase: string };
  const privateKeyOf = ({ privateKeyMultibase }: Keys) => {
    const seed = base58.decode(privateKeyMultibase.slice(1)).subarray(2);
    return importPrivateKey(Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]))
      .privateKey;
  };

  it('are canonicalised, signed and verified alike', async () => {
    const keys = json<Keys>('keyPair.json');
    const { proof, ...unsigned } = json<JsonObject & { proof: JsonObject }>(
      'eddsa-rdfc-2022/signedDataInt.json',
    );
    expect(await canonicalForm(unsigned, vectorLoader)).toEqual({
      ok: true,
      nquads: read('eddsa-rdfc-2022/canonDocDataInt.txt'),
    });
    const verificationMethod = String(proof['verificationMethod']);
    const ours = await signDocument(
      unsigned,
      { privateKey: privateKeyOf(keys), verificationMethod },
      new Date(String(proof['created'])),
      vectorLoader,
    );
    expect(ours.proof).toEqual([proof]);
    expect(await checkSignature(unsigned, proof, keys.publicKeyMultibase, vectorLoader)).toEqual({
      outcome: 'GOOD',
    });
  });

  it.each(['signedProofSet1', 'signedProofSet2', 'signedProofChain1', 'signedProofChain2'])(
    'hold for every proof of %s',
    async (name) => {
      const { proof, ...unsigned } = json<JsonObject & { proof: JsonObject | JsonObject[] }>(
        `proof-set-chain/${name}.json`,
      );
      const proofs = [proof].flat();
      for (const one of proofs) {
        const earlier = proofs.filter((other) => [one['previousProof']].flat().includes(other['id'] ?? null));
        const secured = earlier.length ? { ...unsigned, proof: earlier } : unsigned;
        const publicKey = String(one['verificationMethod']).split('#')[1] ?? '';
        expect(await checkSignature(secured, one, publicKey, vectorLoader)).toEqual({ outcome: 'GOOD' });
      }
    },
  );
});
