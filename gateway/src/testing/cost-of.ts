import { readFileSync } from 'node:fs';
import { getVariableValues, type GraphQLSchema, Kind, type OperationDefinitionNode, parse } from 'graphql';
import { compositionFiles } from '../compose.js';
import { CostRule, withinLimits } from '../cost/cost-rule.js';
import { type Prices, pricesOf } from '../cost/prices.js';
import type { Cost } from '../cost/term.js';
import { contractSchema } from './contract-schema.js';

const supergraph = readFileSync(compositionFiles.supergraph, 'utf8');

/** The whole graph as clients could see it. */
export const wholeSchema: GraphQLSchema = contractSchema('internal');

/** What the committed supergraph says of prices and sizes. */
export const committedPrices: Prices = pricesOf(supergraph, wholeSchema);

const rule = new CostRule(wholeSchema, supergraph);

/** What the gateway would charge for a document with one operation. Throws Refused for sizes out of bounds. */
export function costOf(source: string, variables: Readonly<Record<string, unknown>> = {}): Cost {
  const document = parse(source);
  const operation = document.definitions.find((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error('there is no operation in the document');
  const fragments = new Map(document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [])));
  const { coerced, errors } = getVariableValues(wholeSchema, operation.variableDefinitions ?? [], variables);
  if (errors) throw new Error(errors.map(({ message }) => message).join(' '));
  const { points, nodes } = rule.of(operation, { fragments }).requested(coerced);
  return { points, nodes };
}

/** The same; throws Refused when it is above the limits. */
export function allowedCostOf(source: string, variables: Readonly<Record<string, unknown>> = {}): Cost {
  const cost = costOf(source, variables);
  withinLimits(cost);
  return cost;
}
