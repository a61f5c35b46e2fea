import { isObject, listOf, type JsonObject } from '../json/json.js';
import { NOTHING_GATHERED, type JudgeOne } from './endorsement-findings.js';
import type { VerificationEvidence } from './evidence.js';
import type { VerificationResult } from './verdict.js';

/** A record of a whole life has fewer. */
const NESTED_MAX = 100;

/** A credential inside a comprehensive learner record, with a verdict of its own. */
export interface NestedFinding {
  /** Id as the document states it. */
  id: string | null;
  result: VerificationResult;
}

/** The credentials inside a ClrCredential (CLR 2.0, ClrSubject.verifiableCredential), as JSON or compact text, in their order. */
export function credentialsIn(document: JsonObject): (JsonObject | string)[] {
  return listOf(document['credentialSubject'])
    .filter(isObject)
    .flatMap((subject) => listOf(subject['verifiableCredential']))
    .filter((one) => isObject(one) || typeof one === 'string')
    .slice(0, NESTED_MAX);
}

export async function nestedFindings(document: JsonObject, evidence: VerificationEvidence, judge: JudgeOne): Promise<NestedFinding[]> {
  const findings: NestedFinding[] = [];
  for (const [at, input] of credentialsIn(document).entries()) {
    const result = await judge(input, evidence.nested?.[at] ?? NOTHING_GATHERED);
    const id = result.document?.['id'];
    findings.push({ id: typeof id === 'string' ? id : null, result });
  }
  return findings;
}
