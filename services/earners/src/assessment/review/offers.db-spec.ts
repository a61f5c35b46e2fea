import type { AchievementVersionText } from '@cairn/events';
import { ReviewDesk } from '../../testing/review-desk.js';
import { AssignmentClock } from './assignment-clock.service.js';

const rules = { mustHoldAward: true, notSameGroup: true, notEarlierCollaborator: true, sameLanguage: true };

describe('an offer to review', () => {
  let desk: ReviewDesk;
  let now = Date.parse('2026-03-02T10:00:00Z');

  beforeEach(async () => {
    desk = await ReviewDesk.open({ clock: { now: () => now } });
  });
  afterEach(() => desk.service.close());

  const states = async (by: Parameters<ReviewDesk['asked']>[0]) => (await desk.asked(by)).map(({ assignment }) => assignment.state);
  const award = (version: AchievementVersionText, earnerId: string) =>
    desk.done(desk.administrator, 'issueAward', { earnerId, achievementVersionId: `acv_${version.achievementVersion}`, assessment: { method: 'Review', assessedOn: '2026-02-01' } }, '__typename');

  it('is made to a holder who is near enough to the matter and far enough from the person, when something is filed', async () => {
    const version = await desk.published({ reviewers: rules });
    const [jonas, petra, colleague, novice] = [await desk.anEarner(), await desk.anEarner('Petra Palm'), await desk.anEarner('Karl Kolle'), await desk.anEarner('Nora Neu')];
    for (const holder of [petra, colleague]) await award(version, holder);
    await desk.done(desk.administrator, 'addToRoster', { earnerId: jonas, groups: ['north'] }, '__typename');
    await desk.done(desk.administrator, 'addToRoster', { earnerId: colleague, groups: ['north', 'band'] }, '__typename');
    const tooNear = await desk.aReviewer({ earnerId: colleague });
    const notYet = await desk.aReviewer({ earnerId: novice });
    const foreign = await desk.aReviewer({ earnerId: petra, languages: ['sv'] });
    await desk.filed(version, jonas);
    expect([await states(tooNear), await states(notYet), await states(foreign)]).toEqual([[], [], []]);

    const right = await desk.aReviewer({ earnerId: petra, languages: ['en-GB', 'sv'] });
    await desk.service.app.get(AssignmentClock).look();
    const [offer] = await desk.asked(right);
    expect(offer?.assignment.state).toBe('OFFERED');
    const id = offer?.assignment.id;
    expect(await desk.codes(tooNear, 'acceptReviewAssignment', { id })).toEqual(['REVIEWER_CONFLICT']);
    expect(await desk.codes(notYet, 'acceptReviewAssignment', { id })).toEqual(['REVIEWER_NOT_QUALIFIED']);
    expect(await desk.codes(foreign, 'acceptReviewAssignment', { id })).toEqual(['REVIEWER_NOT_QUALIFIED']);
    expect(await desk.codes(desk.administrator, 'acceptReviewAssignment', { id })).toEqual(['REVIEWER_NOT_QUALIFIED']);
    expect(await desk.codes(right, 'acceptReviewAssignment', { id })).toEqual([]);
    expect(await desk.codes(right, 'acceptReviewAssignment', { id })).toEqual(['REVIEW_STATE_INVALID']);
  });

  it('never goes to the earner, nor to whom he met in another case', async () => {
    const [first, second] = [await desk.published({ reviewers: { ...rules, mustHoldAward: false } }), await desk.published({ reviewers: { ...rules, mustHoldAward: false } })];
    const [jonas, petra] = [await desk.anEarner(), await desk.anEarner('Petra Palm')];
    const [asJonas, asPetra] = [await desk.aReviewer({ earnerId: jonas }), await desk.aReviewer({ earnerId: petra })];
    await desk.filed(first, jonas);
    expect([await states(asJonas), await states(asPetra)]).toEqual([[], ['OFFERED']]);
    await desk.accepted(asPetra);
    // She has read his work; now neither of them reviews the other's.
    await desk.filed(second, jonas);
    await desk.filed(second, petra);
    expect([await states(asJonas), await states(asPetra)]).toEqual([[], ['ACCEPTED']]);
    expect(await desk.done(asPetra, 'claimReview', { issuerId: `iss_${second.issuer}` }, 'assignment { id }')).toEqual({ assignment: null, userErrors: [] });
  });

  it('goes to the least loaded, and on to the next one who has not declined it', async () => {
    const version = await desk.published();
    const [ada, bert] = [await desk.aReviewer({ openAtMost: 1 }), await desk.aReviewer({ openAtMost: 2 })];
    for (let filings = 0; filings < 4; filings += 1) await desk.filed(version, await desk.anEarner());
    expect([(await states(ada)).length, (await states(bert)).length]).toEqual([1, 2]);
    const [mine] = await desk.asked(ada);
    await desk.done(ada, 'declineReviewAssignment', { id: mine?.assignment.id }, '__typename');
    now += 400_000;
    await desk.service.app.get(AssignmentClock).look();
    // Bert has no room, so what Ada declined waits, and she is asked about the one that nobody was found for.
    const after = await desk.asked(ada);
    expect([after.length, after[0]?.id === mine?.id, (await states(bert)).length]).toEqual([1, false, 2]);
  });

  it('lapses after two business days, and an accepted review long after it was due', async () => {
    const version = await desk.published({ reviewDays: 3 });
    const [ada, bert] = [await desk.aReviewer(), await desk.aReviewer()];
    await desk.filed(version, await desk.anEarner());
    const begun = now;
    const clock = desk.service.app.get(AssignmentClock);
    const [first, second] = (await states(ada)).length > 0 ? [ada, bert] : [bert, ada];
    now = Date.parse('2026-03-04T23:59:00Z');
    await clock.look();
    expect([await states(first), await states(second)]).toEqual([['OFFERED'], []]);
    now = Date.parse('2026-03-05T00:00:01Z');
    await clock.look();
    expect([await states(first), await states(second)]).toEqual([[], ['OFFERED']]);
    const { reviewId } = await desk.accepted(second);
    now = Date.parse('2026-03-12T23:59:00Z');
    await clock.look();
    expect(await states(second)).toEqual(['ACCEPTED']);
    now = Date.parse('2026-03-13T00:00:01Z');
    await clock.look();
    expect(await states(second)).toEqual([]);
    expect(await desk.codes(second, 'saveReview', { id: reviewId })).toEqual(['REVIEW_STATE_INVALID']);
    now = begun;
  });

  it('is taken by whoever claims first, one at a time', async () => {
    const version = await desk.published();
    const [ada, bert] = [await desk.aReviewer(), await desk.aReviewer()];
    for (let filings = 0; filings < 2; filings += 1) await desk.filed(version, await desk.anEarner());
    const claim = (by: typeof ada) => desk.done<{ reviewCase: { id: string } | null }>(by, 'claimReview', { issuerId: `iss_${version.issuer}` }, 'reviewCase { id state }');
    const claimed = await Promise.all([claim(ada), claim(bert)]);
    expect(new Set(claimed.map(({ reviewCase }) => reviewCase?.id)).size).toBe(2);
    expect((await claim(ada)).reviewCase).toBeNull();
    expect(await desk.codes({ ...ada, rights: [] }, 'claimReview', { issuerId: `iss_${version.issuer}` })).toEqual(['GRANT_MISSING']);
  });

  it('no longer reaches who was taken off the list, and what he was asked goes to another', async () => {
    const version = await desk.published();
    const [ada, bert] = [await desk.aReviewer(), await desk.aReviewer()];
    await desk.filed(version, await desk.anEarner());
    const asked = (await states(ada)).length > 0 ? ada : bert;
    const other = asked === ada ? bert : ada;
    expect(await desk.codes(asked, 'removeReviewer', { id: asked.reviewerId })).toEqual(['GRANT_MISSING']);
    expect(await desk.codes(desk.administrator, 'removeReviewer', { id: asked.reviewerId })).toEqual([]);
    now += 400_000;
    await desk.service.app.get(AssignmentClock).look();
    expect([await states(asked), await states(other)]).toEqual([[], ['OFFERED']]);
    expect(await desk.codes(asked, 'claimReview', { issuerId: `iss_${version.issuer}` })).toEqual(['REVIEWER_NOT_QUALIFIED']);
  });
});
