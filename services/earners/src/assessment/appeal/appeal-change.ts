import { accepted, type Decision, notFound, type Principal, refused, registryActing } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents, type Mark, type NewEvent } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { CaseNotices } from '../../notice/case-notices.js';
import { InvolvedStore } from '../misconduct/involved.store.js';
import type { MisconductCase } from '../misconduct/misconduct.js';
import { MisconductStore } from '../misconduct/misconduct.store.js';
import { SubmissionStore } from '../submission/submission.store.js';
import type { Submission } from '../submission/submission.js';
import type { Appeal } from './appeal.js';
import { AppealStore } from './appeal.store.js';

/** An appeal with all that it is about under their locks, and who took part in what it is against. */
export interface LockedAppeal {
  readonly appeal: Appeal;
  readonly submission: Submission | null;
  readonly misconduct: MisconductCase | null;
  readonly involved: ReadonlySet<string>;
  readonly at: Date;
}

/** What a command makes of an appeal, what is announced of it, and what was announced already. */
export interface Changed {
  readonly appeal: Appeal;
  readonly events?: readonly NewEvent[];
  readonly marks?: readonly Mark[];
}

export type Deed = 'filed' | 'admitted' | 'dismissed' | 'withdrawn' | 'voted';
export type Written = Decision<{ id: string; marks: Mark[] }>;

/** Load under locks, decide, store, announce: the same for every command on an appeal. */
@Injectable()
export class AppealChange {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionStore,
    private readonly cases: MisconductStore,
    private readonly involved: InvolvedStore,
    private readonly store: AppealStore,
    private readonly told: CaseNotices,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The appeal as the caller's tenant or the earner himself may find it. */
  find({ tenant, account }: Principal, id: string): Promise<Appeal | undefined> {
    return this.database.read({ tenant, account }, async (tx) => (await this.store.byIds(tx, { tenant, account }, [id]))[0]);
  }

  run({ tenant, id, ...about }: Pick<Appeal, 'tenant' | 'id' | 'submission' | 'misconduct'>, deed: Deed, work: (tx: Tx, locked: LockedAppeal) => Promise<Decision<Changed>> | Decision<Changed>): Promise<Written> {
    return this.database.write({ tenant }, async (tx) => {
      const submission = about.submission === null ? undefined : await this.submissions.lock(tx, tenant, about.submission);
      const misconduct = about.misconduct === null ? undefined : await this.cases.lock(tx, tenant, about.misconduct);
      const appeal = await this.store.lock(tx, tenant, id);
      if (!appeal) return refused(notFound('appeal', 'id'));
      const involved = await this.tookPart(tx, appeal, misconduct);
      const changed = await work(tx, { appeal, submission: submission ?? null, misconduct: misconduct ?? null, involved, at: new Date(this.clock.now()) });
      if (!changed.ok) return changed;
      const { events = [], marks = [] } = changed.value;
      await this.store.update(tx, changed.value.appeal);
      await noteAppeal(tx, appeal, deed);
      if (isDecided(changed.value.appeal) && !isDecided(appeal)) await this.told.toEarner(tx, 'APPEAL_DECIDED', appeal);
      return accepted({ id, marks: [...marks, ...(await registryActing(() => appendEvents(tx, [...events])))] });
    });
  }

  /** Reviewers, who decided, who reported, and the whole committee, however it voted. */
  private async tookPart(tx: Tx, appeal: Appeal, misconduct: MisconductCase | undefined): Promise<Set<string>> {
    const involved = await this.involved.of(tx, appeal.tenant, appeal);
    if (!misconduct) return involved;
    return new Set([...involved, misconduct.reportedBy, ...misconduct.committee.map(({ actor }) => actor)]);
  }
}

/** By others than the earner, who knows what he withdrew. */
const isDecided = ({ state }: Appeal): boolean => state === 'UPHELD' || state === 'REJECTED' || state === 'INADMISSIBLE';

/** Notes a deed for the tenant's trail: about nobody, since it names who sits on the panel, unless the earner did it himself. */
export const noteAppeal = (tx: Tx, { tenant, id, earner }: Pick<Appeal, 'tenant' | 'id' | 'earner'>, deed: Deed): Promise<void> =>
  note(tx, { tenant, action: `cairn.appeal.${deed}`, subject: id, subjectKind: 'APPEAL', earners: deed === 'filed' || deed === 'withdrawn' ? [earner] : [] });
