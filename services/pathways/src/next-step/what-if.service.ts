import { Database, newId } from '@cairn/postgres';
import { type Answer, type NodeChange, type Question, whatIf } from '@cairn/requirements';
import { CLOCK } from '@cairn/service';
import { type Clock, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import type { HeldAward } from '../progress/earner-records.js';
import { Questions } from '../progress/questions.service.js';
import { CostsStore } from './costs.store.js';
import { NextSteps } from './next-steps.service.js';
import type { EnrolmentStep } from './ranked-steps.js';

/** What would be different. Ids of nodes are those of the definition. */
export interface Supposed {
  readonly before: Answer;
  readonly after: Answer;
  readonly changes: readonly NodeChange[];
  /** Top-level requirements that hold then and do not now. */
  readonly completed: readonly string[];
  readonly milestones: readonly string[];
  readonly exits: readonly string[];
  readonly stillMissing: readonly EnrolmentStep[];
}

/** "If I earn this": asks once as it is and once with awards that nobody holds. Writes nothing. */
@Injectable()
export class WhatIfService {
  constructor(
    private readonly database: Database,
    private readonly questions: Questions,
    private readonly costs: CostsStore,
    private readonly steps: NextSteps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * What an enrolment would come to today if its earner were awarded these achievements today. Names the first achievement
   * that is not published instead; undefined where nothing can be evaluated.
   */
  async of(tenant: string, { id, earner }: { readonly id: string; readonly earner: string }, achievements: readonly string[]): Promise<Supposed | { readonly unknown: string } | undefined> {
    const day = today(this.clock);
    const wanted = [...new Set(achievements)];
    const asked = await this.database.read({ tenant }, async (tx): Promise<{ unknown: string } | { question: Question | null; supposed: ReadonlySet<string> }> => {
      const earnable = new Map((await this.costs.earnable(tx, wanted)).map((one) => [one.achievement, one]));
      const unknown = wanted.find((achievement) => !earnable.has(achievement));
      if (unknown !== undefined) return { unknown };
      const supposed = achievements.map((achievement): HeldAward => {
        const { version, issuer } = earnable.get(achievement)!;
        return { ...blank, id: newId(), earner, achievement, achievementVersion: version, issuer, issuedOn: day };
      });
      const [found] = await this.questions.of(tx, tenant, [id], day, null, supposed);
      return { question: found?.question ?? null, supposed: new Set(supposed.map((award) => award.id)) };
    });
    if ('unknown' in asked) return { unknown: asked.unknown };
    const { question, supposed } = asked;
    if (!question) return undefined;
    const isSupposed = ({ id: award }: { readonly id: string }): boolean => supposed.has(award);
    const as = { ...question, facts: { ...question.facts, awards: question.facts.awards.filter((award) => !isSupposed(award)) } };
    const { before, after, changes } = whatIf(as, question.facts.awards.filter(isSupposed));
    const roots = new Set(after.judged?.day.rules.roots.map((node) => node.id));
    return {
      before,
      after,
      changes,
      completed: changes.filter((change) => roots.has(change.node) && isDone(change.after) && !isDone(change.before)).map(({ node }) => node),
      milestones: newly(reached(before), reached(after)),
      exits: newly(exitsOf(before), exitsOf(after)),
      stillMissing: await this.steps.under(id, question, after),
    };
  }
}

const blank = { expiresOn: null, revokedOn: null, suspensions: [], snapshot: {}, result: null, version: 1 } as const;

const isDone = (state: NodeChange['after']): boolean => state === 'SATISFIED' || state === 'SURPLUS' || state === 'WAIVED';
const reached = (answer: Answer): string[] => [...answer.milestones()].filter(([, { periods }]) => periods.at(-1)?.until === null).map(([node]) => node);
const exitsOf = (answer: Answer): string[] => [...answer.exits()].filter(([, on]) => on !== null).map(([exit]) => exit);
const newly = (before: readonly string[], after: readonly string[]): string[] => after.filter((one) => !before.includes(one));
