import type { Principal } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { criteriaOf, type Outcome } from '../review/review.js';
import { CaseSeals } from '../submission/case-seals.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { DecisionStore } from './decision.store.js';
import { type OpenedDecision, OpenedDecisions } from './opened-decisions.js';

/** A decision with the titles of its criteria. */
export interface ShownDecision extends Omit<OpenedDecision, 'outcomes'> {
  readonly outcomes: readonly (Outcome & { readonly title: string | null })[];
}

/** Reads decisions; row-level security decides whose. */
@Injectable()
export class DecisionViewService {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionStore,
    private readonly decisions: DecisionStore,
    private readonly opened: OpenedDecisions,
    private readonly seals: CaseSeals,
    private readonly versions: VersionCopyStore,
  ) {}

  /** Decisions of submissions, in the order of these; none where the caller may not see the submission. */
  of({ tenant, account }: Principal, ids: readonly string[]): Promise<ShownDecision[][]> {
    return this.database.read({ tenant, account }, async (tx) => {
      const submissions = await this.submissions.byIds(tx, ids);
      const shown = new Map<string, ShownDecision[]>();
      for (const submission of submissions) {
        const opened = await this.opened.of(tx, submission.tenant, [submission.id], await this.seals.of(tx, submission));
        const [version] = opened.length === 0 ? [] : await this.versions.toAssess(tx, submission.tenant, [submission.achievementVersion]);
        const titles = new Map(criteriaOf(version?.rubrics ?? []).map(({ key, title }) => [key, title]));
        const titled = opened.map((one) => ({ ...one, outcomes: one.outcomes.map((outcome) => ({ ...outcome, title: titles.get(outcome.criterion) ?? null })) }));
        shown.set(submission.id, titled);
      }
      return ids.map((id) => shown.get(id) ?? []);
    });
  }

  async byId(principal: Principal, id: string): Promise<ShownDecision | undefined> {
    const { tenant } = principal;
    const found = tenant === null ? undefined : await this.database.read({ tenant }, (tx) => this.decisions.byId(tx, tenant, id));
    const [all = []] = found ? await this.of(principal, [found.submission]) : [];
    return all.find((one) => one.id === id);
  }
}
