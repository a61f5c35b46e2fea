import { idOf, type JsonObject } from '../json/json.js';
import type { VerificationEvidence, VerificationOptions } from './evidence.js';
import { definitionDigest, definitionIn } from './definition-text.js';
import { awardedOn, mandateAt } from './mandate-at.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('definition');

/**
 * Step 11. The definition is the one published under its id, by this issuer or by one that lets it award in its name, and no copy
 * of another issuer's. Of a foreign definition that nothing is known of, nothing is asked.
 */
export function definitionStep(document: JsonObject, evidence: VerificationEvidence, options: VerificationOptions): StepResult {
  const definition = definitionIn(document);
  const issuer = idOf(document['issuer']);
  if (!definition || !issuer) return report.notApplicable('DEFINITION_NOT_STATED', 'The document names no definition.');
  const { published, alike = [] } = evidence.definition ?? {};
  if (published?.outcome === 'NOT_OBTAINABLE')
    return report.unknown('DEFINITION_NOT_OBTAINED', `The definition was not obtained: ${published.detail}.`);
  const on = awardedOn(document) ?? options.asOf;
  const mayAwardFor = (mandator: string) =>
    mandator === issuer || (evidence.authority && mandateAt(evidence.authority, { mandator, agent: issuer, achievement: definition.id, on }, options)) !== undefined;
  if (published) {
    if (!mayAwardFor(published.issuer))
      return report.invalid('DEFINITION_OF_ANOTHER_ISSUER', `The definition was published by ${published.issuer}.`, published.observedAt);
    if (published.digest !== definitionDigest(definition))
      return report.invalid('DEFINITION_DIFFERS', 'Title, description or criteria are not those published under this id.', published.observedAt);
    return report.valid('DEFINITION_AS_PUBLISHED', 'Title, description and criteria are those published under this id.', published.observedAt);
  }
  const original = alike.find(
    ({ issuer: other, publishedAt, recordedAt }) => other !== issuer && publishedAt <= on && (!options.knownAsOf || recordedAt <= options.knownAsOf) && !mayAwardFor(other),
  );
  if (original)
    return report.invalid('DEFINITION_COPIED', `Title and description are those of ${original.id}, which ${original.issuer} published earlier.`, original.recordedAt);
  return report.notApplicable('DEFINITION_NOT_HELD', 'The definition is kept by its issuer only.');
}
