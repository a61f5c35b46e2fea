import type { z } from 'zod';

/** Why a document is no definition we evaluate. `*_NOT_SUPPORTED`: part of the language, not evaluated by this release. */
export interface DefinitionRefusal {
  readonly code: DefinitionRefusalCode;
  /** Keys and array positions from the root of the document. */
  readonly path: string[];
  readonly message: string;
}
export type DefinitionRefusalCode =
  | 'NOT_JSON'
  | 'TOO_LARGE'
  | 'TOO_DEEP'
  | 'FIELD_INVALID'
  | 'FIELD_UNKNOWN'
  | 'NODE_KIND_UNKNOWN'
  | 'NODE_KIND_NOT_SUPPORTED'
  | 'SHARING_UNDECLARED'
  | 'SHARING_NOT_SUPPORTED'
  | 'ORDER_NOT_SUPPORTED'
  | 'POLICY_NOT_SUPPORTED'
  | 'CONDITION_NOT_SUPPORTED'
  | 'MILESTONE_NOT_SUPPORTED'
  | 'VERSIONING_NOT_SUPPORTED'
  | 'MAINTENANCE_NOT_SUPPORTED'
  | 'EXITS_NOT_SUPPORTED';

/** Turns one schema issue into typed refusals; `input` is the whole document, to tell "not yet" from "never". */
export function refusalOf(issue: z.core.$ZodIssue, input: unknown): DefinitionRefusal[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const code = keysOfLater.get(key)?.(path) ?? 'FIELD_UNKNOWN';
      const message =
        code === 'FIELD_UNKNOWN' ? 'the language has no such field' : 'not evaluated by this release';
      return { code, path: [...path, key], message: `${key}: ${message}` };
    });
  }
  const value = valueAt(input, path);
  const code = codeAt(path, value);
  return [{ code, path, message: messages[code] ?? issue.message }];
}

const kindsOfLater = new Set<unknown>(['count', 'sum', 'pathwayCompleted', 'attested', 'maintain']);
const modesOfLater = new Set<unknown>(['strictlyAfter', 'onOrAfter', 'corequisite']);

const inPolicy = (path: string[]): DefinitionRefusalCode | null =>
  path[0] === 'policy' ? 'POLICY_NOT_SUPPORTED' : null;
const inVersioning = (path: string[]): DefinitionRefusalCode | null =>
  path[0] === 'versioning' ? 'VERSIONING_NOT_SUPPORTED' : null;
const onNode = (path: string[]): DefinitionRefusalCode | null =>
  path[0] === 'requirements' ? 'CONDITION_NOT_SUPPORTED' : null;

/** Fields that pathways.md defines and a later release evaluates, with the place where they belong. */
const keysOfLater = new Map<string, (path: string[]) => DefinitionRefusalCode | null>([
  ...[
    'exclusivityGroups',
    'maySharePairs',
    'maxSharedAwards',
    'maxSharedMeasure',
    'crossPathway',
    'equivalences',
    'acceptedIssuers',
    'levelScale',
    'resultScales',
    'conversions',
    'metadata',
  ].map((key) => [key, inPolicy] as const),
  ...['successor', 'appliesToEnrolledIn'].map((key) => [key, inVersioning] as const),
  ...['minResult', 'minLevel', 'where', 'recency'].map((key) => [key, onNode] as const),
  ['milestone', (path) => (path[0] === 'requirements' ? 'MILESTONE_NOT_SUPPORTED' : null)],
  ['within', (path) => (path[0] === 'order' ? 'ORDER_NOT_SUPPORTED' : null)],
]);

const messages: Partial<Record<DefinitionRefusalCode, string>> = {
  SHARING_UNDECLARED: 'say whether one award may count at several nodes: policy.sharing is required',
  SHARING_NOT_SUPPORTED: 'only sharing "shared" is evaluated by this release',
  ORDER_NOT_SUPPORTED: 'only order edges of mode "advice" are read by this release',
  NODE_KIND_NOT_SUPPORTED: 'this kind of node is not evaluated by this release',
  NODE_KIND_UNKNOWN: 'the language has no such kind of node',
  MAINTENANCE_NOT_SUPPORTED: 'maintenance is not evaluated by this release',
  EXITS_NOT_SUPPORTED: 'off-ramps are not evaluated by this release',
};

function codeAt(path: string[], value: unknown): DefinitionRefusalCode {
  const last = path[path.length - 1];
  if (path[0] === 'policy' && (path.length === 1 || last === 'sharing')) {
    if (value === undefined) return 'SHARING_UNDECLARED';
    if (value === 'exclusive' || value === 'exclusiveSums') return 'SHARING_NOT_SUPPORTED';
  }
  if (path[0] === 'requirements' && last === 'kind') {
    if (value === 'order') return 'ORDER_NOT_SUPPORTED';
    return kindsOfLater.has(value) ? 'NODE_KIND_NOT_SUPPORTED' : 'NODE_KIND_UNKNOWN';
  }
  if (path[0] === 'order' && last === 'mode' && modesOfLater.has(value)) return 'ORDER_NOT_SUPPORTED';
  if (path[0] === 'maintenance' && typeof value === 'object') return 'MAINTENANCE_NOT_SUPPORTED';
  if (path[0] === 'offRamps' && path.length === 1 && Array.isArray(value)) return 'EXITS_NOT_SUPPORTED';
  return 'FIELD_INVALID';
}

function valueAt(input: unknown, path: string[]): unknown {
  let value = input;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}
