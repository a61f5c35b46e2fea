import { idOf, isObject, type JsonObject } from '../json/json.js';
import type { AuthorityEvidence, KnownMandate } from './definition-evidence.js';
import type { VerificationOptions } from './evidence.js';
import { readInstant } from './instant.js';
import { coversDate, rowsKnownAt } from './trust-evidence.js';

/** The mandate by which `agent` could award the achievement in the name of `mandator` on the day of the award. */
export function mandateAt(
  authority: AuthorityEvidence,
  act: { mandator: string; agent: string; achievement: string | undefined; on: Date },
  { knownAsOf }: VerificationOptions,
): KnownMandate | undefined {
  const named = authority.mandates.filter(({ mandator, agent }) => mandator === act.mandator && agent === act.agent);
  return rowsKnownAt(named, ({ mandate }) => mandate, knownAsOf).find(
    (mandate) => coversDate(mandate, act.on) && (mandate.achievements === null || (act.achievement !== undefined && mandate.achievements.includes(act.achievement))),
  );
}

/** The day on which authority counts: that of the award, else the one from which the document is valid. */
export function awardedOn(document: JsonObject): Date | undefined {
  return readInstant(document['awardedDate']) ?? readInstant(document['validFrom']) ?? readInstant(document['issuanceDate']) ?? readInstant(document['issuedOn']);
}

/** Who assessed on behalf of the issuer (Open Badges 3.0, AchievementSubject.source), where it is another. */
export function agentIn(document: JsonObject): string | undefined {
  const subject = document['credentialSubject'];
  const agent = isObject(subject) ? idOf(subject['source']) : undefined;
  return agent === idOf(document['issuer']) ? undefined : agent;
}
