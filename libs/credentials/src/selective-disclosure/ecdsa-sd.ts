import { createDiscloseCryptosuite, createSignCryptosuite } from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import { bundledDocumentLoader, type DocumentLoader } from '../contexts/document-loader.js';
import type { Signer } from '../issuers/signer.js';
import { isObject, listOf, type JsonObject } from '../json/json.js';
import { canonicalForm } from '../proofs/canonical-form.js';
import { wholeSeconds, type DataIntegrityProof } from '../proofs/data-integrity.js';
import { ECDSA_SD_2023, isBaseProof } from './ecdsa-sd-proof.js';

/** Why a document cannot be signed or shortened in this suite; LIST_NOT_SUPPORTED: the suite cannot tell elements of JSON-LD lists apart. */
export type SelectiveFault =
  'KEY_NOT_P256' | 'NOT_CANONICAL' | 'LIST_NOT_SUPPORTED' | 'POINTER_WRONG' | 'BASE_PROOF_MISSING';
export type SelectiveOutcome =
  | { ok: true; document: JsonObject & { proof: [DataIntegrityProof] } }
  | { ok: false; code: SelectiveFault; detail: string };

/** Without these a credential says nothing of whose it is, for what and how long. */
export const MANDATORY_POINTERS = ['/issuer', '/validFrom', '/credentialSubject/achievement'] as const;

/**
 * Signs a credential so that its holder can derive shorter ones (ecdsa-sd-2023 base proof, W3C vc-di-ecdsa §3.5). For the holder
 * alone: whoever has it can derive everything. A proof it came with is left out.
 * @param options.mandatory JSON pointers of what every derived credential shows
 */
export async function signSelectiveBase(
  document: JsonObject,
  signer: Signer,
  created: Date,
  options: { mandatory?: readonly string[]; loader?: DocumentLoader } = {},
): Promise<SelectiveOutcome> {
  const { mandatory = MANDATORY_POINTERS, loader = bundledDocumentLoader } = options;
  if (signer.algorithm !== 'ES256')
    return { ok: false, code: 'KEY_NOT_P256', detail: `the key signs with ${signer.algorithm}` };
  const { proof: _earlier, ...unsecured } = document;
  const fault = (await faultOfGraph(unsecured, loader)) ?? faultOfPointers(unsecured, mandatory);
  if (fault) return fault;
  const configuration = {
    type: 'DataIntegrityProof' as const,
    created: wholeSeconds(created),
    verificationMethod: signer.verificationMethod,
    cryptosuite: ECDSA_SD_2023,
    proofPurpose: 'assertionMethod',
  };
  const suite = createSignCryptosuite({ mandatoryPointers: mandatory });
  const verifyData = await suite.createVerifyData({
    cryptosuite: suite,
    document: unsecured,
    proof: configuration,
    documentLoader: loader,
  });
  const proofValue = await suite.createProofValue({
    verifyData,
    dataIntegrityProof: { signer: { sign: ({ data }) => signer.sign(data) } },
  });
  return { ok: true, document: { ...unsecured, proof: [{ ...configuration, proofValue }] } };
}

/**
 * A credential that shows what its base proof makes mandatory and what the pointers name, and no more.
 * @param selective JSON pointers (RFC 6901)
 */
export async function deriveSelective(
  document: JsonObject,
  selective: readonly string[],
  loader: DocumentLoader = bundledDocumentLoader,
): Promise<SelectiveOutcome> {
  const { proof, ...unsecured } = document;
  const base = listOf(proof).filter(isObject).find(isBaseProof);
  if (!base)
    return {
      ok: false,
      code: 'BASE_PROOF_MISSING',
      detail: 'the credential carries no base proof of the suite',
    };
  const fault = (await faultOfGraph(unsecured, loader)) ?? faultOfPointers(unsecured, selective);
  if (fault) return fault;
  const suite = createDiscloseCryptosuite({ selectivePointers: selective });
  try {
    const derived = await suite.derive({
      cryptosuite: suite,
      document: unsecured,
      purpose: { term: String(base['proofPurpose']) },
      proofSet: [base],
      documentLoader: loader,
      dataIntegrityProof: { matchProof: async () => true },
    });
    return {
      ok: true,
      document: { ...(derived as JsonObject), proof: [derived['proof'] as DataIntegrityProof] },
    };
  } catch (error) {
    return {
      ok: false,
      code: 'BASE_PROOF_MISSING',
      detail: error instanceof Error ? error.message : String(error),
    };
  }
}

const RDF_FIRST = '<http://www.w3.org/1999/02/22-rdf-syntax-ns#first>';

async function faultOfGraph(
  document: JsonObject,
  loader: DocumentLoader,
): Promise<(SelectiveOutcome & { ok: false }) | undefined> {
  const form = await canonicalForm(document, loader);
  if (!form.ok)
    return { ok: false, code: 'NOT_CANONICAL', detail: `${form.fault.code}: ${form.fault.detail}` };
  return form.nquads.includes(RDF_FIRST)
    ? { ok: false, code: 'LIST_NOT_SUPPORTED', detail: 'the credential holds a list whose order counts' }
    : undefined;
}

function faultOfPointers(
  document: JsonObject,
  pointers: readonly string[],
): (SelectiveOutcome & { ok: false }) | undefined {
  const wrong = pointers.find((pointer) => !leadsSomewhere(document, pointer));
  return wrong === undefined
    ? undefined
    : { ok: false, code: 'POINTER_WRONG', detail: `nothing is at ${wrong.slice(0, 200)}` };
}

function leadsSomewhere(document: JsonObject, pointer: string): boolean {
  if (!pointer.startsWith('/')) return false;
  let at: unknown = document;
  for (const step of pointer.slice(1).split('/')) {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return false;
    at = (at as Record<string, unknown>)[name];
  }
  return at !== undefined;
}
