import { submissionDenied, submissionGranted, submissionReturned } from '@cairn/events';
import { newId } from '@cairn/postgres';
import { ReviewDesk } from '../../testing/review-desk.js';

describe('figures', () => {
  let desk: ReviewDesk;
  beforeAll(async () => {
    desk = await ReviewDesk.open();
  });
  afterAll(() => desk.service.close());

  it('are kept from what submissions tell: 0.35, 0.75 and 1.72 for 200 of them', async () => {
    const [issuer, achievement] = [newId(), newId()];
    const tell = async (contract: typeof submissionReturned | typeof submissionGranted | typeof submissionDenied, count: number, attempt: number) => {
      for (let n = 0; n < count; n += 1) {
        const submission = newId();
        const fact = { submission, version: 4, earner: newId(), issuer, achievement, achievementVersion: newId(), attempt, at: '2026-05-04T10:00:00Z', businessDays: attempt, levels: [], award: newId(), reason: 'BELOW_STANDARD' };
        await desk.service.hear({ contract: contract as typeof submissionGranted, tenant: desk.tenant, subject: submission, version: 4, data: fact });
      }
    };
    await tell(submissionGranted, 70, 1);
    await tell(submissionDenied, 10, 1);
    await tell(submissionReturned, 120, 1);
    await tell(submissionGranted, 90, 2);
    await tell(submissionDenied, 5, 2);
    await tell(submissionReturned, 25, 2);
    await tell(submissionGranted, 20, 3);
    const ask = (by = desk.administrator) =>
      desk.query<{ assessmentFigures: Record<string, number> | null }>(by, 'query ($issuer: ID!, $achievement: ID) { assessmentFigures(issuerId: $issuer, achievementId: $achievement) { firstDecided firstPassRate secondTryAcceptance granted meanAttemptsToGrant meanBusinessDays overdue } }', {
        issuer: `iss_${issuer}`,
        achievement: `ach_${achievement}`,
      });
    const { assessmentFigures } = await ask();
    expect(assessmentFigures).toMatchObject({ firstDecided: 200, firstPassRate: 0.35, secondTryAcceptance: 0.75, granted: 180, overdue: 0 });
    expect(assessmentFigures?.['meanAttemptsToGrant']).toBeCloseTo(1.72, 2);
    expect(assessmentFigures?.['meanBusinessDays']).toBeCloseTo((200 + 240 + 60) / 340, 10);
    expect((await ask({ ...desk.administrator, rights: ['AWARD'] })).assessmentFigures).toBeNull();
  });

  it('tell how far reviewers agree with what is right, once they have said what they find', async () => {
    const version = await desk.published();
    const reviewer = await desk.aReviewer({ achievementIds: [`ach_${version.achievement}`] });
    const submission = await desk.filed(version, await desk.anEarner());
    const set = 'query ($id: ID!) { calibrationCases(achievementId: $id) { id attempt reviewCase { parts { text } } scores { level } reference { criterion level } } }';
    const see = async (by: typeof desk.administrator) => (await desk.query<{ calibrationCases: { id: string; reference: object[] | null }[] | null }>(by, set, { id: `ach_${version.achievement}` })).calibrationCases;
    const levels = (p1: string, p2: string) => [{ criterion: 'c-p1', level: p1 }, { criterion: 'c-p2', level: p2 }];
    expect(await desk.codes(desk.administrator, 'addCalibrationCase', { id: submission, levels: levels('meeting', 'superb') })).toEqual(['SCORE_INVALID']);
    expect(await desk.codes(desk.administrator, 'addCalibrationCase', { id: submission, levels: levels('meeting', 'meeting').slice(1) })).toEqual(['SCORE_INVALID']);
    expect(await desk.codes(reviewer, 'addCalibrationCase', { id: submission, levels: levels('meeting', 'meeting') })).toEqual(['GRANT_MISSING']);
    await desk.done(desk.administrator, 'addCalibrationCase', { id: submission, levels: levels('meeting', 'leading') }, '__typename');
    expect(await desk.codes(desk.administrator, 'addCalibrationCase', { id: submission, levels: levels('meeting', 'leading') })).toEqual(['ALREADY_EXISTS']);
    const [sample] = (await see(reviewer)) ?? [];
    expect(sample).toMatchObject({ attempt: 1, reference: null, scores: [], reviewCase: { parts: [{ text: 'One.' }, { text: 'Two.' }] } });
    await desk.done(reviewer, 'scoreCalibrationCase', { id: sample?.id, levels: levels('meeting', 'meeting') }, '__typename');
    expect((await see(reviewer))?.[0]?.reference).toEqual(levels('meeting', 'leading'));
    expect(await see({ ...reviewer, rights: ['AWARD'] })).toBeNull();
    const { reviewerAgreement } = await desk.query<{ reviewerAgreement: object }>(desk.administrator, 'query ($id: ID!) { reviewerAgreement(achievementId: $id) { scores exact kappa } }', { id: `ach_${version.achievement}` });
    expect(reviewerAgreement).toEqual({ scores: 2, exact: 0.5, kappa: 0 });
  });
});
