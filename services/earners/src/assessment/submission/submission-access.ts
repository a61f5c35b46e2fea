import { accepted, type ActedOn, type Decision, grantMissing, may, notFound, type Principal, refused } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { EarnerAccess, viewerOf } from '../../person/earner-access.js';
import type { Submission } from './submission.js';
import { SubmissionStore } from './submission.store.js';

/**
 * Whether a caller who is not the person may see a submission of the caller's tenant with whose it is: those who act for its
 * earners, and administrators. Reviewers may not, whatever else they see of it.
 */
export const seesWhose = (principal: Principal, { issuer, achievement }: Pick<Submission, 'issuer' | 'achievement'>): boolean =>
  may(principal, 'AWARD', { issuer, achievement }) || may(principal, 'ADMINISTER');

/** Decides who reads and who changes submissions. */
@Injectable()
export class SubmissionAccess {
  constructor(
    private readonly database: Database,
    private readonly store: SubmissionStore,
    private readonly earners: EarnerAccess,
  ) {}

  /** The submissions that a caller may see, in the order of the ids. */
  async visible(principal: Principal, ids: readonly string[]): Promise<(Submission | undefined)[]> {
    const rows = await this.database.read(viewerOf(principal), (tx) => this.store.byIds(tx, ids));
    const found = new Map(rows.filter((row) => row.tenant !== principal.tenant || seesWhose(principal, row)).map((row) => [row.id, row]));
    // Row-level security shows the person's own, whichever tenant keeps them, and all of the tenant, of which a member may see no more than his grants say.
    const own = principal.account === null ? [] : await this.database.read({ tenant: null, account: principal.account }, (tx) => this.store.byIds(tx, ids));
    for (const row of own) found.set(row.id, row);
    return ids.map((id) => found.get(id));
  }

  /** The submission for whoever may change it: the person, or who may AWARD its achievement. NOT_FOUND for all who may not see it. */
  async toChange(principal: Principal, id: string, field = 'submissionId'): Promise<Decision<Submission>> {
    const [submission] = await this.visible(principal, [id]);
    if (!submission) return refused(notFound('submission', field));
    const on: ActedOn = { issuer: submission.issuer, achievement: submission.achievement };
    // A client of the tenant is nobody's person: whose the submission is need not be looked up.
    if (principal.account === null && principal.tenant === submission.tenant && may(principal, 'AWARD', on)) return accepted(submission);
    const acting = await this.earners.to(principal, submission.earner, 'AWARD', field);
    if (!acting.ok) return acting;
    return acting.value.as === 'PERSON' || may(principal, 'AWARD', on) ? accepted(submission) : refused(grantMissing('AWARD'));
  }
}
