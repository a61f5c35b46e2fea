import type { Solver } from '../assignment/solver.js';

/** Solves given up in one lint, and characters of problems in all of them, before the rest is left undecided. */
const [stopsMax, charactersMax] = [8, 10_000_000];

/** A solver that does not go on for ever, however many hard questions it is asked: lint is waited for. */
export function boundedSolver(solver: Solver): Solver {
  let [stops, characters] = [0, 0];
  return {
    solve(problem) {
      characters += problem.length;
      if (stops >= stopsMax || characters > charactersMax) return { status: 'STOPPED', objective: 0, bound: Infinity, columns: () => 0 };
      const answer = solver.solve(problem);
      if (answer.status === 'STOPPED') stops += 1;
      return answer;
    },
  };
}
