import { gzipSync } from 'node:zlib';
import { canonicalForm } from '../proofs/canonical-form.js';
import {
  bitAt,
  decodeBitstring,
  emptyBitstring,
  encodeBitstring,
  setBit,
  STATUS_LIST_LENGTH,
} from './bitstring.js';
import { buildStatusListCredential, readStatusList } from './status-list-credential.js';
import { statusesOf } from './status-entry.js';

const pack = (bytes: Uint8Array) => 'u' + gzipSync(bytes).toString('base64url');
const listUrl = 'https://registry.example/status/1';

describe('a status bitstring', () => {
  it('puts index 0 at the most significant bit of the first byte', () => {
    const bits = emptyBitstring();
    setBit(bits, 0, true);
    setBit(bits, 15, true);
    expect([bits[0], bits[1], bits.length]).toEqual([0x80, 0x01, 16_384]);
    setBit(bits, 0, false);
    expect(bits[0]).toBe(0);
  });

  it('reads back what was set, and only that', () => {
    const bits = emptyBitstring();
    for (const index of [0, 7, 8, 94_567, STATUS_LIST_LENGTH - 1]) setBit(bits, index, true);
    const decoded = decodeBitstring(encodeBitstring(bits));
    const read = decoded.ok ? decoded.bits : emptyBitstring();
    expect([...Array(STATUS_LIST_LENGTH).keys()].filter((index) => bitAt(read, index))).toEqual([
      0,
      7,
      8,
      94_567,
      STATUS_LIST_LENGTH - 1,
    ]);
  });

  it('has no index beyond its end', () => {
    expect(bitAt(emptyBitstring(), STATUS_LIST_LENGTH)).toBeUndefined();
    expect(bitAt(emptyBitstring(), -1)).toBeUndefined();
    expect(() => setBit(emptyBitstring(), STATUS_LIST_LENGTH, true)).toThrow(RangeError);
  });

  it.each([
    ['without the multibase letter', encodeBitstring(emptyBitstring()).slice(1)],
    ['with padding', `${encodeBitstring(emptyBitstring())}==`],
    ['that is not gzip', `u${Buffer.from('no gzip').toString('base64url')}`],
    ['of too few entries', pack(new Uint8Array(1024))],
    ['that inflates beyond 16 MiB', pack(new Uint8Array(17 * 1024 * 1024))],
    ['of more than 1 MiB', `u${'A'.repeat(1_500_000)}`],
  ])('is refused %s', (_what, encoded) => expect(decodeBitstring(encoded).ok).toBe(false));
});

describe('a status list credential', () => {
  const bits = emptyBitstring();
  setBit(bits, 7, true);
  const list = buildStatusListCredential({
    listUrl,
    issuerDid: 'did:web:registry.example:i:harbour',
    purpose: 'revocation',
    bits,
    validFrom: new Date('2026-01-01T00:00:00Z'),
    ttlMs: 30_000,
  });

  it('is sound JSON-LD under bundled contexts', async () =>
    expect(await canonicalForm(list)).toMatchObject({ ok: true }));

  it.each([
    [7, 'revocation', listUrl, { outcome: 'READ', value: true, ttlMs: 30_000 }],
    [8, 'revocation', listUrl, { outcome: 'READ', value: false }],
    [STATUS_LIST_LENGTH, 'revocation', listUrl, { outcome: 'INDEX_OUT_OF_RANGE' }],
    [7, 'suspension', listUrl, { outcome: 'LIST_INVALID' }],
    [7, 'revocation', 'https://registry.example/status/2', { outcome: 'NOT_OBTAINABLE' }],
  ])('answers entry %i for %s of %s', (index, purpose, url, expected) => {
    expect(readStatusList(list, { listUrl: url, index, purpose })).toMatchObject(expected);
  });
});

describe('a credentialStatus', () => {
  const entry = {
    type: 'BitstringStatusListEntry',
    statusPurpose: 'revocation',
    statusListIndex: '12',
    statusListCredential: listUrl,
  };
  it.each([
    [entry, { kind: 'BITSTRING', index: 12 }],
    [
      { ...entry, statusListIndex: 12 },
      { kind: 'BITSTRING', index: 12 },
    ],
    [{ ...entry, statusSize: 2 }, { kind: 'NOT_SUPPORTED' }],
    [{ ...entry, statusListIndex: -1 }, { kind: 'MALFORMED' }],
    [{ ...entry, statusListIndex: '0x1' }, { kind: 'MALFORMED' }],
    [{ ...entry, statusListIndex: ['12'] }, { kind: 'MALFORMED' }],
    [{ type: '1EdTechRevocationList', id: 'https://registry.example/revoked' }, { kind: 'REVOCATION_LIST' }],
    [{ type: 'Else' }, { kind: 'NOT_SUPPORTED' }],
  ])('%j is read', (credentialStatus, expected) =>
    expect(statusesOf({ credentialStatus })).toMatchObject([expected]),
  );
});
