import type { Principal } from '@cairn/access';
import { aRegistrar } from '../testing/service.js';
import { ReviewDesk } from '../testing/review-desk.js';
import { aDenial } from '../testing/submissions.js';

interface Written {
  readonly kind: string;
  readonly earner: string;
  readonly facts: Record<string, string>;
}

describe('notices of what no event announces', () => {
  let desk: ReviewDesk;
  beforeAll(async () => {
    desk = await ReviewDesk.open();
  });
  afterAll(() => desk.service.close());

  const written = (kind: string): Promise<Written[]> =>
    desk.service.database.work((tx) => tx.query<Written>('SELECT kind, earner_id AS earner, facts FROM notice WHERE tenant_id = $1 AND kind = $2 ORDER BY created_at, id', [desk.tenant, kind]));
  const committee = (n: number, right: 'SIT_ON_COMMITTEE' | 'GRANT_AWARD') => Array.from({ length: n }, () => aRegistrar(desk.tenant, [right]));
  const clientIds = (of: readonly Principal[]) => of.map(({ actor }) => `apc_${actor}`);

  it('tell a reviewer who has a record of his own that he is asked, by the title alone, and the others nothing', async () => {
    const version = await desk.published({ decision: 'TWO_STAGE', secondOpinion: 'ALWAYS' }, { title: 'Teaches outdoors' });
    const petra = await desk.anEarner('Petra Palm');
    await desk.aReviewer({ earnerId: petra });
    await desk.aReviewer();
    await desk.filed(version, await desk.anEarner());
    expect(await written('REVIEW_OFFERED')).toEqual([{ kind: 'REVIEW_OFFERED', earner: petra.slice(4), facts: { title: 'Teaches outdoors', issuer: 'Riverside University' } }]);
  });

  it('tell an earner once of what he is asked about in a case of misconduct, without the words of it', async () => {
    const version = await desk.published({}, { title: 'Teaches indoors' });
    const jonas = await desk.anEarner();
    const submissionId = await desk.filed(version, jonas);
    const report = { submissionId, reason: 'PLAGIARISM', statement: 'It stands elsewhere.' };
    const [first, ...more] = committee(3, 'SIT_ON_COMMITTEE');
    await desk.done(aRegistrar(desk.tenant, ['REVIEW']), 'reportMisconduct', report, '__typename');
    const { misconductCases } = await desk.query<{ misconductCases: { nodes: { id: string }[] } }>(first as Principal, '{ misconductCases(first: 1) { nodes { id } } }');
    expect(await written('MISCONDUCT_NOTICE')).toEqual([]);
    const notice = { id: misconductCases.nodes[0]?.id, text: 'You are asked about page three.', committee: clientIds([first as Principal, ...more]) };
    await desk.done(first as Principal, 'giveMisconductNotice', notice, '__typename');
    expect(await desk.codes(first as Principal, 'giveMisconductNotice', notice)).not.toEqual([]);
    const [told, ...again] = await written('MISCONDUCT_NOTICE');
    expect(again).toEqual([]);
    expect(told).toMatchObject({ earner: jonas.slice(4), facts: { title: 'Teaches indoors', number: expect.stringMatching(/^S-/) } });
    expect(JSON.stringify(told)).not.toMatch(/page three|elsewhere/);
  });

  it('tell an earner of the end of his appeal, whatever it is, and of nothing before', async () => {
    const version = await desk.published({}, { title: 'Sings' });
    const jonas = await desk.anEarner();
    const submissionId = await desk.filed(version, jonas);
    const decision = await aDenial(desk.service, { tenant: desk.tenant, submission: submissionId.slice(4), by: aRegistrar(desk.tenant).actor ?? '', at: new Date() });
    const { appeal } = await desk.done<{ appeal: { id: string } }>(desk.administrator, 'fileAppeal', { decisionId: `dec_${decision}`, statement: 'It was there.' }, 'appeal { id }');
    expect(await written('APPEAL_DECIDED')).toEqual([]);
    const [one] = committee(1, 'GRANT_AWARD');
    await desk.done(one as Principal, 'dismissAppeal', { id: appeal.id, text: 'It is not about the decision.' }, '__typename');
    expect(await written('APPEAL_DECIDED')).toMatchObject([{ earner: jonas.slice(4), facts: { title: 'Sings' } }]);
  });
});
