import {
  addJcsProof,
  DocumentNotCanonical,
  DocumentNotTokenisable,
  envelopeOf,
  type Json,
  type JsonObject,
  signDocument,
  signVcJose,
  type Signer,
} from '@cairn/credentials';
import { vcApiLoader } from './known-contexts.js';
import { VcApiRefusal } from './vc-api-refusal.js';

export const suiteNames = ['eddsa-rdfc-2022', 'eddsa-jcs-2022', 'vc-jose-cose'] as const;
export type SuiteName = (typeof suiteNames)[number];

export interface Secured {
  readonly credential: JsonObject;
  /** What makes this signature differ from every other. */
  readonly proofValue: string;
}

/** Secures a credential; proofs it came with stay, each for itself (a proof set). Throws VcApiRefusal where it cannot be signed. */
export async function secure(suite: SuiteName, unsigned: JsonObject, signer: Signer, created: Date): Promise<Secured> {
  try {
    return await sign[suite](unsigned, signer, created);
  } catch (error) {
    if (error instanceof DocumentNotCanonical || error instanceof DocumentNotTokenisable) throw new VcApiRefusal('INVALID_VALUE', error.message);
    throw error;
  }
}

const sign: Readonly<Record<SuiteName, (unsigned: JsonObject, signer: Signer, created: Date) => Promise<Secured>>> = {
  'eddsa-rdfc-2022': async (unsigned, signer, created) => {
    const { proof } = await signDocument(unsigned, signer, created, vcApiLoader);
    return withProof(unsigned, proof[0]);
  },
  'eddsa-jcs-2022': async (unsigned, signer, created) => withProof(unsigned, (await addJcsProof(unsigned, signer, created)).proof.at(-1) as JsonObject),
  'vc-jose-cose': async (unsigned, signer) => {
    const token = await signVcJose(unsigned, signer);
    return { credential: envelopeOf(token), proofValue: token.split('.')[2] ?? '' };
  },
};

function withProof(unsigned: JsonObject, proof: JsonObject): Secured {
  const earlier = listOf(unsigned['proof']);
  return { credential: { ...unsigned, proof: earlier.length > 0 ? [...earlier, proof] : [proof] }, proofValue: String(proof['proofValue']) };
}

const listOf = (value: Json | undefined): Json[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
