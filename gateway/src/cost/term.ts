/** Points and nodes of a part of an operation. */
export interface Cost {
  readonly points: number;
  readonly nodes: number;
}

export type Variables = Readonly<Record<string, unknown>>;

/** How many there are: known from the document, or told by the variables. Throws Refused for a number out of bounds. */
export type Size = number | ((variables: Variables) => number);

/**
 * A sum that still has variables in it: a constant, and parts that are there `size` times. Whatever the document alone
 * decides is in the constant already, so that most operations are one.
 */
export interface Term extends Cost {
  readonly parts: readonly { readonly size: Size; readonly each: Term }[];
}

/** A term being added up. */
export class Sum {
  private points = 0;
  private nodes = 0;
  private readonly parts: { readonly size: Size; readonly each: Term }[] = [];

  add(size: Size, each: Term): void {
    if (typeof size === 'number' && each.parts.length === 0) {
      this.points += size * each.points;
      this.nodes += size * each.nodes;
    } else this.parts.push({ size, each });
  }

  get term(): Term {
    return { points: this.points, nodes: this.nodes, parts: this.parts };
  }
}

export const constant = (points: number, nodes: number): Term => ({ points, nodes, parts: [] });

/** The cost for these variables. A term that is used in several places is worked out once. */
export function costOf(term: Term, variables: Variables, known = new Map<Term, Cost>()): Cost {
  if (term.parts.length === 0) return term;
  const before = known.get(term);
  if (before) return before;
  let { points, nodes } = term;
  for (const { size, each } of term.parts) {
    const times = typeof size === 'number' ? size : size(variables);
    const one = costOf(each, variables, known);
    points += times * one.points;
    nodes += times * one.nodes;
  }
  const cost = { points, nodes };
  known.set(term, cost);
  return cost;
}
