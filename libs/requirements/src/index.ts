export { isCivilDate, type CivilDate } from './civil-date.js';
export { addDuration, isDuration, type Duration } from './duration.js';
export type {
  AllNode,
  AnyNode,
  AwardNode,
  LocalisedText,
  NOfNode,
  OnRevocation,
  PathwayDefinition,
  PathwayNode,
  Validity,
} from './definition.js';
export { parseDefinition, type ParsedDefinition } from './parse-definition.js';
export type { DefinitionRefusal, DefinitionRefusalCode } from './definition-refusal.js';
export { canonicalForm, definitionHash } from './definition-hash.js';
export { compile, type CompiledPathway } from './compile.js';
export { evaluate } from './evaluate.js';
export type {
  BlockingCode,
  Evaluation,
  Facts,
  NodeEvaluation,
  NodeState,
  PathwayState,
  StepReached,
} from './evaluation.js';
export { isActive, type Holding } from './holding.js';
export { stepsOf, type Step } from './steps.js';
export { whatHelpsNext, type MissingAward, type NextStep } from './what-helps-next.js';
export { lintDefinition, type LintCode, type LintContext, type LintFinding } from './lint.js';
export type { PublishedPathway } from './lint-cycle.js';
