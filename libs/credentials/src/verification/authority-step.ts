import { idOf, type JsonObject } from '../json/json.js';
import { definitionIn } from './definition-text.js';
import type { VerificationEvidence, VerificationOptions } from './evidence.js';
import { agentIn, awardedOn, mandateAt } from './mandate-at.js';
import { stepReporter, type StepResult } from './verdict.js';

const report = stepReporter('authority');

/**
 * Step 12. Who awards what another defined, or awards in the name of another, had that one's mandate on the day of the award.
 * The owner is whoever published the definition, else its stated creator; the agent is the stated source.
 */
export function authorityStep(document: JsonObject, evidence: VerificationEvidence, options: VerificationOptions): StepResult {
  const issuer = idOf(document['issuer']);
  const definition = definitionIn(document);
  const published = evidence.definition?.published;
  const owner = published?.outcome === 'KNOWN' ? published.issuer : idOf(definition?.creator);
  const agent = agentIn(document);
  const needed = [
    ...(issuer && owner && owner !== issuer ? [{ mandator: owner, agent: issuer }] : []),
    ...(issuer && agent ? [{ mandator: issuer, agent }] : []),
  ];
  if (!needed.length) {
    if (owner !== undefined) return report.valid('OWN_DEFINITION', 'The issuer awards what it defined itself.', published?.outcome === 'KNOWN' ? published.observedAt : null);
    return report.notApplicable('AUTHORITY_NOT_ASKED', 'The document does not say that it was awarded for another.');
  }
  const { authority } = evidence;
  const on = awardedOn(document) ?? options.asOf;
  for (const { mandator, agent } of needed) {
    if (authority && mandateAt(authority, { mandator, agent, achievement: definition?.id, on }, options)) continue;
    if (!authority?.mandators.includes(mandator))
      return report.unknown('MANDATE_NOT_KNOWN', `Whether ${mandator} lets ${agent} award in its name is not known.`, authority?.observedAt ?? null);
    return report.invalid('MANDATE_MISSING', `${mandator} did not let ${agent} award this in its name on ${on.toISOString().slice(0, 10)}.`, authority.observedAt);
  }
  return report.valid('MANDATED', 'A mandate was in force on the day of the award.', authority?.observedAt ?? null);
}
