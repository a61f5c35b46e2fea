import { type Principal, principalOf } from '@cairn/access';
import { type AchievementVersionText, submissionSubmitted } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { aRegistrar, aService, type TestService } from '../../testing/service.js';
import { aSubmission, assessedBy } from '../../testing/submissions.js';

interface Signal {
  readonly id: string;
  readonly kind: string;
  readonly submissionIds: string[];
  readonly files: number;
}

describe('signals', () => {
  let service: TestService;
  let version: AchievementVersionText;
  const tenant = newId();
  const committee = aRegistrar(tenant, ['SIT_ON_COMMITTEE']);
  beforeAll(async () => {
    service = await aService();
    version = await service.published(tenant, assessedBy());
  });
  afterAll(() => service.close());

  async function anEarner(value: string): Promise<string> {
    const { data } = await service.ask<{ createEarner: { earner: { id: string } } }>(
      aRegistrar(tenant),
      'mutation ($input: CreateEarnerInput!) { createEarner(input: $input) { earner { id } userErrors { code } } }',
      { input: { identifiers: [{ type: 'STUDENT_ID', value }] } },
    );
    return data?.createEarner.earner.id.slice(4) ?? '';
  }
  /** Files these files, told apart by a letter each. */
  async function filed(earner: string, files: string, of = version): Promise<string> {
    const submission = await aSubmission(service, { tenant, version: of, earner, at: new Date(), state: 'SUBMITTED' });
    await service.database.work(async (tx) => {
      await tx.query(`INSERT INTO attempt (tenant_id, submission_id, number, achievement_version_id, statements, submitted_at) VALUES ($1, $2, 1, $3, '{}', now())`, [tenant, submission, of.achievementVersion]);
      await tx.query(`INSERT INTO attempt_part (tenant_id, submission_id, attempt, requirement, position, words) VALUES ($1, $2, 1, 'plan', 1, 0)`, [tenant, submission]);
      for (const [position, file] of [...files].entries()) {
        const id = newId();
        await tx.query(
          `INSERT INTO evidence (tenant_id, id, submission_id, requirement, position, kind, sealed_for, blind_name, media_type, bytes, digest, twin_hmac, in_draft, added_at)
           VALUES ($1, $2, $3, 'plan', $4, 'FILE', $5, 'artefact-1.pdf', 'application/pdf', 1, repeat('a', 64), $6, true, now())`,
          [tenant, id, submission, position + 1, earner, Buffer.alloc(32, file)],
        );
        await tx.query(`INSERT INTO attempt_evidence (tenant_id, submission_id, attempt, requirement, evidence_id) VALUES ($1, $2, 1, 'plan', $3)`, [tenant, submission, id]);
      }
    });
    await told(submission, earner, of);
    return `sub_${submission}`;
  }
  const told = (submission: string, earner: string, of = version) =>
    service.hear({
      contract: submissionSubmitted,
      tenant,
      subject: submission,
      version: 2,
      data: { submission, version: 2, earner, issuer: of.issuer, achievement: of.achievement, achievementVersion: of.achievementVersion, attempt: 1, at: '2026-03-01T10:00:00Z' },
    });
  async function signals(principal: Principal, submissionId: string | null = null) {
    const { data, errors } = await service.ask<{ evidenceSignals: { nodes: Signal[]; pageInfo: { endCursor: string; hasNextPage: boolean } } | null }>(
      principal,
      `query ($filter: EvidenceSignalFilter) { evidenceSignals(first: 50, filter: $filter) { nodes { id kind submissionIds files } } }`,
      { filter: { submissionId } },
    );
    return errors ? errors.map(({ extensions }) => extensions?.code) : data?.evidenceSignals?.nodes;
  }

  it('say once of two submissions that they hold the same file, to the committee only', async () => {
    const [ana, ben] = [await anEarner('A-1'), await anEarner('B-1')];
    const first = await filed(ana, 'xy');
    expect(await signals(committee)).toEqual([]);
    const second = await filed(ben, 'yxz');
    const expected = [{ id: expect.stringMatching(/^sig_/) as string, kind: 'DUPLICATE_EVIDENCE', submissionIds: [first, second].sort(), files: 2 }];
    expect(await signals(committee)).toEqual(expected);
    for (const one of [first, second]) expect(await signals(committee, one)).toEqual(expected);
    await told(first.slice(4), ana);
    await told(second.slice(4), ben);
    expect(await signals(committee)).toHaveLength(1);
    for (const other of [aRegistrar(tenant, ['REVIEW', 'GRANT_AWARD', 'AWARD', 'ADMINISTER'])]) expect(await signals(other)).toEqual(['FORBIDDEN']);
    expect(await signals(aRegistrar(newId(), ['SIT_ON_COMMITTEE']))).toEqual([]);
    expect(await service.database.work((tx) => tx.query('SELECT DISTINCT state FROM submission'))).toEqual([{ state: 'SUBMITTED' }]);
  });

  it('are shown to who sits over the achievement of either submission', async () => {
    const [elsewhere, third] = [await service.published(tenant, assessedBy()), await service.published(tenant, assessedBy())];
    const one = await filed(await anEarner('A-2'), 'p', elsewhere);
    await filed(await anEarner('B-2'), 'p');
    const over = (kind: 'ACHIEVEMENT' | 'ISSUER', id: string) => principalOf({ actor: newId(), tenant, scoped: [{ right: 'SIT_ON_COMMITTEE', kind, id }] });
    expect(await signals(over('ACHIEVEMENT', elsewhere.achievement))).toMatchObject([{ files: 1 }]);
    expect(await signals(over('ISSUER', elsewhere.issuer), one)).toHaveLength(1);
    expect(await signals(over('ACHIEVEMENT', third.achievement))).toEqual([]);
  });

  it('are not raised on what one earner hands in twice, nor on what differs', async () => {
    const ana = await anEarner('A-3');
    const again = await service.published(tenant, assessedBy());
    const first = await filed(ana, 'q');
    await filed(ana, 'q', again);
    await filed(await anEarner('B-3'), 'r');
    expect(await signals(committee, first)).toEqual([]);
  });

  it('name reviewers whose recommendations are unlike those of all others', async () => {
    const achievement = await service.published(tenant, assessedBy());
    const reviewers = [newId(), newId(), newId()];
    const shares = [20, 10, 10];
    await service.database.work(async (tx) => {
      for (const reviewer of reviewers) {
        await tx.query(
          `INSERT INTO reviewer (tenant_id, id, actor_id, actor_kind, languages, groups, open_at_most, state, version, created_at, updated_at)
           VALUES ($1, $2, $3, 'MEMBER', '{en}', '{}', 5, 'ACTIVE', 1, now(), now())`,
          [tenant, reviewer, newId()],
        );
      }
    });
    for (let n = 0; n < 20; n += 1) {
      const submission = await aSubmission(service, { tenant, version: achievement, earner: await anEarner(`R-${n}`), at: new Date(), state: 'DENIED' });
      await service.database.work(async (tx) => {
        for (const [place, reviewer] of reviewers.entries()) {
          const assignment = newId();
          await tx.query(
            `INSERT INTO review_assignment (tenant_id, id, submission_id, attempt, round, reviewer_id, state, offered_at, accepted_at, ended_at, lapses_at)
             VALUES ($1, $2, $3, 1, 0, $4, 'DONE', now(), now(), now(), now())`,
            [tenant, assignment, submission, reviewer],
          );
          await tx.query(
            `INSERT INTO review (tenant_id, id, assignment_id, state, recommendation, revision, created_at, updated_at, final_at) VALUES ($1, $2, $3, 'FINAL', $4, 1, now(), now(), now())`,
            [tenant, newId(), assignment, n < (shares[place] ?? 0) ? 'MEETS' : 'NOT_YET'],
          );
        }
      });
    }
    const asked = (principal: Principal, reviewsMin = 20) =>
      service.ask(principal, 'query ($id: ID!, $min: Int!) { reviewSignals(achievementId: $id, reviewsMin: $min) { reviewerId reviews rate rateOfOthers } }', { id: `ach_${achievement.achievement}`, min: reviewsMin });
    expect((await asked(committee)).data).toEqual({ reviewSignals: [{ reviewerId: `rvr_${reviewers[0]}`, reviews: 20, rate: 1, rateOfOthers: 0.5 }] });
    expect((await asked(committee, 21)).data).toEqual({ reviewSignals: [] });
    expect((await asked(committee, 1)).errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect((await asked(aRegistrar(tenant, ['REVIEW']))).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  });
});
