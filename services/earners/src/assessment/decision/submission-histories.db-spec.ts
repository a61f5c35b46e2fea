import type { Principal } from '@cairn/access';
import fc from 'fast-check';
import { ReviewDesk } from '../../testing/review-desk.js';

type Step = { readonly do: 'claim' | 'file' | 'hold' | 'release' | 'withdraw' } | { readonly do: 'review'; readonly meets: boolean } | { readonly do: 'decide'; readonly kind: 'GRANT' | 'RETURN' | 'DENY'; readonly at: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Step>({ do: 'claim' }) },
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'file' }) },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ do: 'hold' }, { do: 'release' }, { do: 'withdraw' }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('review' as const), meets: fc.boolean() }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('decide' as const), kind: fc.constantFrom('GRANT' as const, 'RETURN' as const, 'DENY' as const), at: fc.integer({ min: 1, max: 3 }) }) },
);

/** The model of submission-histories.spec.ts against the database: fewer histories, and several who decide at once. */
describe('histories of submissions in the database', () => {
  it('never hold two decisions on a filing, nor an award that no decision made', async () => {
    const desk = await ReviewDesk.open();
    const histories = fc.sample(fc.array(step, { minLength: 8, maxLength: 14 }), { numRuns: 10, seed: 20261122 });
    for (const history of histories) {
      const version = await desk.published({ decision: 'TWO_STAGE' });
      const reviewer = await desk.aReviewer({ achievementIds: [`ach_${version.achievement}`] });
      const grantors = Array.from({ length: 3 }, (): Principal => ({ ...desk.administrator, actor: crypto.randomUUID(), rights: ['GRANT_AWARD'] }));
      const id = await desk.filed(version, await desk.anEarner());
      let reviewId = '';
      let revision = 1;
      for (const one of history) {
        if (one.do === 'claim') {
          const { assignment } = await desk.act<{ assignment: { review: { id: string } } | null }>(reviewer, 'claimReview', { issuerId: `iss_${version.issuer}` }, 'assignment { review { id } }');
          reviewId = assignment?.review.id ?? reviewId;
        } else if (one.do === 'review' && reviewId !== '') {
          const scores = ['p1', 'p2'].map((key) => ({ criterion: `c-${key}`, level: one.meets ? 'meeting' : 'beginning', feedback: 'Said.' }));
          await desk.codes(reviewer, 'saveReview', { id: reviewId, scores });
          await desk.codes(reviewer, 'finaliseReview', { id: reviewId, recommendation: one.meets ? 'MEETS' : 'NOT_YET' });
        } else if (one.do === 'decide') {
          await Promise.all(grantors.slice(0, one.at).map((by) => desk.codes(by, 'decideSubmission', { id, kind: one.kind, feedback: 'Why.', ...(one.kind === 'RETURN' ? { returnedParts: ['p1'] } : {}) })));
        } else if (one.do === 'file') {
          const refused = await desk.codes(desk.administrator, 'saveSubmissionDraft', { submissionId: id, revision, parts: [{ requirementKey: 'p1', text: `Version ${revision}.` }] });
          if (refused.length === 0) revision += 1;
          await desk.codes(desk.administrator, 'submitAttempt', { submissionId: id, statements: [] });
        } else if (one.do !== 'review') {
          const input = one.do === 'withdraw' ? { submissionId: id } : { id };
          await desk.codes(desk.administrator, `${one.do}Submission`, input);
        }
      }
    }
    const broken = await desk.service.database.work((tx) =>
      tx.query(
        `SELECT 'two decisions' AS what, d.submission_id FROM decision d WHERE d.overturns_id IS NULL GROUP BY d.submission_id, d.attempt HAVING count(1) > 1
         UNION ALL SELECT 'a grant without its award', d.submission_id FROM decision d JOIN submission s ON s.id = d.submission_id WHERE d.kind = 'GRANT' AND s.award_id IS NULL
         UNION ALL SELECT 'an award without a decision', a.id FROM award a LEFT JOIN submission s ON s.award_id = a.id
           LEFT JOIN decision d ON d.submission_id = s.id AND d.kind = 'GRANT' WHERE d.id IS NULL`,
      ),
    );
    expect(broken).toEqual([]);
    const [counted] = await desk.service.database.work((tx) => tx.query<{ decisions: number; awards: number }>('SELECT (SELECT count(1)::int FROM decision) AS decisions, (SELECT count(1)::int FROM award) AS awards'));
    expect(counted?.decisions).toBeGreaterThan(2);
    expect(counted?.awards).toBeGreaterThan(0);
    await desk.service.close();
  }, 120_000);
});
