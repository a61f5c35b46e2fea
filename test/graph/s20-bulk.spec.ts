import { aTenant, type TestTenant } from '@cairn/testkit';
import { type AchievementMarked, anIssuer, aPublishedAchievement, assessment } from './arrange.js';
import { type ImportDone, importAwards } from './importing.js';

/** Lines of the nightly push: 50,000 in the scenario; CAIRN_S20_ROWS=50000 runs it whole. Shares are the scenario's. */
const rows = Number(process.env.CAIRN_S20_ROWS ?? 2_000);
const [created, replaced, refused] = [rows * 0.04, rows * 0.02, rows * 0.004];
const unchanged = rows - created - replaced - refused;

const figures = ({ created: made, replaced: changed, unchanged: same, failed }: ImportDone) => ({ created: made, replaced: changed, unchanged: same, refused: failed });

describe('S20: a partner institution that pushes all its awards every night', () => {
  let oakmere: TestTenant;
  let achievement: AchievementMarked;

  const line = (n: number, awardedOn = '2026-03-01') => ({
    partnerReference: `oak-${n}`,
    identifierType: 'STUDENT_ID',
    identifier: `S${n}`,
    achievementCode: achievement.code,
    awardedOn,
    assessmentMethod: assessment.method,
    assessedOn: assessment.assessedOn,
  });
  const awardsOf = async (reference: string) => {
    const query = `query ($r: String!) { awards(first: 5, filter: { partnerReference: { eq: $r } }) { nodes { id state awardedOn replacedBy { state awardedOn } } } }`;
    return (await oakmere.read<{ awards: { nodes: { state: string; awardedOn: string; replacedBy: object | null }[] } }>(query, { r: reference })).awards.nodes;
  };

  beforeAll(async () => {
    oakmere = await aTenant('Oakmere University');
    achievement = await aPublishedAchievement(oakmere, await anIssuer(oakmere), 'Nightly botany');
    await oakmere.read('{ awards(first: 1) { nodes { id } } }', {}, { awaitPosition: achievement.position });
    const before = await importAwards(oakmere, Array.from({ length: unchanged + replaced }, (_, n) => line(n)));
    expect(before.created).toBe(unchanged + replaced);
  });

  it('hears the same figures of a dry run and of the run, and of the next run that all is so already', async () => {
    const faulty = [{ awardedOn: '01/03/2026' }, { achievementCode: 'no-such-code' }, { identifier: '' }, { partnerReference: 'oak-1' }];
    const tonight = [
      ...Array.from({ length: unchanged }, (_, n) => line(n)),
      ...Array.from({ length: replaced }, (_, n) => line(unchanged + n, '2026-03-02')),
      ...Array.from({ length: created }, (_, n) => line(unchanged + replaced + n)),
      ...Array.from({ length: refused }, (_, n) => ({ ...line(rows + n), ...faulty[n % faulty.length] })),
    ];
    const expected = { created, replaced, unchanged, refused };
    const dry = await importAwards(oakmere, tonight, { dryRun: true });
    expect(figures(dry)).toEqual(expected);
    expect(dry.position).toBeNull();
    const run = await importAwards(oakmere, tonight);
    expect(figures(run)).toEqual(expected);
    expect(run.rows.map(({ row }) => row)).toEqual(Array.from({ length: rows }, (_, n) => n + 1));
    const told = run.rows.filter(({ status }) => status === 'REFUSED').map(({ row, code, field }) => [row - (rows - refused), code, field]);
    expect(told.slice(0, 4)).toEqual([
      [1, 'INVALID_VALUE', 'awardedOn'],
      [2, 'NOT_FOUND', 'achievementCode'],
      [3, 'FIELD_MISSING', 'identifier'],
      [4, 'REPEATED_IN_FILE', 'partnerReference'],
    ]);
    expect(run.position).not.toBeNull();
    expect(figures(await importAwards(oakmere, tonight))).toEqual({ created: 0, replaced: 0, unchanged: rows - refused, refused });
  });

  it('keeps one award for each key: one that was corrected has taken the place of the one before', async () => {
    expect(await awardsOf('oak-0')).toMatchObject([{ state: 'ACTIVE', replacedBy: null }]);
    expect(await awardsOf(`oak-${unchanged}`)).toMatchObject([{ state: 'REPLACED', awardedOn: '2026-03-01', replacedBy: { state: 'ACTIVE', awardedOn: '2026-03-02' } }]);
  });

  it('gets nothing written of a file that stands or falls together, and every line told', async () => {
    const job = await importAwards(oakmere, [line(rows + 1_000), { ...line(rows + 1_001), awardedOn: 'yesterday' }], { mode: 'ALL_OR_NOTHING' });
    expect(job).toMatchObject({ state: 'FAILED', created: 0, failed: 1, position: null });
    expect(job.rows.map(({ status }) => status)).toEqual(['NOT_WRITTEN', 'REFUSED']);
    expect(await awardsOf(`oak-${rows + 1_000}`)).toEqual([]);
  });
});
