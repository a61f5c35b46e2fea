import type { Json, JsonObject } from '@cairn/credentials';
import type { Forger } from './originals.js';
import type { Random } from './random.js';

/** A change to what secures a linked-data document; the document given is a copy that may be changed. */
export type ProofChange = (
  document: JsonObject,
  random: Random,
  forger: Forger,
) => Promise<JsonObject> | JsonObject;

export const proofChanges: Record<string, ProofChange> = {
  'no proof': (document) => ({ ...document, proof: [] }),
  'the proof of another document': (document, _random, { other }) => ({ ...document, proof: other['proof'] }),
  'another document under this proof': (document, _random, { other }) => ({
    ...other,
    proof: document['proof'],
  }),
  'both proofs': (document, _random, { other }) => ({
    ...document,
    proof: [proofOf(other), proofOf(document)],
  }),
  'its proof twice': (document) => ({ ...document, proof: [proofOf(document), proofOf(document)] }),
  'its proof as an object': (document) => ({ ...document, proof: proofOf(document) }),
  'a member of the proof changed': (document, random) => {
    const changes: [string, Json | undefined][] = [
      ['type', 'Ed25519Signature2020'],
      ['cryptosuite', 'eddsa-jcs-2022'],
      ['cryptosuite', 'ecdsa-rdfc-2019'],
      ['created', '2026-03-01T10:05:01Z'],
      ['created', undefined],
      ['expires', '2099-01-01T00:00:00Z'],
      ['proofPurpose', 'authentication'],
      ['proofPurpose', undefined],
      [
        'verificationMethod',
        'did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi#z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi',
      ],
      ['verificationMethod', undefined],
      ['previousProof', 'urn:x:1'],
      ['@context', 'https://www.w3.org/2018/credentials/v1'],
      ['id', 'urn:x:1'],
      ['challenge', 'x'],
    ];
    const [name, value] = random.of(changes);
    return { ...document, proof: [{ ...proofOf(document), [name]: value }] };
  },
  'a character of the proof value changed': (document, random) => {
    const value = String(proofOf(document)['proofValue']);
    const at = 1 + random.below(value.length - 1);
    return {
      ...document,
      proof: [
        {
          ...proofOf(document),
          proofValue: value.slice(0, at) + random.of(['1', 'z', 'A', '0', '']) + value.slice(at + 1),
        },
      ],
    };
  },
  "signed anew by a forger in the issuer's name": (document, _random, forger) =>
    forger.resign({ ...document, name: 'Rector' }, 'ISSUER'),
  'signed anew by a forger in his own name': (document, _random, forger) =>
    forger.resign({ ...document, name: 'Rector' }, 'FORGER'),
  'signed by a forger as another issuer': (document, _random, forger) =>
    forger.resign(
      {
        ...document,
        issuer: { ...(document['issuer'] as JsonObject), id: 'did:web:registry.example:i:forger' },
      },
      'FORGER',
    ),
  "a forger's proof beside its own": async (document, _random, forger) => {
    const forged = await forger.resign({ ...document, name: 'Rector' }, 'FORGER');
    return { ...forged, proof: [proofOf(document), proofOf(forged)] };
  },
};

function proofOf(document: JsonObject): JsonObject {
  return [document['proof']].flat()[0] as JsonObject;
}
