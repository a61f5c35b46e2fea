import { idOf, isObject, listOf, stringsOf, type Json, type JsonObject } from '../json/json.js';
import type { VerificationEvidence } from './evidence.js';
import type { Verdict, VerificationResult } from './verdict.js';

/** Endorsements of endorsements: deeper ones are not looked at. */
export const ENDORSEMENT_DEPTH = 3;
/** Embedded ones that are looked at in one document. */
const ENDORSEMENTS_MAX = 10;

export interface EmbeddedEndorsement {
  about: 'CREDENTIAL' | 'ACHIEVEMENT' | 'ISSUER';
  /** Id of what it stands beside. */
  aboutId: string | undefined;
  /** A JSON document or a compact JWS. */
  input: JsonObject | string;
}

export interface EndorsementFinding {
  about: EmbeddedEndorsement['about'];
  verdict: Verdict;
  /** Code of the step that decided; null when VALID. */
  code: string | null;
  /** Who endorses, as the endorsement says. */
  endorser: string | null;
  /** Whoever endorses himself says nothing new. */
  isSelf: boolean;
  result: VerificationResult;
}

/** The endorsements embedded in a document (Open Badges 3.0: endorsement, endorsementJwt), in a fixed order. */
export function endorsementsIn(document: JsonObject): EmbeddedEndorsement[] {
  const subject = document['credentialSubject'];
  const things: [EmbeddedEndorsement['about'], Json | undefined][] = [
    ['CREDENTIAL', document],
    ['ACHIEVEMENT', isObject(subject) ? subject['achievement'] : undefined],
    ['ISSUER', document['issuer']],
  ];
  return things
    .flatMap(([about, thing]) => {
      if (!isObject(thing)) return [];
      const inputs = [...listOf(thing['endorsement']).filter(isObject), ...stringsOf(thing['endorsementJwt'])];
      return inputs.map((input) => ({ about, aboutId: idOf(thing), input }));
    })
    .slice(0, ENDORSEMENTS_MAX);
}

/** How one embedded endorsement is judged: like any credential, one level further down. */
export type JudgeOne = (input: JsonObject | string, evidence: VerificationEvidence) => Promise<VerificationResult>;

/** Each endorsement has to hold by itself, to be one, and to be about what it stands beside. */
export async function endorsementFindings(document: JsonObject, evidence: VerificationEvidence, judge: JudgeOne): Promise<EndorsementFinding[]> {
  const findings: EndorsementFinding[] = [];
  for (const [at, embedded] of endorsementsIn(document).entries()) {
    const result = await judge(embedded.input, evidence.endorsements?.[at] ?? NOTHING_GATHERED);
    const endorser = idOf(result.document?.['issuer']) ?? null;
    const fault = faultOf(embedded, result);
    findings.push({
      about: embedded.about,
      verdict: fault ? 'INVALID' : result.verdict,
      code: fault ?? decisiveCode(result),
      endorser,
      isSelf: endorser !== null && endorser === idOf(document['issuer']),
      result,
    });
  }
  return findings;
}

/** The code of the first step that kept a document from being VALID. */
export function decisiveCode({ verdict, steps }: VerificationResult): string | null {
  return steps.find(({ outcome }) => outcome === verdict && verdict !== 'VALID')?.code ?? null;
}

export const NOTHING_GATHERED: VerificationEvidence = { issuer: { outcome: 'NOT_OBTAINABLE', detail: 'nobody was asked' }, status: [] };

function faultOf({ aboutId }: EmbeddedEndorsement, { document, read }: VerificationResult): string | undefined {
  if (!document || !read) return undefined;
  if (!stringsOf(document['type']).includes('EndorsementCredential')) return 'NOT_AN_ENDORSEMENT';
  const about = listOf(document['credentialSubject']).flatMap((subject) => idOf(subject) ?? []);
  return aboutId === undefined || about.includes(aboutId) ? undefined : 'ENDORSES_SOMETHING_ELSE';
}
