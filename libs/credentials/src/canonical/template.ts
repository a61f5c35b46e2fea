import { hash } from 'node:crypto';
import { escapedLiteral } from './n-quads.js';

/** One end of a quad: a text that never changes, a blank node, or a slot with what stands around its value. */
export type Part =
  | { readonly kind: 'TEXT'; readonly text: string }
  | { readonly kind: 'NODE'; readonly node: number }
  | { readonly kind: 'SLOT'; readonly slot: number; readonly start: string; readonly end: string; readonly literal: boolean };

/** A quad of the default graph. */
export interface TemplateLine {
  readonly subject: Part;
  /** The predicate between two blanks. */
  readonly predicate: string;
  readonly object: Part;
}

interface Line extends TemplateLine {
  from: string;
  to: string;
  text: string;
  changed: boolean;
}

interface Node {
  readonly lines: readonly Line[];
  readonly number: number;
  digest: string;
  label: string;
}

/**
 * The canonical form of all documents of one shape: their values are put into the quads that the general way made of one of them.
 * What the last document had in common with this one is not computed again, so documents of one achievement cost little more
 * than what differs from earner to earner.
 */
export class Template {
  private readonly lines: Line[];
  /** Its own array, in the order of the last document. */
  private readonly sorted: Line[];
  private readonly nodes: Node[];
  private readonly byDigest: Node[];
  private readonly bySlot: Line[][];
  private values: (string | undefined)[];
  private last: string | undefined;
  private alike: Node | undefined;

  /**
   * @param nodes how many blank nodes the lines speak of
   * @param identifiers the slots that name a node
   * @param taken nodes that have a name which is in no slot
   */
  constructor(
    lines: readonly TemplateLine[],
    nodes: number,
    slots: number,
    private readonly identifiers: readonly number[],
    private readonly taken: ReadonlySet<string>,
  ) {
    this.lines = lines.map((line) => ({ ...line, from: fixed(line.subject), to: fixed(line.object), text: '', changed: true }));
    this.sorted = [...this.lines];
    this.nodes = Array.from({ length: nodes }, (_, number) => ({
      number,
      lines: this.lines.filter(({ subject, object }) => isNode(subject, number) || isNode(object, number)),
      digest: '',
      label: '',
    }));
    this.byDigest = [...this.nodes];
    this.bySlot = Array.from({ length: slots }, (_, slot) => this.lines.filter(({ subject, object }) => isSlot(subject, slot) || isSlot(object, slot)));
    this.values = new Array<undefined>(slots).fill(undefined);
  }

  /** The N-Quads with these values; undefined when they make nodes or quads alike that differed in the shape. */
  fill(values: readonly string[]): string | undefined {
    if (this.taken.size > 0 && this.identifiers.some((slot) => this.taken.has(values[slot] ?? ''))) return undefined;
    if (!this.put(values)) return this.last;
    this.last = undefined;
    if (!this.label()) return undefined;
    this.last = this.join();
    for (const line of this.lines) line.changed = false;
    return this.last;
  }

  /** Puts values where others stood; false when all of them stood there already. */
  private put(values: readonly string[]): boolean {
    let changed = this.last === undefined;
    for (const [slot, lines] of this.bySlot.entries()) {
      const value = values[slot] ?? '';
      if (value === this.values[slot]) continue;
      this.values[slot] = value;
      changed = true;
      for (const line of lines) {
        if (isSlot(line.subject, slot)) line.from = filled(line.subject, value);
        if (isSlot(line.object, slot)) line.to = filled(line.object, value);
        line.changed = true;
      }
    }
    return changed;
  }

  /** Gives every blank node its canonical label by its first-degree hash (RDFC-1.0 §4.6); false on a tie. */
  private label(): boolean {
    let rehashed = false;
    for (const node of this.nodes) {
      if (!node.lines.some(({ changed }) => changed)) continue;
      const digest = digestOf(node);
      rehashed ||= digest !== node.digest;
      node.digest = digest;
    }
    if (!rehashed) return this.alike === undefined;
    this.byDigest.sort((a, b) => (a.digest < b.digest ? -1 : 1));
    this.alike = this.byDigest.find((node, at) => node.digest === this.byDigest[at - 1]?.digest);
    for (const [at, node] of this.byDigest.entries()) {
      const label = `_:c14n${at}`;
      if (label === node.label) continue;
      node.label = label;
      for (const line of node.lines) line.changed = true;
    }
    return this.alike === undefined;
  }

  private join(): string | undefined {
    for (const line of this.lines) {
      if (!line.changed) continue;
      const { subject, object } = line;
      const from = subject.kind === 'NODE' ? this.nodes[subject.node]?.label : line.from;
      const to = object.kind === 'NODE' ? this.nodes[object.node]?.label : line.to;
      line.text = `${from}${line.predicate}${to} .\n`;
    }
    // Nearly in order already, for which the engine's sort takes little more than one look at each.
    this.sorted.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
    let text = '';
    let before = '';
    for (const line of this.sorted) {
      // JSON-LD says alike things once, but not in lists: the general way knows which.
      if (line.text === before) return undefined;
      before = line.text;
      text += before;
    }
    return text;
  }
}

function digestOf({ lines, number }: Node): string {
  const seen = (part: Part, text: string): string => (part.kind !== 'NODE' ? text : part.node === number ? '_:a' : '_:z');
  const texts = lines.map(({ subject, predicate, object, from, to }) => `${seen(subject, from)}${predicate}${seen(object, to)} .\n`);
  return hash('sha256', texts.sort().join(''), 'hex');
}

const isNode = (part: Part, node: number): boolean => part.kind === 'NODE' && part.node === node;
const isSlot = (part: Part, slot: number): part is Part & { kind: 'SLOT' } => part.kind === 'SLOT' && part.slot === slot;
const fixed = (part: Part): string => (part.kind === 'TEXT' ? part.text : '');
const filled = ({ start, end, literal }: Part & { kind: 'SLOT' }, value: string): string => start + (literal ? escapedLiteral(value) : value) + end;
