import { gzipSync } from 'node:zlib';
import { didDocumentOf } from '../issuers/did-document.js';
import { didWebAddress } from '../issuers/did-web.js';
import { keyIdOf, newSigningKey } from '../issuers/keys.js';
import type { Json, JsonObject } from '../json/json.js';
import { signDocument } from '../proofs/data-integrity.js';
import { emptyBitstring, setBit } from '../status/bitstring.js';
import { buildStatusListCredential } from '../status/status-list-credential.js';
import { verifyCredential } from '../verification/verify-credential.js';
import { parseStep } from '../verification/parse-step.js';
import { asOf, created, did, finding, historyOf, inUse, keyId, signed, signer } from '../verification/signed-credential.fixture.js';
import type { DocumentSource } from './document-source.js';
import { gatherEvidence } from './gather-evidence.js';

const issuerUrl = didWebAddress(did) ?? '';
const stranger = newSigningKey();
const another = { ...historyOf(...inUse), id: keyIdOf(did, stranger.publicKeyMultibase), publicKeyMultibase: stranger.publicKeyMultibase };
const listUrl = 'https://registry.example/status/1';
const didDocument = didDocumentOf(did, [historyOf(...inUse)]);

/** A little web of its own; what is not in it cannot be obtained. */
function web(pages: Record<string, Json | string>): DocumentSource & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    async read(url) {
      asked.push(url);
      const page = pages[url];
      if (page === undefined) return { outcome: 'NOT_OBTAINABLE', url, detail: 'it did not answer', observedAt: asOf };
      return { outcome: 'READ', url, body: Buffer.from(typeof page === 'string' ? page : JSON.stringify(page)), observedAt: asOf };
    },
  };
}

const bitsWith = (value: boolean) => {
  const bits = emptyBitstring();
  if (value) setBit(bits, 94567, true);
  return bits;
};
const listOf = async (value: boolean, over: Partial<{ issuer: string; purpose: 'revocation' | 'suspension' }> = {}) =>
  signDocument(
    buildStatusListCredential({
      listUrl,
      issuerDid: over.issuer ?? did,
      purpose: over.purpose ?? 'revocation',
      bits: bitsWith(value),
      validFrom: created,
      ttlMs: 30_000,
    }),
    signer,
    created,
  );

/** A list whose bits are these bytes, whatever their length. */
const signedList = async (bits: Buffer): Promise<Json> => {
  const list = buildStatusListCredential({ listUrl, issuerDid: did, purpose: 'revocation', bits: emptyBitstring(), validFrom: created });
  const encodedList = `u${gzipSync(bits).toString('base64url')}`;
  return signDocument({ ...list, credentialSubject: { ...(list['credentialSubject'] as JsonObject), encodedList } }, signer, created);
};

async function judged(document: JsonObject, source: DocumentSource) {
  const { read } = parseStep(document);
  if (!read) throw new Error('not read');
  return verifyCredential(document, await gatherEvidence(read, { source }), { asOf });
}

describe('gathering what others publish', () => {
  it('lets a foreign credential be judged by the document and the list of its issuer', async () => {
    const source = web({ [issuerUrl]: didDocument, [listUrl]: await listOf(false) });
    const result = await judged(signed, source);
    expect(result.steps.filter(({ outcome }) => outcome !== 'VALID' && outcome !== 'NOT_APPLICABLE')).toEqual([]);
    expect(result.verdict).toBe('VALID');
    expect(source.asked.sort()).toEqual([issuerUrl, listUrl].sort());
  });

  it('finds what the list says is revoked', async () => {
    const result = await judged(signed, web({ [issuerUrl]: didDocument, [listUrl]: await listOf(true) }));
    expect(finding(result, 'revocation')).toBe('INVALID REVOKED');
  });

  it.each<[string, () => Promise<Json | string>, string]>([
    ['of another issuer', () => listOf(false, { issuer: 'did:web:elsewhere.example' }), 'UNKNOWN STATUS_NOT_OBTAINED'],
    ['for another purpose', () => listOf(false, { purpose: 'suspension' }), 'INVALID STATUS_LIST_INVALID'],
    ['that was changed after signing', async () => ({ ...(await listOf(false)), validFrom: '2026-01-01T00:00:00Z' }), 'INVALID STATUS_LIST_INVALID'],
    ['without a proof', async () => ({ ...(await listOf(false)), proof: undefined }) as Json, 'INVALID STATUS_LIST_INVALID'],
    ['that is too short', async () => signedList(Buffer.alloc(64)), 'INVALID STATUS_LIST_INVALID'],
    ['that inflates without end', async () => signedList(Buffer.alloc(64 * 1024 * 1024)), 'INVALID STATUS_LIST_INVALID'],
    ['that is no credential', async () => 'nothing', 'INVALID STATUS_LIST_INVALID'],
  ])('believes no list %s', async (_name, list, expected) => {
    const result = await judged(signed, web({ [issuerUrl]: didDocument, [listUrl]: await list() }));
    expect(finding(result, 'revocation')).toBe(expected);
    expect(result.verdict).not.toBe('VALID');
  });

  it('says UNKNOWN when issuer and list are silent', async () => {
    const result = await judged(signed, web({}));
    expect(result.verdict).toBe('UNKNOWN');
    expect([finding(result, 'issuerKey'), finding(result, 'revocation')]).toEqual(['UNKNOWN KEY_NOT_BOUND_TO_ISSUER', 'UNKNOWN STATUS_NOT_OBTAINED']);
  });

  it('finds a key that the issuer does not list', async () => {
    const result = await judged(signed, web({ [issuerUrl]: didDocumentOf(did, [another]), [listUrl]: await listOf(false) }));
    expect(finding(result, 'issuerKey')).toBe('INVALID KEY_NOT_LISTED');
  });

  it('finds a key in the wrong relationship', async () => {
    const result = await judged(signed, web({ [issuerUrl]: { ...didDocument, assertionMethod: [], authentication: [keyId] }, [listUrl]: await listOf(false) }));
    expect(finding(result, 'issuerKey')).toBe('INVALID KEY_RELATION_WRONG');
  });

  it('asks nobody about what is known without asking', async () => {
    const source = web({});
    const { read } = parseStep(signed);
    const own = { issuer: { outcome: 'KNOWN' as const, id: did, keys: [historyOf(...inUse)], observedAt: asOf }, status: [] };
    expect(read && (await gatherEvidence(read, { source, own: async () => own }))).toMatchObject(own);
    expect(source.asked).toEqual([]);
  });

  it('asks 16 addresses and no more, whatever a document names', async () => {
    const source = web({});
    const credentialStatus = Array.from({ length: 4 }, (_, at) => ({ type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: '1', statusListCredential: `https://${at}.example/` }));
    const relatedResource = Array.from({ length: 50 }, (_, at) => ({ id: `https://r${at}.example/`, digestSRI: 'sha256-x' }));
    const endorsement = Array.from({ length: 30 }, (_, at) => ({ ...signed, issuer: `did:web:e${at}.example`, credentialStatus }));
    await judged({ ...signed, credentialStatus, relatedResource, endorsement } as unknown as JsonObject, source);
    expect(source.asked.length).toBeLessThanOrEqual(16);
  });
});
