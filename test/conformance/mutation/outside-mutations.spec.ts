import { cryptosuite } from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import { DataIntegrityProof } from '@digitalbazaar/data-integrity';
import * as judge from '@digitalbazaar/vc';
import {
  bundledContexts,
  bundledDocumentLoader,
  canonicalForm,
  didDocumentOf,
  didWebAddress,
  type JsonObject,
} from '@cairn/credentials';
import { verifyCredential as verifyAsConsortium } from '@digitalcredentials/verifier-core';
import { type Mutation, mutations, outcomeOf } from './mutations.js';
import { asOf, originals, type Original } from './originals.js';

const SEED = Number(process.env['CAIRN_MUTATION_SEED'] ?? 7);
const COPIES = Number(process.env['CAIRN_OUTSIDE_MUTATIONS'] ?? 100);

const didDocumentFor = ({ evidence: { issuer } }: Original) =>
  issuer.outcome === 'KNOWN' ? didDocumentOf(issuer.id, issuer.keys) : undefined;

function loaderFor(original: Original) {
  const document = didDocumentFor(original);
  return async (address: string) => {
    if (address === document?.id) return { contextUrl: null, documentUrl: address, document };
    const method = document?.verificationMethod.find(({ id }) => id === address);
    if (!method) return bundledDocumentLoader(address);
    return {
      contextUrl: null,
      documentUrl: address,
      document: { '@context': 'https://w3id.org/security/multikey/v1', ...method },
    };
  };
}

/** Only JSON can be put before them. */
function parsed(input: Buffer): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(input.toString());
    return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

async function digitalBazaarAccepts(original: Original, credential: JsonObject): Promise<boolean> {
  const { verified } = await judge.verifyCredential({
    credential: structuredClone(credential),
    suite: new DataIntegrityProof({ cryptosuite }),
    documentLoader: loaderFor(original),
    checkStatus: async () => ({ verified: true }),
    now: asOf,
  });
  return verified;
}

async function consortiumAccepts(original: Original, credential: JsonObject): Promise<boolean> {
  const document = didDocumentFor(original);
  const online = globalThis.fetch;
  globalThis.fetch = async (input) => {
    const address = input instanceof Request ? input.url : String(input);
    const found =
      document && address === didWebAddress(document.id) ? document : bundledContexts.get(address);
    return new Response(found ? JSON.stringify(found) : '{}', {
      status: found ? 200 : 404,
      headers: { 'content-type': 'application/json' },
    });
  };
  try {
    const { errors, log } = await verifyAsConsortium({
      credential: structuredClone(credential) as never,
      knownDIDRegistries: [],
    });
    return !errors && (log ?? []).some(({ id, valid }) => id === 'valid_signature' && valid);
  } finally {
    globalThis.fetch = online;
  }
}

/** Changed copies of linked data in force that we refuse. */
async function* refusedByUs(): AsyncGenerator<Mutation & { credential: JsonObject }> {
  let left = COPIES;
  for await (const mutation of mutations(SEED)) {
    if (mutation.original.form !== 'OB3_LD' || mutation.original.state !== 'IN_FORCE') continue;
    const credential = parsed(mutation.input);
    if (!credential || (await outcomeOf(mutation)) !== 'REFUSED') continue;
    yield { ...mutation, credential };
    if (--left <= 0) return;
  }
}

/**
 * The statement that was signed, whatever it is written like. We refuse other spellings of it, which readers of the plain JSON would
 * misread; the judges look at the graph alone and may accept them.
 */
async function statementOf({ proof: _proof, ...unsecured }: JsonObject): Promise<string> {
  const form = await canonicalForm(unsecured);
  return form.ok ? form.nquads : form.fault.code;
}

describe('changed copies that we refuse', () => {
  it('are refused by the verifiers of Digital Bazaar and of the Digital Credentials Consortium, or state what the original states', async () => {
    const [original] = (await originals()).filter(
      ({ form, state }) => form === 'OB3_LD' && state === 'IN_FORCE',
    );
    const sound = JSON.parse(original!.input.toString()) as JsonObject;
    expect([await digitalBazaarAccepts(original!, sound), await consortiumAccepts(original!, sound)]).toEqual(
      [true, true],
    );
    const deceived: string[] = [];
    const counts = { copies: 0, refusedByBoth: 0, sameStatement: 0 };
    for await (const { original: from, change, credential } of refusedByUs()) {
      const accepting = [
        ...((await digitalBazaarAccepts(from, credential)) ? ['Digital Bazaar'] : []),
        ...((await consortiumAccepts(from, credential)) ? ['the Consortium'] : []),
      ];
      counts.copies += 1;
      if (!accepting.length) counts.refusedByBoth += 1;
      else if ((await statementOf(credential)) === (await statementOf(from.document)))
        counts.sameStatement += 1;
      else
        deceived.push(`${accepting.join(' and ')}, ${change}: ${JSON.stringify(credential).slice(0, 4_000)}`);
    }
    console.info(
      `of ${counts.copies} copies that we refuse both judges refuse ${counts.refusedByBoth}; ${counts.sameStatement} are other spellings of the signed statement`,
    );
    expect(deceived).toEqual([]);
    expect(counts.refusedByBoth).toBeGreaterThan(COPIES / 2);
  }, 3_600_000);
});
