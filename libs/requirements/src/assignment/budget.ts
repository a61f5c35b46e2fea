import { remembering } from './remembering.js';
import { type Solver, type SolverAnswer, stopped } from './solver.js';

/** Characters of all problems that are written for one question: writing them takes its time too. */
const mostCharacters = 12_000_000;

/**
 * The solver of one question: when its solves have taken too long in all, or too much was asked, it gives up the rest. Day
 * after day asks much the same: what was answered is not solved again.
 */
export class Budget implements Solver {
  private spent = 0;
  private written = 0;
  private share = 1;
  private readonly timed: Solver;

  constructor(private readonly solver: Solver) {
    this.timed = remembering({ solve: (problem) => this.time(problem) });
  }

  get patience(): number {
    return (this.solver.patience ?? Infinity) * this.share;
  }

  get isSpent(): boolean {
    return this.spent > this.patience * 1_000 || this.written > mostCharacters * this.share;
  }

  renew(share: number): void {
    this.spent = 0;
    this.written = 0;
    this.share = share;
  }

  solve(problem: string): SolverAnswer {
    this.written += problem.length;
    return this.timed.solve(problem);
  }

  private time(problem: string): SolverAnswer {
    if (this.isSpent) return stopped;
    const begun = performance.now();
    const answer = this.solver.solve(problem);
    this.spent += performance.now() - begun;
    return answer;
  }
}
