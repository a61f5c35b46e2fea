import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { Database, newId, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { notListed } from '../review/assignment-answer.service.js';
import { criteriaOf, withScores } from '../review/review.js';
import { ReviewerRules } from '../reviewer/reviewer-rules.service.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { type Agreement, agreementOf } from './agreement.js';
import { type CalibrationCase, type CalibrationLevel, CalibrationStore } from './calibration.store.js';

/** A case of the set as a caller sees it: what is right only once he has said what he finds. */
export interface ShownCase extends CalibrationCase {
  readonly scores: readonly CalibrationLevel[];
  readonly reference: readonly CalibrationLevel[] | null;
}

/** The calibration set: filings whose levels are known, by which reviewers learn how they judge. */
@Injectable()
export class CalibrationService {
  constructor(
    private readonly database: Database,
    private readonly store: CalibrationStore,
    private readonly submissions: SubmissionStore,
    private readonly versions: VersionCopyStore,
    private readonly rules: ReviewerRules,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The latest filing becomes part of the set. */
  async add(principal: Principal, submissionId: string, levels: readonly CalibrationLevel[]): Promise<Decision<ShownCase>> {
    const { tenant, actor } = principal;
    if (tenant === null || actor === null) return refused(grantMissing('ADMINISTER'));
    return this.database.write({ tenant }, async (tx): Promise<Decision<ShownCase>> => {
      const [submission] = await this.submissions.byIds(tx, [submissionId]);
      if (submission?.tenant !== tenant || submission.attempt === 0) return refused(notFound('filing', 'id'));
      if (!may(principal, 'ADMINISTER', submission)) return refused(grantMissing('ADMINISTER'));
      const complete = await this.complete(tx, tenant, submission.achievementVersion, levels);
      if (!complete.ok) return complete;
      const { id, attempt, achievement, achievementVersion, earner } = submission;
      const one = { id: newId(), tenant, submission: id, attempt, achievement, achievementVersion, createdBy: actor, createdAt: new Date(this.clock.now()) };
      if (!(await this.store.insert(tx, one, levels))) return refused(refusal('ALREADY_EXISTS', 'The filing is part of the set already.', 'id'));
      await note(tx, { tenant, action: 'cairn.calibration-case.added', subject: one.id, subjectKind: 'CALIBRATION_CASE', earners: [earner] });
      return accepted({ ...one, scores: [], reference: levels });
    });
  }

  async score(principal: Principal, id: string, levels: readonly CalibrationLevel[]): Promise<Decision<ShownCase>> {
    const { tenant } = principal;
    if (tenant === null) return refused(notFound('case', 'id'));
    return this.database.write({ tenant }, async (tx): Promise<Decision<ShownCase>> => {
      const one = await this.store.byId(tx, tenant, id);
      if (!one || !may(principal, 'REVIEW', { achievement: one.achievement })) return refused(notFound('case', 'id'));
      const [me] = await this.rules.entriesOf(tx, principal);
      if (me?.state !== 'ACTIVE') return refused(notListed);
      const complete = await this.complete(tx, tenant, one.achievementVersion, levels);
      if (!complete.ok) return complete;
      await this.store.score(tx, tenant, id, me.id, levels, new Date(this.clock.now()));
      await note(tx, { tenant, action: 'cairn.calibration-case.scored', subject: id, subjectKind: 'CALIBRATION_CASE' });
      return accepted({ ...one, scores: levels, reference: await this.store.references(tx, tenant, [id]) });
    });
  }

  /** Undefined for who may not see the set. */
  async of(principal: Principal, achievement: string): Promise<ShownCase[] | undefined> {
    const { tenant } = principal;
    const administers = may(principal, 'ADMINISTER', { achievement });
    if (tenant === null || !(administers || may(principal, 'REVIEW', { achievement }))) return undefined;
    return this.database.read({ tenant }, async (tx) => {
      const cases = await this.store.of(tx, tenant, achievement);
      const ids = cases.map(({ id }) => id);
      const entries = await this.rules.entriesOf(tx, principal);
      const scores = await this.store.scores(tx, tenant, ids, entries.map(({ id }) => id));
      const references = await this.store.references(tx, tenant, ids);
      return cases.map((one) => {
        const own = scores.filter(({ id }) => id === one.id);
        return { ...one, scores: own, reference: administers || own.length > 0 ? references.filter(({ id }) => id === one.id) : null };
      });
    });
  }

  async agreement(principal: Principal, achievement: string, reviewer: string | null): Promise<Agreement | undefined> {
    const { tenant } = principal;
    if (tenant === null || !(may(principal, 'ANALYSE', { achievement }) || may(principal, 'ADMINISTER', { achievement }))) return undefined;
    return agreementOf(await this.database.read({ tenant }, (tx) => this.store.pairs(tx, tenant, achievement, reviewer)));
  }

  /** Every criterion once, each with a level of the rubric. */
  private async complete(tx: Tx, tenant: string, version: string, levels: readonly CalibrationLevel[]): Promise<Decision<null>> {
    const [copy] = await this.versions.toAssess(tx, tenant, [version]);
    const criteria = criteriaOf(copy?.rubrics ?? []);
    const scored = withScores([], levels, criteria);
    if (!scored.ok) return scored;
    const missing = criteria.find(({ key }) => !levels.some(({ criterion }) => criterion === key));
    if (missing || levels.length !== criteria.length) return refused(refusal('SCORE_INVALID', `Every criterion has one level${missing ? `; \`${missing.key}\` has none` : ''}.`, 'levels'));
    return accepted(null);
  }
}
