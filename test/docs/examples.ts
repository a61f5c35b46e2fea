import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A query or command in a document, and the answer printed under it. */
export interface Example {
  readonly file: string;
  readonly line: number;
  readonly kind: 'graphql' | 'sh';
  readonly query: string;
  /** Slug of the demo's provider whose key is used; null for nobody's. */
  readonly as: string | null;
  readonly answer: unknown;
}

const fence = /^```(graphql|sh(?= as=))(?: as=(\S+))?\n(.*?)^```\n+(?:```json\n(.*?)^```)?/gms;

/** Every GraphQL block, and every shell block that says as whom, of a Markdown text with the JSON block that follows it. */
export function examplesIn(file: string, text: string): Example[] {
  return [...text.matchAll(fence)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    kind: match[1] === 'sh' ? ('sh' as const) : ('graphql' as const),
    query: match[3] ?? '',
    as: match[2] ?? null,
    answer: match[4] === undefined ? undefined : (JSON.parse(match[4]) as unknown),
  }));
}

/** README and every document under docs/. */
export function documents(root: string): string[] {
  const found = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  return ['README.md', ...found.map((name) => join('docs', name)).sort()];
}

export const allExamples = (root: string): Example[] =>
  documents(root).flatMap((file) => examplesIn(file, readFileSync(join(root, file), 'utf8')));

/** The answer with everything cut out that the document leaves open by `"…"`. */
export function asPrinted(answer: unknown, printed: unknown): unknown {
  if (printed === '…') return '…';
  if (Array.isArray(printed) && Array.isArray(answer)) return answer.map((each, at) => asPrinted(each, printed[at]));
  if (isObject(printed) && isObject(answer)) {
    return Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, asPrinted(value, printed[name])]));
  }
  return answer;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
