import type { FigureQuestion } from '@cairn/metrics';
import { Database } from '@cairn/postgres';
import { Fault } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { DueStore } from '../rollup/due.store.js';
import { RollupStateStore } from '../rollup/rollup-state.store.js';
import type { Answer } from './answer-row.js';
import { AnswerStore } from './answer.store.js';
import { notKept } from './not-kept.js';

/** Well within the time that the gateway gives an operation. */
const waitMs = 1_000;
/** Of work in the background, for which nobody waits. */
const patienceMs = 60_000;
const lookEveryMs = 25;

/** Answers from sums. What was due when somebody asked is added up before he is answered, or he is told. */
@Injectable()
export class Figures {
  constructor(
    private readonly database: Database,
    private readonly answers: AnswerStore,
    private readonly states: RollupStateStore,
    private readonly due: DueStore,
  ) {}

  /**
   * @param awaits whether the caller reads after writes of his own: he is answered after them or not at all
   * @throws Fault DIMENSION_NOT_ALLOWED or SCOPE_NOT_ALLOWED for what no sums are kept of; OVERLOADED while the first sums are made; POSITION_NOT_REACHED
   */
  ask(tenant: string, question: FigureQuestion, awaits: boolean): Promise<Answer> {
    return this.answer(tenant, question, awaits, waitMs);
  }

  /** For work in the background: what was due is added up, however long it takes. Throws as `ask` does for a caller who awaits. */
  settled(tenant: string, question: FigureQuestion): Promise<Answer> {
    return this.answer(tenant, question, true, patienceMs);
  }

  private async answer(tenant: string, question: FigureQuestion, awaits: boolean, forMs: number): Promise<Answer> {
    const refused = notKept(question);
    if (refused) throw new Fault(refused.code, refused.message);
    const waitingSince = await this.caughtUp(tenant, forMs);
    if (waitingSince && awaits) throw new Fault('POSITION_NOT_REACHED', 'The awaited write is not in the figures yet. Try again.', true);
    return this.database.read({ tenant }, async (tx) => {
      const state = await this.states.read(tx, tenant);
      const generation = state ? state.generation : 0;
      if (generation === null) throw new Fault('OVERLOADED', 'The figures of this tenant are being added up for the first time. Try again in a moment.', true);
      const enrolmentsUntil = question.metric === 'M10' ? await this.answers.lastEnrolment(tx, tenant, generation, question.observationEnd) : undefined;
      const rows = await this.answers.rows(tx, tenant, generation, enrolmentsUntil === undefined ? question : { ...question, enrolmentsUntil });
      if (!rows) throw new Fault('DIMENSION_NOT_ALLOWED', `${question.metric} is not added up yet.`);
      return { rows, waitingSince };
    });
  }

  /** Since when somebody still waits of those who were due when it was asked; null when they are added up. */
  private async caughtUp(tenant: string, forMs: number): Promise<Date | null> {
    const { last, since } = await this.database.read({ tenant }, (tx) => this.due.waiting(tx, tenant));
    if (last === null) return null;
    for (let waited = 0; waited < forMs; waited += lookEveryMs) {
      await new Promise((resume) => setTimeout(resume, lookEveryMs));
      if (!(await this.database.read({ tenant }, (tx) => this.due.waitsUpTo(tx, tenant, last)))) return null;
    }
    return since;
  }
}
