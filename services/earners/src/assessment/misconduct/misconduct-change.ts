import { accepted, type Decision, notFound, type Principal, refused, registryActing } from '@cairn/access';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { SubmissionStore } from '../submission/submission.store.js';
import type { Submission } from '../submission/submission.js';
import { InvolvedStore } from './involved.store.js';
import type { MisconductCase } from './misconduct.js';
import { MisconductStore } from './misconduct.store.js';

/** A case under its locks, and who has a part in it. */
export interface LockedMisconduct {
  readonly misconduct: MisconductCase;
  readonly submission: Submission | null;
  readonly involved: ReadonlySet<string>;
  readonly at: Date;
}

/** What a command makes of a case, and what is announced of it. */
export interface Changed {
  readonly misconduct: MisconductCase;
  readonly events: readonly NewEvent[];
}

export type Written = Decision<{ id: string; marks: Mark[] }>;

/**
 * Load under locks, decide, store, announce: the same for every command on a case of misconduct. What is told of an earner is in
 * his own trail too, with who did it; who reports and who sits on a committee is not his to know. So events are the registry's,
 * and the deed is noted beside them, about nobody (noteMisconduct).
 */
@Injectable()
export class MisconductChange {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionStore,
    private readonly involved: InvolvedStore,
    private readonly store: MisconductStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The case as the caller's tenant or the earner himself may find it; who of them may do what is asked after that. */
  find({ tenant, account }: Principal, id: string): Promise<MisconductCase | undefined> {
    return this.database.read({ tenant, account }, async (tx) => (await this.store.byIds(tx, { tenant, account }, [id]))[0]);
  }

  /** Works on a case in a transaction of its own; what a refusal leaves behind is nothing. */
  run({ tenant, id, submission: of }: Pick<MisconductCase, 'tenant' | 'id' | 'submission'>, work: (tx: Tx, locked: LockedMisconduct) => Promise<Decision<Changed>>): Promise<Written> {
    return this.database.write({ tenant }, (tx) => this.inLocks(tx, { tenant, id, submission: of }, work));
  }

  /** The submission's lock first, then the case's: in one order everywhere, so that nobody waits for one who waits for him. */
  async inLocks(tx: Tx, { tenant, id, submission: of }: Pick<MisconductCase, 'tenant' | 'id' | 'submission'>, work: (tx: Tx, locked: LockedMisconduct) => Promise<Decision<Changed>>): Promise<Written> {
    const submission = of === null ? undefined : await this.submissions.lock(tx, tenant, of);
    const misconduct = await this.store.lock(tx, tenant, id);
    if (!misconduct) return refused(notFound('case of misconduct', 'id'));
    const involved = (await this.involved.of(tx, tenant, misconduct)).add(misconduct.reportedBy);
    const changed = await work(tx, { misconduct, submission: submission ?? null, involved, at: new Date(this.clock.now()) });
    if (!changed.ok) return changed;
    await this.store.update(tx, changed.value.misconduct);
    return accepted({ id, marks: await registryActing(() => appendEvents(tx, [...changed.value.events])) });
  }
}
