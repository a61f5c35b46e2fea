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
  /** What later blocks of the same document call `<name>`, each by its path into the answer, as `awards.nodes.0.id`. */
  readonly keep: Readonly<Record<string, string>>;
  readonly answer: unknown;
}

const fence = /^```(graphql|sh(?= as=))(?: as=(\S+))?(?: keep=(\S+))?\n(.*?)^```\n+(?:```json\n(.*?)^```)?/gms;

/** Every GraphQL block, and every shell block that says as whom, of a Markdown text with the JSON block that follows it. */
export function examplesIn(file: string, text: string): Example[] {
  return [...text.matchAll(fence)].map((match) => ({
    file,
    line: text.slice(0, match.index).split('\n').length,
    kind: match[1] === 'sh' ? ('sh' as const) : ('graphql' as const),
    query: match[4] ?? '',
    as: match[2] ?? null,
    keep: Object.fromEntries((match[3] ?? '').split(',').flatMap((pair) => (pair === '' ? [] : [pair.split(':') as [string, string]]))),
    answer: match[5] === undefined ? undefined : (JSON.parse(match[5]) as unknown),
  }));
}

/** README and every document under docs/. */
export function documents(root: string): string[] {
  const found = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  return ['README.md', ...found.map((name) => join('docs', name)).sort()];
}

export const allExamples = (root: string): Example[] =>
  documents(root).flatMap((file) => examplesIn(file, readFileSync(join(root, file), 'utf8')));

/** What the blocks of one document have come to so far: names that they keep, `<today>` among them, and the positions of their writes. */
export class Told {
  private readonly names = new Map([['today', new Date().toISOString().slice(0, 10)]]);
  private readonly positions: string[] = [];

  /** The text of a block with `<name>` replaced by what was kept under that name; others stay. */
  filled(query: string): string {
    return query.replace(/<(\w+)>/g, (placeholder, name: string) => this.names.get(name) ?? placeholder);
  }

  /** Throws when the answer has nothing where a name says. */
  keep({ keep }: Example, answer: unknown): void {
    for (const [name, path] of Object.entries(keep)) {
      const value = path.split('.').reduce<unknown>((part, member) => (isObject(part) || Array.isArray(part) ? (part as Record<string, unknown>)[member] : undefined), answer);
      if (typeof value !== 'string') throw new Error(`the answer has no text at ${path}, for <${name}>: ${JSON.stringify(answer)}`);
      this.names.set(name, value);
    }
    for (const payload of isObject(answer) ? Object.values(answer) : []) if (isObject(payload) && typeof payload.position === 'string') this.positions.push(payload.position);
  }

  /** Every write so far; undefined when there was none. */
  get position(): string | undefined {
    return this.positions.length > 0 ? this.positions.join(',') : undefined;
  }
}

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
