import { Database, type Tx } from '@cairn/postgres';
import { type Answer, answer } from '@cairn/requirements';
import { CLOCK, LOG } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type CompiledVersion, compiledVersion } from '../progress/compiled-version.js';
import type { Asked } from '../progress/asked.js';
import { Questions } from '../progress/questions.service.js';
import { classOf, type Preview, type PreviewRow, type Stands } from './preview.js';
import { PreviewStore } from './preview.store.js';

/** Enrolments of one step, and how long its evaluating may take before the rest is left to the next. */
const stepMax = 200;
const stepMs = 500;

/** Evaluates those in scope, some at a time; each step is kept, and goes on wherever the last one ended. */
@Injectable()
export class PreviewRunner {
  constructor(
    private readonly database: Database,
    private readonly store: PreviewStore,
    private readonly questions: Questions,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Runs until it is done, or until `goOn` says no before a step; the rest is found again in the background. */
  async run(tenant: string, id: string, goOn: () => boolean): Promise<void> {
    try {
      while (goOn() && (await this.database.work((tx) => this.step(tx, tenant, id))));
    } catch (error) {
      this.log.error({ err: error, preview: id }, 'a preview failed');
      await this.database.work((tx) => this.store.fail(tx, tenant, id, new Date(this.clock.now())));
    }
  }

  /** Whether there is more to do. */
  private async step(tx: Tx, tenant: string, id: string): Promise<boolean> {
    const preview = await this.store.take(tx, tenant, id);
    if (!preview) return false;
    const ids = await this.store.scope(tx, tenant, preview.pathway, preview.after, stepMax);
    const proposed = proposedOf(preview);
    const asked = (await this.questions.of(tx, tenant, ids, preview.asOf, proposed)).sort((a, b) => (a.enrolment.id < b.enrolment.id ? -1 : 1));
    const rows: Looked[] = [];
    const until = performance.now() + stepMs;
    for (const one of asked) {
      if (rows.length > 0 && performance.now() > until) break;
      rows.push(this.look(one, proposed));
    }
    const isLast = ids.length < stepMax && rows.length === asked.length;
    await this.store.advance(tx, after(preview, rows, isLast, new Date(this.clock.now())), rows);
    return !isLast;
  }

  private look({ enrolment, pathway, question }: Asked, proposed: CompiledVersion): Looked {
    const { id, earner } = enrolment;
    let before: Answer | null = null;
    let then: Answer | null = null;
    try {
      if (question) {
        before = answer({ ...question, versions: question.versions.filter((one) => one !== proposed.rules) });
        then = answer(question);
      }
    } catch (error) {
      this.log.warn({ err: error, enrolment: id }, 'an enrolment cannot be evaluated: its preview is undecided');
    }
    const kind = classOf(before, then);
    const completing = pathway?.versions.find(({ rules }) => rules.number === before?.completingVersion);
    const winning = pathway?.versions.find(({ rules }) => rules.number === then?.completingVersion);
    return {
      enrolment: id,
      earner,
      class: kind,
      before: before && standing(before),
      after: then && standing(then),
      issues: kind === 'GAINS_COMPLETION' && !enrolment.completion && then?.vacuous === false && winning?.awardAchievement != null,
      suspends: kind === 'LOSES_COMPLETION' && completing?.awardAchievement != null && completing.onRevocation !== 'stands',
    };
  }
}

interface Looked extends PreviewRow {
  readonly issues: boolean;
  readonly suspends: boolean;
}

const standing = ({ complete, completedOn, satisfied, total }: Stands): Stands => ({ complete, completedOn, satisfied, total });

/** The proposed version as if it were published on the day that is evaluated. */
function proposedOf({ id, pathway, number, asOf, definition }: Preview): CompiledVersion {
  return compiledVersion({ id, pathway, number, publishedOn: asOf, definition }, () => false);
}

function after(preview: Preview, rows: readonly Looked[], isLast: boolean, now: Date): Preview {
  const counts = { ...preview.counts };
  for (const row of rows) counts[row.class] = (counts[row.class] ?? 0) + 1;
  return {
    ...preview,
    counts,
    state: isLast ? 'DONE' : 'RUNNING',
    finishedAt: isLast ? now : null,
    after: rows.at(-1)?.enrolment ?? preview.after,
    done: preview.done + rows.length,
    wouldIssue: preview.wouldIssue + rows.filter(({ issues }) => issues).length,
    wouldSuspend: preview.wouldSuspend + rows.filter(({ suspends }) => suspends).length,
  };
}
