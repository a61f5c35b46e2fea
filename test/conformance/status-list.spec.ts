import { checkStatus, createList, decodeList } from '@digitalbazaar/vc-bitstring-status-list';
import {
  bitAt,
  buildAchievementCredential,
  buildStatusListCredential,
  decodeBitstring,
  emptyBitstring,
  encodeBitstring,
  setBit,
  type JsonObject,
} from '@cairn/credentials';
import { sampleDetails } from './documents.fixture.js';

const did = 'did:web:registry.example:i:harbour';
const listUrl = 'https://registry.example/status/1';
const index = 94567;

describe("Digital Bazaar's reader of status lists", () => {
  it('reads our bits, and we read theirs', async () => {
    const places = [0, 1, 7, 8, index, 131_071];
    const ours = emptyBitstring();
    const theirs = await createList({ length: 131_072 });
    for (const place of places) {
      setBit(ours, place, true);
      theirs.setStatus(place, true);
    }
    const read = await decodeList({ encodedList: encodeBitstring(ours) });
    const decoded = decodeBitstring(await theirs.encode());
    if (!decoded.ok) throw new Error(decoded.detail);
    for (const place of [...places, 2, 9, 131_070]) {
      expect([read.getStatus(place), bitAt(decoded.bits, place)]).toEqual([
        places.includes(place),
        places.includes(place),
      ]);
    }
  });

  it.each([false, true])('finds the status of our credential in our list (revoked: %p)', async (revoked) => {
    const bits = emptyBitstring();
    if (revoked) setBit(bits, index, true);
    const validFrom = new Date('2026-03-01T10:05:00Z');
    const list = buildStatusListCredential({
      listUrl,
      issuerDid: did,
      purpose: 'revocation',
      bits,
      validFrom,
      ttlMs: 30_000,
    });
    const credential = buildAchievementCredential(sampleDetails(did)) as JsonObject;
    const answer = await checkStatus({
      credential,
      documentLoader: async (address) => ({ contextUrl: null, documentUrl: address, document: list }),
      verifyBitstringStatusListCredential: false,
    });
    // `verified` only says that the list could be read: the truth is in the results.
    expect([answer.verified, answer.results.map(({ status }) => status)]).toEqual([true, [revoked]]);
  });
});
