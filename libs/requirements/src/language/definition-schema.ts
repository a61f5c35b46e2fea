import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isCivilDate } from '../civil-date.js';
import { type DefinitionRefusal, type DefinitionRefusalCode, refusalAt } from './definition-refusal.js';

/** The JSON Schema of the language (draft 2020-12), as it is published. */
export const pathwaySchema: Readonly<Record<string, unknown>> = Object.freeze(
  JSON.parse(readFileSync(new URL('../../schemas/cairn-pathway-1.schema.json', import.meta.url), 'utf8')) as Record<string, unknown>,
);

/** More would help nobody. */
const refusalsMax = 100;

let validate: ValidateFunction | undefined;

/** How a document breaks the schema; a node is held against its own kind alone. */
export function schemaRefusals(document: unknown): DefinitionRefusal[] {
  validate ??= compiled();
  if (validate(document)) return [];
  const found = new Map<string, DefinitionRefusal>();
  for (const error of validate.errors ?? []) {
    const refusal = isEcho(error) ? null : refusalOf(error);
    if (refusal) found.set(`${refusal.code} ${refusal.pointer}`, refusal);
    if (found.size >= refusalsMax) break;
  }
  return [...found.values()];
}

function compiled(): ValidateFunction {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, discriminator: true, allowUnionTypes: true, strictRequired: false, formats: { date: isCivilDate } });
  // The text of a number decides how many decimals it has, not its binary form.
  ajv.removeKeyword('multipleOf');
  ajv.addKeyword({ keyword: 'multipleOf', type: 'number', schemaType: 'number', validate: (_: number, amount: number) => Number(amount.toFixed(2)) === amount });
  return ajv.compile(pathwaySchema);
}

/** What another error says better: the branches of an "either", and a node of no kind that misses its kind. */
function isEcho({ keyword, schemaPath, params }: ErrorObject): boolean {
  if (keyword === 'discriminator') return (params as { readonly tagValue?: unknown }).tagValue === undefined;
  return keyword === 'if' || (keyword === 'required' && schemaPath.includes('/oneOf/'));
}

const codes: Readonly<Record<string, DefinitionRefusalCode>> = {
  additionalProperties: 'FIELD_UNKNOWN',
  required: 'FIELD_MISSING',
  discriminator: 'NODE_KIND_UNKNOWN',
  format: 'DATE_INVALID',
  multipleOf: 'AMOUNT_INVALID',
  minimum: 'NUMBER_OUT_OF_RANGE',
  maximum: 'NUMBER_OUT_OF_RANGE',
  exclusiveMinimum: 'NUMBER_OUT_OF_RANGE',
  maxItems: 'TOO_LARGE',
  maxLength: 'TOO_LARGE',
  maxProperties: 'TOO_LARGE',
};

function refusalOf({ keyword, instancePath, params, parentSchema, message }: ErrorObject): DefinitionRefusal {
  const path = instancePath.split('/').slice(1).map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const said = (parentSchema as { readonly description?: string; readonly format?: string } | undefined) ?? {};
  const { additionalProperty, missingProperty, allowedValues, allowedValue } = params as Record<string, unknown>;
  if (typeof additionalProperty === 'string')
    return refusalAt('FIELD_UNKNOWN', [...path, additionalProperty], `There is no field ${additionalProperty} here: take it away, or begin its name with x- if it is a note of your own.`);
  if (typeof missingProperty === 'string') return missing([...path, missingProperty], missingProperty);
  if (keyword === 'discriminator') return refusalAt('NODE_KIND_UNKNOWN', path, 'A node has a kind: award, all, any, nOf, count, sum, pathwayCompleted, attested, maintain; or order for an edge.');
  if (keyword === 'oneOf') return refusalAt('FIELD_INVALID', path, 'A sum has one of the two: `from` with a selector, or `of` with nodes.');
  const code = said.format === 'date' && keyword === 'pattern' ? 'DATE_INVALID' : (codes[keyword] ?? 'FIELD_INVALID');
  const one = Array.isArray(allowedValues) ? allowedValues.map(String) : allowedValue === undefined ? [] : [String(allowedValue)];
  const wanted = one.length > 0 ? `Write ${one.join(' or ')}.` : (said.description ?? `It ${message ?? 'is not right'}.`);
  return refusalAt(code, path, wanted);
}

function missing(path: readonly string[], name: string): DefinitionRefusal {
  if (path.join('/') === 'policy' || path.join('/') === 'policy/sharing')
    return refusalAt('SHARING_UNDECLARED', path, 'Say whether one award may count at several nodes: policy.sharing is shared, exclusive or exclusiveSums.');
  return refusalAt('FIELD_MISSING', path, `${name} is missing: add it.`);
}
