import highs from 'highs';

/** Its declarations are those of a CommonJS package, while what is loaded is its ES module. */
const load = highs as unknown as typeof highs.default;

export type SolverStatus = 'OPTIMAL' | 'INFEASIBLE' | 'STOPPED';

export interface SolverAnswer {
  readonly status: SolverStatus;
  readonly objective: number;
  readonly bound: number;
  readonly columns: (name: string) => number;
}

/** Maximises a mixed integer programme in the LP format. It blocks; what it cannot decide is `STOPPED`, never an exception. */
export interface Solver {
  solve(problem: string): SolverAnswer;
  /** Seconds that all solves of one question may take; without it as many as they take. */
  readonly patience?: number;
  /** Whether it gives up whatever it is asked: then no problem need be written. */
  readonly isSpent?: boolean;
  /** Grants a share of as much once more, to somebody who asks something else of an answer. */
  renew?(share: number): void;
}

/** A solve that takes longer than this is given up, and the answer says so (pathways.md section 11, step 6). */
const seconds = 0.25;
/** All solves of one question may take so many times what one may. */
const solvesOfQuestion = 8;
/** Characters of a problem: a larger one would want more memory than a solver is given. */
const mostCharacters = 4_000_000;

/** Nothing was found out. */
export const stopped: SolverAnswer = { status: 'STOPPED', objective: 0, bound: Infinity, columns: () => 0 };

/**
 * HiGHS in WebAssembly, one thread, fixed seed: the same problem has the same answer. It blocks while it solves.
 *
 * @param timeLimit seconds of one solve
 */
export async function loadSolver(timeLimit = seconds): Promise<Solver> {
  let engine: Awaited<ReturnType<typeof load>> | null = await load();
  return {
    patience: timeLimit * solvesOfQuestion,
    solve(problem) {
      if (!engine || problem.length > mostCharacters) return stopped;
      let answer: ReturnType<typeof engine.solve>;
      try {
        answer = engine.solve(problem, { output_flag: false, random_seed: 1, threads: 1, time_limit: timeLimit, mip_rel_gap: 0, mip_abs_gap: 0.5 });
      } catch {
        // Out of memory, or a fault inside: this instance is not asked again, and another takes its place as soon as it is there.
        engine = null;
        void load().then((another) => (engine = another));
        return stopped;
      }
      const { Status: status, ObjectiveValue: objective, Columns: columns } = answer;
      // Every variable is bounded: what is called one or the other is infeasible.
      if (status === 'Infeasible' || status === 'Primal infeasible or unbounded') return { status: 'INFEASIBLE', objective: 0, bound: 0, columns: () => 0 };
      const optimal = status === 'Optimal';
      // Of a solve that was stopped no bound is reported: the caller has one of its own.
      return {
        status: optimal ? 'OPTIMAL' : 'STOPPED',
        objective: Number.isFinite(objective) ? objective : 0,
        bound: optimal ? objective : Infinity,
        columns: (name) => (columns[name] as { readonly Primal?: number } | undefined)?.Primal ?? 0,
      };
    },
  };
}
