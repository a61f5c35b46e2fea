import { hash } from 'node:crypto';
import type { Quad, Term } from './dataset.js';
import { termText } from './n-quads.js';

interface Line {
  readonly quad: Quad;
  /** Texts of the terms; undefined where the term is a blank node. */
  readonly subject: string | undefined;
  readonly predicate: string;
  readonly object: string | undefined;
  readonly graph: string | undefined;
}

/**
 * RDFC-1.0 of a dataset whose blank nodes all differ by what is said of them directly, which holds of nearly every credential:
 * sorted by those hashes they have their canonical labels. Undefined when two are alike: then the full algorithm has to decide.
 */
export function labelledByFirstDegree(dataset: readonly Quad[]): string | undefined {
  const lines = dataset.map(lineOf);
  const labels = labelsOf(lines);
  if (!labels) return undefined;
  return lines
    .map((line) => quadText(line, (node) => labels.get(node) ?? ''))
    .sort()
    .join('');
}

function lineOf(quad: Quad): Line {
  return {
    quad,
    subject: textOf(quad.subject),
    predicate: ` <${quad.predicate.value}> `,
    object: textOf(quad.object),
    graph: quad.graph.termType === 'DefaultGraph' ? ' .\n' : textOf(quad.graph),
  };
}

const textOf = (term: Term): string | undefined => (term.termType === 'BlankNode' ? undefined : termText(term));

function labelsOf(lines: readonly Line[]): Map<string, string> | undefined {
  const about = new Map<string, Line[]>();
  const note = (node: string, line: Line): void => {
    const known = about.get(node);
    if (!known) about.set(node, [line]);
    else if (known.at(-1) !== line) known.push(line);
  };
  for (const line of lines) {
    if (line.subject === undefined) note(line.quad.subject.value, line);
    if (line.object === undefined) note(line.quad.object.value, line);
    if (line.graph === undefined) note(line.quad.graph.value, line);
  }
  const hashed = [...about].map(([node, itsLines]) => {
    const seenFrom = (other: string): string => (other === node ? '_:a' : '_:z');
    const text = itsLines.map((line) => quadText(line, seenFrom)).sort();
    return { node, digest: hash('sha256', text.join(''), 'hex') };
  });
  return labelsByDigest(hashed);
}

/** Canonical labels in the order of the digests; undefined on a tie. */
export function labelsByDigest(hashed: { readonly node: string; readonly digest: string }[]): Map<string, string> | undefined {
  hashed.sort((a, b) => (a.digest < b.digest ? -1 : 1));
  const labels = new Map<string, string>();
  for (const [position, { node, digest }] of hashed.entries()) {
    if (digest === hashed[position - 1]?.digest) return undefined;
    labels.set(node, `_:c14n${position}`);
  }
  return labels;
}

function quadText({ quad, subject, predicate, object, graph }: Line, labelOf: (node: string) => string): string {
  const from = subject ?? labelOf(quad.subject.value);
  const to = object ?? labelOf(quad.object.value);
  if (graph === ' .\n') return from + predicate + to + graph;
  return `${from}${predicate}${to} ${graph ?? labelOf(quad.graph.value)} .\n`;
}
