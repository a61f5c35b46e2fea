import type { Solver, SolverStatus } from './solver.js';

export type Variable = number & { readonly __variable: true };
export type Term = readonly [coefficient: number, variable: Variable];

export interface Solution {
  readonly status: SolverStatus;
  /** Rounded to a whole number. */
  readonly objective: number;
  /** Proven upper bound of the objective. */
  readonly bound: number;
  readonly value: (variable: Variable) => number;
}

/** A mixed integer programme in the making: whole coefficients throughout, so that rounding cannot decide. */
export class LinearModel {
  private readonly rows: string[] = [];
  private readonly bounds: string[] = [];
  private readonly binaries: Variable[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  binary(): Variable {
    const variable = this.count++ as Variable;
    this.binaries.push(variable);
    return variable;
  }

  /** Between 0, or `from`, and `most`. */
  amount(most: number, from = 0): Variable {
    const variable = this.count++ as Variable;
    this.bounds.push(`${from} <= x${variable} <= ${most}`);
    return variable;
  }

  atMost(terms: readonly Term[], most: number): void {
    this.row(terms, '<=', most);
  }

  atLeast(terms: readonly Term[], least: number): void {
    this.row(terms, '>=', least);
  }

  equal(terms: readonly Term[], value: number): void {
    this.row(terms, '=', value);
  }

  /** The first is no larger than the second. */
  implies(variable: Variable, by: Variable): void {
    this.atMost([[1, variable], [-1, by]], 0);
  }

  maximise(terms: readonly Term[], solver: Solver): Solution {
    const objective = terms.length > 0 ? write(terms) : '0 x0';
    if (this.count === 0) return { status: 'OPTIMAL', objective: 0, bound: 0, value: () => 0 };
    const rows = this.rows.length > 0 ? this.rows : ['x0 >= 0'];
    const names = this.binaries.map((variable) => `x${variable}`);
    const sections = [`Maximize\n o: ${objective}`, `Subject To\n${lines(rows.map((row, at) => `c${at}: ${row}`))}`];
    if (this.bounds.length > 0) sections.push(`Bounds\n${lines(this.bounds)}`);
    if (names.length > 0) sections.push(`Binary\n${lines(names)}`);
    const { status, objective: reached, bound, columns } = solver.solve(`${sections.join('\n')}\nEnd\n`);
    const value = (variable: Variable): number => columns(`x${variable}`);
    // What was found before a solve was stopped counts only if it is whole.
    const isWhole = status !== 'STOPPED' || this.binaries.every((variable) => Math.abs(value(variable) - Math.round(value(variable))) < 1e-6);
    return { status, objective: isWhole ? Math.round(reached) : 0, bound: Math.floor(bound + 1e-6), value };
  }

  private row(terms: readonly Term[], sense: string, value: number): void {
    if (terms.length === 0) {
      const holds = sense === '<=' ? 0 <= value : sense === '>=' ? 0 >= value : value === 0;
      // Nothing can make it hold: told to the solver in a form that it understands.
      if (!holds) this.rows.push('0 x0 >= 1');
      return;
    }
    this.rows.push(`${write(terms)} ${sense} ${value}`);
  }
}

const lines = (parts: readonly string[]): string => parts.map((part) => ` ${part}`).join('\n');

/** A variable that stands twice is added up: the format would take the last. */
function write(terms: readonly Term[]): string {
  const sums = new Map<Variable, number>();
  for (const [coefficient, variable] of terms) sums.set(variable, (sums.get(variable) ?? 0) + coefficient);
  return [...sums].map(([variable, coefficient]) => `${coefficient < 0 ? '-' : '+'} ${Math.abs(coefficient)} x${variable}`).join(' ');
}
