export { basisWords, restsOnAssessment, titleWithBasis } from './basis-words.js';
export { type ClarityRequirement, type ClarityStated, type ClarityText, statedFacts } from './clarity-text.js';
export { codeWords } from './code-words.js';
export { counted, durationWords } from './effort-words.js';
export { type ClarityFact, type ClarityFactName, type ClarityStatus, factLabels, factText } from './fact.js';
export { type CardIssuer, factsOf } from './facts-of.js';
