import { accepted, type Decision, notFound, type Principal, refusal, refused } from '@cairn/access';
import { Database, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { DecisionStore } from '../decision/decision.store.js';
import { MisconductStore } from '../misconduct/misconduct.store.js';
import { SubmissionStore } from '../submission/submission.store.js';
import type { Appeal } from './appeal.js';
import { appealDaysByDefault, appealUntil } from './appeal-window.js';

/** What somebody says he appeals against. Ids are bare. */
export type Target = { readonly decisionId: string } | { readonly misconductCaseId: string };

/** Where it lies, and whose it is. */
export interface FoundTarget {
  readonly tenant: string;
  readonly earner: string;
  readonly submission: string | null;
  readonly decision: string | null;
  readonly misconduct: string | null;
}

/** Everything of an appeal that follows from what it is against, and the first instant at which it is too late. */
export interface Appealed
  extends Pick<Appeal, 'tenant' | 'decision' | 'misconduct' | 'submission' | 'award' | 'earner' | 'sealedFor' | 'issuer' | 'achievement' | 'achievementVersion'> {
  readonly until: Date;
}

/** Finds what can be appealed against: a denial, or what a committee upheld. What a committee decided is appealed against in its case. */
@Injectable()
export class AppealTargets {
  constructor(
    private readonly database: Database,
    private readonly versions: VersionCopyStore,
    private readonly submissions: SubmissionStore,
    private readonly decisions: DecisionStore,
    private readonly cases: MisconductStore,
  ) {}

  find({ tenant, account }: Principal, target: Target): Promise<FoundTarget | undefined> {
    return this.database.read({ tenant, account }, async (tx) => {
      if ('misconductCaseId' in target) {
        const [found] = await this.cases.byIds(tx, { tenant, account }, [target.misconductCaseId]);
        return found && { tenant: found.tenant, earner: found.earner, submission: found.submission, decision: found.decision, misconduct: found.id };
      }
      const [found] = await tx.query<FoundTarget>(
        `SELECT ${foundColumns} FROM decision d JOIN submission s ON s.tenant_id = d.tenant_id AND s.id = d.submission_id
           LEFT JOIN misconduct_case m ON m.tenant_id = d.tenant_id AND m.decision_id = d.id WHERE d.tenant_id = $1 AND d.id = $3
         UNION
         SELECT ${foundColumns} FROM earner e JOIN submission s ON s.tenant_id = e.tenant_id AND s.earner_id = e.id
           JOIN decision d ON d.tenant_id = s.tenant_id AND d.submission_id = s.id
           LEFT JOIN misconduct_case m ON m.tenant_id = d.tenant_id AND m.decision_id = d.id WHERE e.account_id = $2 AND d.id = $3`,
        [tenant, account, target.decisionId],
      );
      return found;
    });
  }

  /** The submission's lock, then that of the case of misconduct. */
  async lock(tx: Tx, { tenant, submission: of, decision, misconduct }: FoundTarget): Promise<Decision<Appealed>> {
    const submission = of === null ? undefined : await this.submissions.lock(tx, tenant, of);
    if (misconduct !== null) return this.ofCase(tx, tenant, misconduct);
    const against = decision === null ? undefined : await this.decisions.byId(tx, tenant, decision);
    if (!against || !submission) return refused(notFound('decision', 'decisionId'));
    if (against.kind !== 'DENY' || submission.state !== 'DENIED') {
      return refused(refusal('DECISION_NOT_ALLOWED', 'An appeal is against a denial that stands, or against a finding of misconduct.', 'decisionId'));
    }
    const until = await this.untilOf(tx, tenant, submission.achievementVersion, against.at);
    const { earner, sealedFor, issuer, achievement, achievementVersion } = submission;
    return accepted({ tenant, decision, misconduct: null, submission: submission.id, award: null, earner, sealedFor, issuer, achievement, achievementVersion, until });
  }

  /** When it is too late to appeal against a denial. */
  async untilOf(tx: Tx, tenant: string, version: string, decidedAt: Date): Promise<Date> {
    const [copy] = await this.versions.toAssess(tx, tenant, [version]);
    return appealUntil(decidedAt, copy?.assessment?.appealDays ?? appealDaysByDefault, copy?.calendar ?? null);
  }

  private async ofCase(tx: Tx, tenant: string, id: string): Promise<Decision<Appealed>> {
    const found = await this.cases.lock(tx, tenant, id);
    if (!found) return refused(notFound('case of misconduct', 'misconductCaseId'));
    if (found.state !== 'UPHELD' || found.overturnedBy !== null || found.appealUntil === null) {
      return refused(refusal('DECISION_NOT_ALLOWED', 'An appeal is against a denial that stands, or against a finding of misconduct.', 'misconductCaseId'));
    }
    const { decision, submission, award, earner, sealedFor, issuer, achievement, achievementVersion, appealUntil: until } = found;
    return accepted({ tenant, decision, misconduct: id, submission, award, earner, sealedFor, issuer, achievement, achievementVersion, until });
  }
}

const foundColumns = 'd.tenant_id AS tenant, s.earner_id AS earner, d.submission_id AS submission, d.id AS decision, m.id AS misconduct';
