import { generateKeyPairSync } from 'node:crypto';
import type { FoundDocument } from '../verification/evidence.js';
import type { StepName } from '../verification/verdict.js';
import { rsa, weak, issuer, badge, keyDocument, revocationList, at, world, withOther, without, b64, signedWith, bySignature, judge } from './testing/badges.js';

describe('a signed badge of Open Badges 2.0', () => {
  it.each(['RS256', 'ES256'] as const)('is VALID when a key of its issuer signed it (%s)', (alg) => {
    const payload = bySignature(`https://harbour.example/key/${alg === 'RS256' ? 'rsa' : 'p256'}`);
    const { verdict, finding } = judge(signedWith(alg, payload));
    expect([verdict, finding('proof'), finding('issuerKey'), finding('revocation')]).toEqual([
      'VALID',
      'PROOF_GOOD',
      'KEY_LISTED',
      'STATUS_CLEAR',
    ]);
  });

  const payload = bySignature('https://harbour.example/key/rsa');
  const signed = signedWith('RS256', payload);
  const [head, , tail] = signed.split('.');
  const keyAt = (document: object) => withOther(at('https://harbour.example/key/rsa', document));
  it.each<[string, string, FoundDocument[], StepName, string, string]>([
    [
      'with other claims',
      `${head}.${b64({ ...payload, issuedOn: '2020-01-01T00:00:00Z' })}.${tail}`,
      world,
      'proof',
      'SIGNATURE_WRONG',
      'INVALID',
    ],
    [
      'signed by another key',
      signedWith('RS256', payload, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
      world,
      'proof',
      'SIGNATURE_WRONG',
      'INVALID',
    ],
    [
      'with the algorithm none',
      `${b64({ alg: 'none' })}.${b64(payload)}.`,
      world,
      'proof',
      'ALGORITHM_REFUSED',
      'INVALID',
    ],
    [
      'signed with the public key as secret',
      `${b64({ alg: 'HS256' })}.${b64(payload)}.${tail}`,
      world,
      'proof',
      'ALGORITHM_REFUSED',
      'INVALID',
    ],
    [
      'whose key is silent',
      signed,
      without('https://harbour.example/key/rsa'),
      'proof',
      'KEY_NOT_OBTAINED',
      'UNKNOWN',
    ],
    [
      'whose key is short',
      signedWith('RS256', payload, weak.privateKey),
      keyAt(keyDocument('rsa', weak.publicKey)),
      'proof',
      'KEY_UNFIT',
      'INVALID',
    ],
    [
      'whose key is no PEM',
      signed,
      keyAt({ ...keyDocument('rsa', rsa.publicKey), publicKeyPem: 'x' }),
      'proof',
      'KEY_UNFIT',
      'INVALID',
    ],
    [
      'whose key has another owner',
      signed,
      keyAt(keyDocument('rsa', rsa.publicKey, 'https://other.example/issuer')),
      'issuerKey',
      'KEY_CONTROLLER_WRONG',
      'INVALID',
    ],
    [
      'whose key the issuer does not list',
      signed,
      withOther(at(issuer.id, { ...issuer, publicKey: [] })),
      'issuerKey',
      'KEY_NOT_LISTED',
      'INVALID',
    ],
    [
      'revoked by its id',
      signed,
      withOther(at(issuer.revocationList, revocationList(payload.id))),
      'revocation',
      'REVOKED',
      'INVALID',
    ],
    [
      'revoked with a reason',
      signed,
      withOther(at(issuer.revocationList, revocationList({ id: payload.id, revocationReason: 'A slip' }))),
      'revocation',
      'REVOKED',
      'INVALID',
    ],
    [
      'whose list is silent',
      signed,
      without(issuer.revocationList),
      'revocation',
      'STATUS_NOT_OBTAINED',
      'UNKNOWN',
    ],
  ])('%s is judged so', (_what, given, found, step, code, verdict) => {
    const result = judge(given, found);
    expect([result.finding(step), result.verdict]).toEqual([code, verdict]);
  });

  it('is not believed what it embeds about its issuer', () => {
    const forged = {
      ...bySignature('https://forger.example/key'),
      badge: {
        ...badge,
        id: undefined,
        issuer: { ...issuer, id: undefined, publicKey: 'https://forger.example/key' },
      },
    };
    const found = withOther(
      at('https://forger.example/key', keyDocument('rsa', rsa.publicKey, 'https://forger.example')),
    );
    const { verdict, finding } = judge(signedWith('RS256', forged), found);
    expect([verdict, finding('issuerKey'), finding('issuerIdentity')]).toEqual([
      'UNKNOWN',
      'KEY_NOT_BOUND_TO_ISSUER',
      'ISSUER_NOT_ADDRESSED',
    ]);
  });
});
