import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { storableTextRule } from '@cairn/subgraph';
import type { ASTVisitor, ValidationContext, ValidationRule } from 'graphql';
import { limitExceeded } from '../refused.js';
import { introspectionDepthRule } from './introspection-depth-rule.js';
import { limits } from './limits.js';
import { noPrototypeNames } from './no-prototype-names.js';
import { rootFieldsRule } from './root-fields-rule.js';
import { sensitiveFieldsRule } from './sensitive-fields-rule.js';

/** graphql-armor reports through us, so that its refusals carry our code; unconfigured it throws out of validation. */
const reportedAs = (message: string) => ({
  onReject: [(context: ValidationContext | null) => context?.reportError(limitExceeded(message))],
  propagateOnRejection: false,
});

/**
 * Limits on a document alone, cheap enough to run before the rules of the specification, of which one compares every
 * pair of fields; and on texts that no database could store. Tokens are counted by the parser.
 */
export const documentRules: readonly ValidationRule[] = [
  noPrototypeNames,
  storableTextRule,
  rootFieldsRule,
  sensitiveFieldsRule,
  introspectionDepthRule,
  armor(maxDepthRule, { n: limits.depth, flattenFragments: true }, `At most ${limits.depth} levels of fields.`),
  armor(maxAliasesRule, { n: limits.aliases, allowList: [] }, `At most ${limits.aliases} aliases, each use of a fragment counted.`),
  armor(maxDirectivesRule, { n: limits.directives }, `At most ${limits.directives} directives.`),
];

function armor<Options>(
  rule: (options: Options) => (context: ValidationContext) => unknown,
  options: Options,
  message: string,
): ValidationRule {
  const configured = rule({ ...options, ...reportedAs(message) });
  return (context) => configured(context) as ASTVisitor;
}
