import { crc32, deflateSync } from 'node:zlib';
import {
  bakePng,
  bakeSvg,
  buildAchievementCredential,
  keyIdOf,
  newSigningKey,
  readInput,
  signDocument,
  signerOf,
  signJwt,
  signSdJwt,
  signVcJose,
  type CredentialDetails,
  type IssuerKey,
  type JsonObject,
  type StatusObservation,
  type VerificationEvidence,
} from '@cairn/credentials';

export type MutatedForm = 'OB3_LD' | 'OB3_JWT' | 'VC_JOSE' | 'SD_JWT' | 'PNG' | 'SVG';

/** A document of ours before anything is done to it, and all that is known about it. */
export interface Original {
  readonly form: MutatedForm;
  /** In what state it is: only the first may be accepted, with whatever is done to it. */
  readonly state: 'IN_FORCE' | 'EXPIRED' | 'REVOKED';
  readonly input: Buffer;
  readonly document: JsonObject;
  readonly evidence: VerificationEvidence;
  /** What a forger has at hand: another document and key of the same issuer's and of his own. */
  readonly forger: Forger;
}

export interface Forger {
  /** Signed by the same issuer, about something else. */
  readonly other: JsonObject;
  /** Signs JSON-LD with a key of the forger's, under the name of the issuer's key, or under his own. */
  resign(document: JsonObject, as: 'ISSUER' | 'FORGER'): Promise<JsonObject>;
  /** Signs a payload as a token, likewise. */
  tokenOf(document: JsonObject, as: 'ISSUER' | 'FORGER'): Promise<string>;
}

export const asOf = new Date('2026-06-01T12:00:00Z');
const created = new Date('2026-03-01T10:05:00Z');
const did = 'did:web:registry.example:i:harbour';
const forgerDid = 'did:web:registry.example:i:forger';
const listUrl = 'https://registry.example/status/1';

const details = (over: Partial<CredentialDetails> = {}): CredentialDetails => ({
  credentialId: 'https://registry.example/c/awd_1',
  issuer: { did, name: 'Harbour University', url: 'https://harbour.example' },
  achievement: {
    id: 'https://registry.example/a/ver_1',
    name: 'Façade “mooring” – 船',
    description: 'Mooring a boat in tidal waters.',
    criteriaNarrative: 'Moor **three** boats.',
    achievementType: 'MicroCredential',
    version: '1',
    tags: ['boats', 'tides'],
    alignments: [{ targetName: 'moor', targetUrl: 'https://skills.example/1', targetType: 'CFItem' }],
    inLanguage: 'en',
    creditsAvailable: 2.5,
  },
  subjectId: 'urn:uuid:0b8f6f53-6f0e-4a52-9d6b-2b1ed13f6f01',
  validFrom: new Date('2026-03-01T10:00:00Z'),
  validUntil: new Date('2029-03-01T10:00:00Z'),
  awardedDate: new Date('2026-02-27T09:30:00Z'),
  results: [{ value: '87', status: 'Completed' }],
  creditsEarned: 2.5,
  status: { listUrl, index: 94567, purpose: 'revocation' },
  ...over,
});

/** Every form in force; the linked-data form, the tokens and the images also expired and revoked. */
export async function originals(): Promise<Original[]> {
  const [edwards, curve, forgerKey, forgerCurve] = [
    newSigningKey(),
    newSigningKey('ES256'),
    newSigningKey(),
    newSigningKey('ES256'),
  ];
  const edwardsId = keyIdOf(did, edwards.publicKeyMultibase);
  const curveId = `${did}#p256`;
  const at = new Date('2026-01-01T00:00:00Z');
  const history = [{ state: 'ACTIVE' as const, at, recordedAt: at }];
  const keys: IssuerKey[] = [
    { id: edwardsId, controller: did, publicKeyMultibase: edwards.publicKeyMultibase, history },
    { id: curveId, controller: did, publicKeyJwk: curve.publicKeyJwk, history },
  ];
  const sign = (document: JsonObject) =>
    signDocument(document, { privateKey: edwards.privateKey, verificationMethod: edwardsId }, created);
  const forgerName = keyIdOf(forgerDid, forgerKey.publicKeyMultibase);
  const forger: Forger = {
    other: await sign(
      buildAchievementCredential(
        details({
          credentialId: 'https://registry.example/c/awd_2',
          results: [{ value: '12', status: 'Failed' }],
        }),
      ),
    ),
    resign: (document, as) =>
      signDocument(
        document,
        { privateKey: forgerKey.privateKey, verificationMethod: as === 'ISSUER' ? edwardsId : forgerName },
        created,
      ),
    tokenOf: (document, as) =>
      signJwt(document, signerOf(forgerCurve, as === 'ISSUER' ? curveId : `${forgerDid}#p256`)),
  };
  const evidence = (value: boolean): VerificationEvidence => {
    const status: StatusObservation = {
      source: 'STATUS_LIST',
      purpose: 'revocation',
      listUrl,
      index: 94567,
      outcome: 'READ',
      value,
      observedAt: asOf,
    };
    return { issuer: { outcome: 'KNOWN', id: did, keys, observedAt: asOf }, status: [status] };
  };
  const signer = signerOf(curve, curveId);
  const made: Original[] = [];
  for (const state of ['IN_FORCE', 'EXPIRED', 'REVOKED'] as const) {
    const document = buildAchievementCredential(
      details(state === 'EXPIRED' ? { validUntil: new Date('2026-04-01T10:00:00Z') } : {}),
    );
    const linked = await sign(document);
    const token = await signJwt(document, signer);
    const inputs: [MutatedForm, string | Buffer][] = [
      ['OB3_LD', JSON.stringify(linked)],
      ['OB3_JWT', token],
      ['VC_JOSE', await signVcJose(document, signer)],
      ['SD_JWT', await signSdJwt(document, signer)],
      ['PNG', baked(bakePng(onePixel(), JSON.stringify(linked)))],
      ['PNG', baked(bakePng(onePixel(), token))],
      [
        'SVG',
        baked(
          bakeSvg('<svg xmlns="http://www.w3.org/2000/svg"><circle r="5"/></svg>', JSON.stringify(linked)),
        ),
      ],
    ];
    for (const [form, input] of inputs) {
      const reading = readInput(Buffer.from(input));
      if (!reading.ok) throw new Error(`an original cannot be read: ${reading.message}`);
      made.push({
        form,
        state,
        input: Buffer.from(input),
        document: reading.read.document,
        evidence: evidence(state === 'REVOKED'),
        forger,
      });
    }
  }
  return made;
}

function baked(
  result: { ok: true; image: string | Buffer } | { ok: false; message: string },
): string | Buffer {
  if (!result.ok) throw new Error(result.message);
  return result.image;
}

function onePixel(): Buffer {
  const chunk = (type: string, data: Uint8Array) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, check]);
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from([0, 128]))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
