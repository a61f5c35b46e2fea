import { newId } from '@cairn/postgres';
import type { Solver } from '@cairn/requirements';
import { CLOCK, LOG } from '@cairn/service';
import { type Clock, instant, type Log, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { Asked } from '../asked.js';
import { evaluateEnrolment } from '../evaluated.js';
import { noVerdict, type Settled, type Verdict, verdictOf } from '../verdict.js';
import { solvingTaskOf } from './solving-task.js';
import { NoThread, SolvingThread } from './solving-thread.js';

class SolverWanted extends Error {
  readonly code = 'SOLVER_WANTED';
}

/** What is counted in passing, by a heuristic or as a flow never asks it. */
const inThread: Solver = {
  solve: () => {
    throw new SolverWanted('this question wants the solver');
  },
};

/** Decides nothing: what needs it is told not to be exact. */
const givingUp: Solver = { solve: () => ({ status: 'STOPPED', objective: 0, bound: Infinity, columns: () => 0 }) };

/**
 * Finds what has to be written of enrolments: at once, but for questions that want the solver, which go to a thread so that
 * everybody else's go on meanwhile.
 */
@Injectable()
export class Settling {
  private last = { at: Number.NaN, text: '' };

  constructor(
    private readonly thread: SolvingThread,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Never throws: one that cannot be evaluated keeps nobody else from it. */
  of(asked: Asked): Settled | Promise<Settled> {
    const { enrolment, pathway } = asked;
    try {
      return { enrolment, pathway, verdict: this.found(asked, inThread) };
    } catch (error) {
      return error instanceof SolverWanted ? this.solved(asked) : this.undecided(asked, error);
    }
  }

  /** A thread that dies costs this question its answer, and nothing else; where there can be none, everybody waits. */
  private async solved(asked: Asked): Promise<Settled> {
    const { enrolment, pathway } = asked;
    const task = solvingTaskOf(asked, this.now(), newId);
    let solver = givingUp;
    try {
      if (task) return { enrolment, pathway, verdict: await this.thread.ask(task) };
    } catch (error) {
      if (error instanceof NoThread) solver = asked.question?.solver ?? givingUp;
      this.log.warn({ err: error, enrolment: enrolment.id }, error instanceof NoThread ? 'a question is solved without a thread' : 'a question could not be solved: its answer is not exact');
    }
    try {
      return { enrolment, pathway, verdict: this.found(asked, solver) };
    } catch (error) {
      return this.undecided(asked, error);
    }
  }

  /** Asked for each of thousands that come to the same millisecond. */
  private now(): string {
    const at = this.clock.now();
    if (at !== this.last.at) this.last = { at, text: instant({ now: () => at }) };
    return this.last.text;
  }

  private found(asked: Asked, solver: Solver): Verdict {
    const { question } = asked;
    const evaluated = evaluateEnrolment({ ...asked, question: question && { ...question, solver } }, this.now());
    return verdictOf(evaluated, newId);
  }

  private undecided({ enrolment, pathway }: Asked, error: unknown): Settled {
    this.log.error({ err: error, enrolment: enrolment.id, pathwayVersion: enrolment.pathwayVersion }, 'an enrolment cannot be evaluated: it is undecided');
    return { enrolment, pathway, verdict: noVerdict(today(this.clock), this.now()) };
  }
}
