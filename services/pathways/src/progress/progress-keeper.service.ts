import type { NewEvent } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { CLOCK, LOG } from '@cairn/service';
import { type Clock, instant, type Log, today } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { CompletionKeeper } from '../completion/completion-keeper.service.js';
import { TeachOuts } from '../enrolment/teach-outs.js';
import { AffectedStore } from './affected.store.js';
import { type Evaluated, evaluatedToNothing, evaluateEnrolment } from './evaluated.js';
import { overlapping } from './overlapping.js';
import { ProgressStore } from './progress.store.js';
import type { Asked } from './asked.js';
import { Questions } from './questions.service.js';
import { Settling } from './solving/settling.service.js';
import type { Settled } from './verdict.js';

/** What a caller waits for at most; the sweep does the rest. */
const budgetMs = 5_000;
/** Pathways may look at pathways that look at others: no further than this, should they ever form a circle. */
const depthMax = 16;
/** Enrolments that are loaded, evaluated and written together. */
const partMax = 300;

/** Keeps progress and completions true to what is known of earners. Nothing is added up: every evaluation starts from the facts. */
@Injectable()
export class ProgressKeeper {
  constructor(
    private readonly questions: Questions,
    private readonly affected: AffectedStore,
    private readonly settling: Settling,
    private readonly progress: ProgressStore,
    private readonly completions: CompletionKeeper,
    private readonly teachOuts: TeachOuts,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /**
   * Evaluates these enrolments anew and writes what follows, in as many statements for 300 of them as for one.
   * Those of the same earners in pathways that look at what has changed come after them. The caller holds the locks of
   * their earners and appends the events.
   *
   * @returns what has to be told of completions, milestones and exits
   */
  async refresh(tx: Tx, tenant: string, enrolments: readonly string[]): Promise<NewEvent[]> {
    const events: NewEvent[] = [];
    // Each once: what counts in one is read before it is written.
    let next: readonly string[] = [...new Set(enrolments)];
    for (let depth = 0; next.length > 0 && depth < depthMax; depth += 1) {
      const done = await this.once(tx, tenant, next);
      events.push(...done.events);
      next = done.changed.length > 0 ? await this.affected.byCompletions(tx, tenant, done.changed) : [];
    }
    return events;
  }

  /** What these enrolments come to at the end of a day; writes nothing. */
  async evaluate(tx: Tx, tenant: string, ids: readonly string[], asOf = today(this.clock)): Promise<Evaluated[]> {
    return (await this.questions.of(tx, tenant, ids, asOf)).map((asked) => this.evaluated(asked));
  }

  private async once(tx: Tx, tenant: string, ids: readonly string[]): Promise<{ events: NewEvent[]; changed: ChangedCompletion[] }> {
    const day = today(this.clock);
    const until = performance.now() + budgetMs;
    const [events, changed, left]: [NewEvent[], ChangedCompletion[], string[]] = [[], [], []];
    let begun = false;
    await overlapping(partsOf(ids), {
      load: (part) => this.questions.of(tx, tenant, part, day),
      work: (asked) => {
        if (begun && performance.now() > until) return asked.enrolment.id;
        begun = true;
        return this.settling.of(asked);
      },
      write: async (made) => {
        left.push(...made.filter((one) => typeof one === 'string'));
        const told = await this.write(tx, tenant, made.filter((one) => typeof one !== 'string'));
        events.push(...told.events);
        changed.push(...told.changed);
      },
    });
    if (left.length > 0) await this.progress.putDue(tx, tenant, left, day);
    return { events, changed };
  }

  private async write(tx: Tx, tenant: string, settled: readonly Settled[]): Promise<{ events: NewEvent[]; changed: ChangedCompletion[] }> {
    await this.progress.put(tx, tenant, settled);
    const { events, changed } = await this.completions.follow(tx, tenant, settled);
    return { events: [...events, ...(await this.teachOuts.follow(tx, tenant, settled))], changed };
  }

  /** One that cannot be evaluated keeps nobody else from it: it is reported, and nothing is decided about it. */
  private evaluated(asked: Asked): Evaluated {
    const now = instant(this.clock);
    try {
      return evaluateEnrolment(asked, now);
    } catch (error) {
      const { id, pathwayVersion } = asked.enrolment;
      this.log.error({ err: error, enrolment: id, pathwayVersion }, 'an enrolment cannot be evaluated: it is undecided');
      return evaluatedToNothing(asked.enrolment, today(this.clock), now);
    }
  }
}

interface ChangedCompletion {
  readonly earner: string;
  readonly pathway: string;
}

const partsOf = (ids: readonly string[]): string[][] => Array.from({ length: Math.ceil(ids.length / partMax) }, (_, at) => ids.slice(at * partMax, (at + 1) * partMax));
