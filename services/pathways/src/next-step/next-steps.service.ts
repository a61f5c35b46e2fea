import { Database } from '@cairn/postgres';
import { nextSteps, type Question, referencesOf, type Weigh } from '@cairn/requirements';
import { Injectable } from '@nestjs/common';
import type { Evaluated, Found } from '../progress/evaluated.js';
import { CostsStore } from './costs.store.js';
import type { EnrolmentStep } from './ranked-steps.js';

/** What to do next, with what it costs. */
@Injectable()
export class NextSteps {
  constructor(
    private readonly database: Database,
    private readonly costs: CostsStore,
  ) {}

  /** By enrolment, each in the order of what completes most. One statement for all. */
  async of(evaluated: readonly Evaluated[]): Promise<Map<string, EnrolmentStep[]>> {
    const found = evaluated.flatMap((one) => (one.found ? [{ enrolment: one.enrolment.id, found: one.found }] : []));
    const weigh = await this.weighing(found.map(({ found: { question } }) => question));
    return new Map(found.map(({ enrolment, found: { question, answer } }) => [enrolment, stepsOf(enrolment, question, answer, weigh)]));
  }

  /** Of one enrolment, under a question of its own. */
  async under(enrolment: string, question: Question, answer: Found['answer']): Promise<EnrolmentStep[]> {
    return stepsOf(enrolment, question, answer, await this.weighing([question]));
  }

  private async weighing(questions: readonly Question[]): Promise<Weigh> {
    const named = new Set(questions.flatMap(({ versions }) => versions.flatMap(({ pathway }) => [...referencesOf(pathway).achievements])));
    const costs = named.size === 0 ? new Map() : await this.database.read({ tenant: null }, (tx) => this.costs.costs(tx, [...named]));
    return (achievement) => costs.get(achievement) ?? { effortMinutes: null, price: null };
  }
}

const stepsOf = (enrolment: string, question: Question, answer: Found['answer'], weigh: Weigh): EnrolmentStep[] =>
  nextSteps(question, answer, weigh).map((step) => ({ ...step, enrolment }));
