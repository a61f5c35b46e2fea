import { definitionIn, idOf, isJsonObject as isObject, type JsonObject, type StepResult, type VerificationResult } from '@cairn/credentials';
import type { Checked } from './checked.js';

const stepAnswer = ({ step, outcome, code, message, evidenceAt }: StepResult) => ({ step, outcome, message, code: outcome === 'VALID' ? null : code, evidenceAt });

const applicable = (steps: readonly StepResult[]) => steps.filter(({ outcome }) => outcome !== 'NOT_APPLICABLE').map(stepAnswer);

/** A check as graph and REST tell of it, without what only one of them knows. */
export function checkedAnswer({ verdict, steps, credential, asOf, knownAsOf, statusAsOf, result }: Checked) {
  return {
    verdict,
    asOf,
    knownAsOf,
    statusAsOf,
    steps: steps.map(stepAnswer),
    ours: credential !== null,
    format: result?.read?.format ?? null,
    container: result?.read?.container ?? null,
    claim: result && claimOf(result),
    trust: result?.trust ?? { state: 'NOT_LISTED' as const, lists: [], since: null },
    endorsements: (result?.endorsements ?? []).map(({ about, endorser, code, isSelf, verdict: own }) => ({ about, endorser, verdict: own, code, isSelf })),
    nested: (result?.nested ?? []).map(({ id, result: inner }) => ({ id, verdict: inner.verdict, claim: claimOf(inner), steps: applicable(inner.steps) })),
  };
}

/** What a document says of itself, in its own words. */
function claimOf({ read }: VerificationResult) {
  if (!read) return null;
  const { document, claims } = read;
  const { issuer, badge } = document;
  const definition = definitionIn(document);
  const older = isObject(badge) ? badge : {};
  return {
    id: textOf(document['id']) ?? textOf(claims?.['jti']),
    title: definition?.name ?? textOf(document['name']) ?? textOf(older['name']),
    achievement: definition?.id ?? idOf(badge) ?? null,
    issuer: idOf(issuer) ?? textOf(claims?.['iss']) ?? idOf(older['issuer']) ?? null,
    issuerName: isObject(issuer) ? textOf(issuer['name']) : isObject(older['issuer']) ? textOf(older['issuer']['name']) : null,
    awardedAt: firstInstant(document, ['awardedDate', 'issuedOn']),
    validFrom: firstInstant(document, ['validFrom', 'issuanceDate']),
    validUntil: firstInstant(document, ['validUntil', 'expirationDate', 'expires']),
  };
}

function firstInstant(document: JsonObject, members: readonly string[]): Date | null {
  const texts = members.flatMap((member) => textOf(document[member]) ?? []);
  return texts.map((text) => new Date(text)).find((instant) => !Number.isNaN(instant.getTime())) ?? null;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value.length <= 2_000 ? value : null);
