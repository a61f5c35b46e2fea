import { bundledDocumentLoader, type DocumentLoader } from '../contexts/document-loader.js';
import { CREDENTIALS_V1, CREDENTIALS_V2 } from '../contexts/bundled-contexts.js';
import { idOf, isObject, listOf, stringsOf, type Json, type JsonObject } from '../json/json.js';
import { checkEmbedded } from './embedded-proof.js';
import type { IssuerEvidence } from './evidence.js';
import { controllerOf } from './proof-check.js';

/** What a verifier asked for, to be found in the proof; what was not asked for is not compared. */
export interface PresentationQuestion {
  challenge?: string;
  domain?: string;
  asOf: Date;
}

export type PresentationFinding =
  | { ok: true; /** Still to be verified, each for itself. */ credentials: JsonObject[]; signed: boolean }
  | { ok: false; code: string; message: string };

/** Nobody honest presents more at once. */
const CREDENTIALS_MAX = 64;

/**
 * Looks at a presentation itself (VCDM 2.0 §4.13): its shape, and the proofs by which its holder presents it. A presentation
 * without proof says nothing of who presents it, which only the caller can judge.
 * @param holder what is known of the holder's keys; a did:key needs nothing
 */
export async function verifyPresentation(
  presentation: JsonObject,
  holder: IssuerEvidence,
  question: PresentationQuestion,
  loader: DocumentLoader = bundledDocumentLoader,
): Promise<PresentationFinding> {
  const fault = faultOfShape(presentation);
  if (fault) return refusal('PRESENTATION_MALFORMED', fault);
  const credentials = listOf(presentation['verifiableCredential']);
  if (!credentials.every(isObject) || credentials.length > CREDENTIALS_MAX)
    return refusal(
      'PRESENTATION_MALFORMED',
      'verifiableCredential holds something else than credentials, or too many of them',
    );
  const checks = await checkEmbedded(presentation, holder, question.asOf, loader, 'authentication');
  if (!Array.isArray(checks)) return refusal(checks.code, checks.message);
  const bad = checks.find(({ result }) => result.outcome !== 'VALID');
  if (bad) return refusal(bad.result.code, bad.result.message);
  const owner = idOf(presentation['holder']);
  const foreign = checks.find(({ mark }) => owner !== undefined && controllerOf(mark) !== owner);
  if (foreign) return refusal('HOLDER_NOT_KEY_OWNER', 'the key of the proof is not that of the holder');
  const asked = listOf(presentation['proof']).filter(isObject);
  if (asked.some((proof) => !answers(proof, question)))
    return refusal(
      'PRESENTATION_NOT_ASKED_FOR',
      'challenge or domain of the proof are not those that were asked for',
    );
  return { ok: true, credentials, signed: checks.length > 0 };
}

function faultOfShape(presentation: JsonObject): string | undefined {
  const [first] = listOf(presentation['@context']);
  if (first !== CREDENTIALS_V2 && first !== CREDENTIALS_V1)
    return 'the first context is not that of verifiable credentials';
  if (!stringsOf(presentation['type']).includes('VerifiablePresentation'))
    return 'type does not include VerifiablePresentation';
  const { id, holder } = presentation;
  if (id !== undefined && !isAddress(id)) return 'id is not one address';
  if (holder !== undefined && !isAddress(idOf(holder)))
    return 'holder is neither an address nor an object with one';
  return undefined;
}

function answers({ challenge, domain }: JsonObject, asked: PresentationQuestion): boolean {
  return (
    (asked.challenge === undefined || challenge === asked.challenge) &&
    (asked.domain === undefined || stringsOf(domain).includes(asked.domain))
  );
}

function isAddress(value: Json | undefined): boolean {
  return typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\S+$/i.test(value);
}

function refusal(code: string, message: string): PresentationFinding {
  return { ok: false, code, message };
}
